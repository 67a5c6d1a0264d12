"""What is written for Gradescope."""

from __future__ import annotations

import json

import pytest

from grader.exchange import gradescope_run
from tests.grader.small_lab import FILES, write_lab


@pytest.fixture
def grade(tmp_path):
    """Grades files without a sandbox; returns what is written."""
    write_lab(tmp_path / "source" / "lab")

    def grade(**files: str):
        (tmp_path / "submission").mkdir(exist_ok=True)
        for name, text in files.items():
            (tmp_path / "submission" / f"{name}.py").write_text(text)
        assert gradescope_run.main(tmp_path, sandbox=False) == 0
        return json.loads((tmp_path / "results" / "results.json").read_text())

    return grade


def test_scores_add_up_and_hidden_cases_show_no_input(grade):
    found = grade(mine=FILES["mistakes/squares.py"])
    assert found["score"] == pytest.approx(sum(test["score"] for test in found["tests"]), abs=0.01)
    assert sum(test["max_score"] for test in found["tests"]) == pytest.approx(100, abs=0.01)
    by_name = {test["name"]: test for test in found["tests"]}
    assert by_name["small"]["status"] == "failed" and "got" in by_name["small"]["output"]
    assert by_name["drawn (hidden)"]["output"] == "Twice every entry of anything."
    assert "without a sandbox" in found["output"]
    assert found["extra_data"]["isolation"] == "process"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "There is no Python file. Submit"),
        ({"a": "x = 1", "b": "x = 2"}, "There are several Python files"),
        ({"a": "\x00" * 300_000}, "at most"),
    ],
)
def test_what_cannot_be_graded_says_what_to_do(grade, files, words):
    found = grade(**files)
    assert words in found["output"] and found["score"] == 0.0
