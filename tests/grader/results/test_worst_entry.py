from __future__ import annotations

import json

import pytest

from grader.results.worst_entry import WorstEntry


@pytest.mark.parametrize("error", ["0.5", None])
def test_entry_is_json_with_its_index_as_a_list(error: str | None) -> None:
    entry = WorstEntry((1, 2), "0.5", "1.0", error, 3, 6)
    assert json.loads(json.dumps(entry.as_dict())) == {
        "index": [1, 2],
        "expected": "0.5",
        "got": "1.0",
        "error": error,
        "differing": 3,
        "entries": 6,
    }
