"""Lists in a terminal."""

from __future__ import annotations

import io

import pytest
from courseware_client.tables import items_table, total_line
from rich.console import Console

ITEM = {
    "slug": "sparse_softmax_cross_entropy",
    "title": "Sparse [softmax]",
    "state_text": "not started",
    "points": 10.0,
    "score": None,
    "due_at": "2026-11-30T12:00:00Z",
}


def test_names_are_whole_in_a_narrow_terminal():
    written = io.StringIO()
    console = Console(width=80, file=written)
    console.print(items_table([ITEM, ITEM | {"score": 0.5}]))
    text = written.getvalue()
    assert "sparse_softmax_cross_entropy" in text and "[softmax]" in text
    assert "- of 10" in text and "5 of 10" in text


def test_a_quiz_and_a_lab_of_one_name_are_told_apart():
    written = io.StringIO()
    items = [ITEM | {"kind": kind, "slug": "softmax"} for kind in ("quiz", "lab")]
    Console(width=80, file=written).print(items_table(items, kinds=True))
    head, quiz, lab = written.getvalue().splitlines()
    assert head.startswith("Kind  Item")
    assert quiz.startswith("quiz  softmax") and lab.startswith("lab   softmax")


@pytest.mark.parametrize(
    ("total", "line"),
    [
        (None, ""),
        ({"earned": 0.0, "out_of": 0.0, "percent": None, "letter": ""}, ""),
        (
            {"earned": 10.0, "out_of": 904.0, "percent": 1.106, "letter": ""},
            "Total: 10 of 904 points, 1.1 %",
        ),
        (
            {"earned": 95.0, "out_of": 100.0, "percent": 95.0, "letter": "A"},
            "Total: 95 of 100 points, 95.0 %, A",
        ),
    ],
)
def test_the_total_is_one_line(total, line):
    assert total_line({"total": total}) == line
