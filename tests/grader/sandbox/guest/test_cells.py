"""A notebook loaded cell by cell, without a sandbox around it."""

from __future__ import annotations

import linecache
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from grader.sandbox.guest.cells import MAX_REASONS, load_cells
from grader.sandbox.guest.submission import MODULE, Submission

FILE = "cells_submission.py"


@pytest.fixture
def module() -> Iterator[Submission]:
    before = sys.modules.get(MODULE)
    yield Submission(FILE)
    linecache.cache.pop(FILE, None)
    if before is None:
        sys.modules.pop(MODULE, None)
    else:
        sys.modules[MODULE] = before


def load(module: Submission, *cells: str) -> tuple[list[Any], list[tuple[int, int]]]:
    """What was skipped, and the lines that were started."""
    bounds, lines, started = [], [], []
    for cell in cells:
        bounds.append([len(lines) + 1, len(lines) + cell.count("\n") + 1])
        lines += cell.split("\n")
    report = load_cells(module, "\n".join(lines), bounds, lambda *pair: started.append(pair))
    return report["skipped"], started


def test_cells_share_their_names_and_the_last_definition_wins(module: Submission) -> None:
    skipped, started = load(module, "x = 1\ny = 2", "def f():\n    return x", "x = y")
    assert skipped == []
    assert started == [(1, 2), (1, 1), (2, 2), (3, 4), (3, 4), (5, 5), (5, 5)]
    assert vars(module.module)["f"]() == 2
    assert sys.modules[MODULE] is module.module


def test_the_rest_of_a_cell_that_fails_is_left_out_but_for_definitions(module: Submission) -> None:
    cell = "a = 1\nb = missing\nc = 3\nimport math\n@str\ndef f():\n    pass\nclass C: ..."
    skipped, _ = load(module, cell, "d = a")
    assert [entry[:2] for entry in skipped] == [[2, 2], [3, 3]]
    assert skipped[0][2]["raised"] == "NameError"
    assert skipped[0][2]["lines"] == [2]
    assert skipped[1][2] is None
    assert {"a", "math", "f", "C", "d"} <= set(vars(module.module))
    assert not {"b", "c"} & set(vars(module.module))


def test_a_cell_that_does_not_parse_is_left_out_whole(module: Submission) -> None:
    skipped, _ = load(module, "a = 1", "b = 2\ndef f(:\nc = 3", "d = 4")
    assert [entry[:2] for entry in skipped] == [[2, 4]]
    assert skipped[0][2]["syntax"] == [3, "invalid syntax"]
    assert {"a", "d"} <= set(vars(module.module))
    assert "b" not in vars(module.module)


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("return 1", {"syntax": [2, "'return' outside function"]}),
        (
            "x = '\0'",
            {"syntax": [None, "source code string cannot contain null bytes"]},
        ),
        ("raise SystemExit(3)", {"exit": "3", "lines": [2]}),
    ],
)
def test_whatever_ends_a_cell_is_told(module: Submission, cell: str, reason: Any) -> None:
    skipped, _ = load(module, "a = 1", cell, "b = 2")
    assert skipped == [[2, 2, reason]]
    assert vars(module.module)["b"] == 2


def test_statements_on_one_line_stand_and_fall_together(module: Submission) -> None:
    skipped, _ = load(module, "a = 1; b = missing\nc = '''\n'''; d = missing; e = 1")
    assert [entry[:2] for entry in skipped] == [[1, 1], [2, 3]]


def test_lines_of_decorators_belong_to_their_function(module: Submission) -> None:
    skipped, _ = load(module, "x = 1\n@missing\n@str\ndef f():\n    pass\n")
    assert [entry[:2] for entry in skipped] == [[2, 5]]


def test_imports_from_the_future_hold_for_later_cells(module: Submission) -> None:
    future = "from __future__ import annotations"
    skipped, _ = load(module, future, "def f(a: missing): ...", f"x = 1\n{future}")
    assert skipped == []
    assert vars(module.module)["f"].__annotations__ == {"a": "missing"}


def test_lines_of_an_exception_are_those_of_the_file(module: Submission) -> None:
    skipped, _ = load(module, "def f():\n    raise KeyError", "\nf()")
    assert skipped[0][2]["lines"] == [4, 2]
    assert linecache.getline(FILE, 2) == "    raise KeyError\n"


def test_many_failures_are_told_with_bounded_text(module: Submission) -> None:
    skipped, _ = load(module, *["missing"] * (MAX_REASONS + 5))
    assert [entry[2] is None for entry in skipped] == [False] * MAX_REASONS + [True] * 5
