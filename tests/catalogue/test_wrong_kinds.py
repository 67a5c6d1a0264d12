"""Solutions that are right for ordinary input and wrong for one kind of it earn no full marks.

Each is a lab's right solution with lines changed. It scores the same on every draw, so that sending
it again does not pay.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from grader.lab import Lab, load_lab
from grader.lab.lookup import SHIPPED
from grader.verification.programs import Trial, try_programs
from tests.selection import some_of_each

ROWS = [
    (path.stem, row)
    for path in sorted((Path(__file__).parent / "wrong_kinds").glob("*.yaml"))
    for row in yaml.safe_load(path.read_text())
]
DRAWS = 3


@cache
def lab_of(slug: str) -> Lab:
    return load_lab(SHIPPED / slug)


def changed(slug: str, row: dict[str, Any]) -> str:
    source = lab_of(slug).solutions[row.get("base", "vectorised")]
    for old, new in row["change"]:
        assert old in source, f"{row['wrong']}: {old}"
        source = source.replace(old, new)
    return source


def trials(slug: str, row: dict[str, Any]) -> list[Trial]:
    """Of the wrong solution on every draw."""
    ((_, found),) = try_programs(lab_of(slug), {"wrong": changed(slug, row)}, DRAWS)
    return found


@pytest.mark.parametrize(
    ("slug", "row"),
    some_of_each(
        ROWS,
        kind=lambda wrong: wrong[0],
        values=lambda wrong: wrong,
        name=lambda wrong: f"{wrong[0]}/{wrong[1]['wrong'].replace(' ', '_')}",
        always=1,
        kinds=3,
    ),
)
def test_wrong_for_one_kind_of_input_fails_on_every_draw_alike(
    slug: str, row: dict[str, Any]
) -> None:
    found = trials(slug, row)
    assert all(trial.loads for trial in found)
    scores = {round(trial.correctness, 9) for trial in found}
    assert len(scores) == 1, scores
    assert max(scores) < 1


def test_every_lab_has_many() -> None:
    for slug in {slug for slug, _ in ROWS}:
        assert sum(name == slug for name, _ in ROWS) >= 25
