"""What cells say: numbers, words and letters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courseware.gradebook.grid.shown import DASH, Shown, legend, shown
from courseware.gradebook.models import Score
from courseware.gradebook.selectors import Cell
from courseware.items.models import Item
from courseware.items.progress import Progress

ITEM = Item(points=10)


def cell(progress: Progress | None = None, overdue: bool = False, **score: Any) -> Cell:
    return Cell(ITEM, Score(**score) if score else None, progress, overdue)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (cell(fraction=0.75), Shown("7.5")),
        (cell(fraction=0.0), Shown("0")),
        (cell(), Shown(DASH, label="Not started", meaning="none")),
        (cell(overdue=True), Shown("missing", label="Missing", meaning="look")),
        (cell(Progress.STARTED), Shown("started", label="In progress", meaning="waiting")),
        (
            cell(Progress.WAITING),
            Shown("waiting", label="Submitted, being graded", meaning="waiting"),
        ),
        (cell(Progress.NEEDS_GRADING), Shown("to grade", label="Needs grading", meaning="look")),
        (cell(Progress.FAILED), Shown("failed", label="Grading failed", meaning="look")),
        (cell(fraction=0.5, excused=True), Shown("excused", label="Excused", meaning="none")),
    ],
)
def test_a_cell_says_its_state(given: Cell, said: Shown) -> None:
    assert shown(given) == said


def test_letters_tell_what_else_holds_of_a_score() -> None:
    said = shown(cell(Progress.STARTED, fraction=0.5, late_by=timedelta(hours=2)))
    assert (said.text, said.letters) == ("5", "LP")
    assert said.label == "5 of 10 points; late by 2 hours; In progress"
    assert said.meaning == ""


def test_a_score_with_something_to_do_stands_out() -> None:
    said = shown(cell(Progress.FAILED, fraction=0.5))
    assert (said.text, said.letters, said.meaning) == ("5", "F", "look")


def test_a_grading_under_an_override_stands_out() -> None:
    said = shown(cell(fraction=0.9, override=0.5, override_over=0.4))
    assert (said.text, said.letters, said.meaning) == ("5", "OC", "look")
    assert said.label.endswith("Override; Regraded since the override")
    assert shown(cell(fraction=0.4, override=0.5, override_over=0.4)).letters == "O"


def test_every_letter_and_word_is_explained_once() -> None:
    marks = [mark for mark, _ in legend()]
    assert len(set(marks)) == len(marks)
    assert {"O", "L", "G", "F", "W", "P", "C", DASH, "missing"} <= set(marks)
