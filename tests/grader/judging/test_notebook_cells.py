"""What is left of a notebook when what fails is left out, in the real sandbox."""

from __future__ import annotations

import pytest

from grader.files.notebook import notebook_source
from grader.judging.notebook_cells import MAX_NOTES, LoadableSource, leave_out_failures
from grader.sandbox import Limits
from tests.grader.files.notebooks import notebook

LIMITS = Limits(load_seconds=0.4)
DEFINITION = "def f(x):\n    return x"


def left_of(*cells: str, functions: tuple[str, ...] = ("f",)) -> LoadableSource:
    return leave_out_failures(notebook_source(notebook(*cells), 10**6), functions, LIMITS)


def names(loadable: LoadableSource) -> dict:
    found: dict = {}
    exec(loadable.source, found)
    return found


@pytest.mark.parametrize("source", ["x = missing", b"x = missing", b"\xff", "# %% Cell", ""])
def test_a_python_file_stays_as_it_is(source: str | bytes) -> None:
    loadable = leave_out_failures(source, ["f"], LIMITS)
    assert loadable.source is source
    assert loadable.notes() == []
    assert loadable.why_missing("f") == ""


def test_a_notebook_that_loads_stays_as_it_is() -> None:
    source = notebook_source(notebook("x = 1", DEFINITION), 10**6)
    assert leave_out_failures(source, ["f"], LIMITS).source is source


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("x = 1\ny = missing", "cell 2, line 2: NameError: name 'missing' is not defined"),
        ("def g(:", "cell 2, line 1: SyntaxError: invalid syntax"),
        ("import matplotlib", "cell 2, line 1: ModuleNotFoundError: No module named 'matplotlib'"),
        ("\n\nimport sys\nsys.exit()", "cell 2, line 4: SystemExit: None"),
        ("import os\nos._exit(3)", "cell 2, line 2: The program ended itself with status 3."),
        ("print('a' * 2**21)", "cell 2, line 1: It printed more than 1,048,576 bytes."),
        ("input()", "cell 2, line 1: EOFError: EOF when reading a line"),
        (
            "while True:\n    pass",
            "cell 2, line 1: The code was still running when its time was up.",
        ),
        ("import subprocess\nsubprocess.run('ls')", "cell 2, line 2: It called "),
    ],
)
def test_a_cell_that_fails_costs_neither_those_before_nor_those_after(cell: str, why: str) -> None:
    loadable = left_of(DEFINITION, cell, "def g(x):\n    return f(x)")
    assert names(loadable)["g"](3) == 3
    (note,) = loadable.notes()
    assert note.startswith(why)


def test_lines_keep_their_numbers() -> None:
    loadable = left_of("x = 1", "y = missing\nz = 2", DEFINITION)
    assert isinstance(loadable.source, str)
    before, after = loadable.lines, loadable.source.split("\n")
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("y = missing", "# y = missing"), ("z = 2", "# z = 2")]


def test_what_needs_what_failed_is_left_out_in_the_next_round() -> None:
    cells = ["for i in range(3):\n    missing if i else 0", "j = i + 1", "k = j"]
    loadable = left_of(DEFINITION, *cells)
    assert [note[:6] for note in loadable.notes()] == ["cell 2", "cell 3", "cell 4"]
    assert "j" not in names(loadable)


def test_of_many_cells_without_end_the_first_are_left_out_alone() -> None:
    endless = "while True:\n    pass"
    loadable = left_of(DEFINITION, endless, "a = 1", endless, "b = 1", endless, "c = 1")
    assert {"f", "a", "b"} <= set(names(loadable))
    assert "c" not in names(loadable)
    assert len(loadable.notes()) == 3


def test_bytes_stay_bytes() -> None:
    source = notebook_source(notebook(DEFINITION, "missing", "s = 'é'"), 10**6).encode()
    loadable = leave_out_failures(source, ["f"], LIMITS)
    assert isinstance(loadable.source, bytes)
    assert names(loadable)["s"] == "é"


def test_where_no_function_is_left_the_cell_of_one_stays_in() -> None:
    loadable = left_of("import missing", "x = 1\ndef f(x):\n  return x\n return 2", "x = 2")
    assert isinstance(loadable.source, str)
    assert "\n return 2" in loadable.source
    assert [note[:6] for note in loadable.notes()] == ["cell 1"]


def test_an_older_version_of_a_function_may_fail() -> None:
    loadable = left_of("def f(x):\n  return missing(\n", DEFINITION)
    assert names(loadable)["f"](3) == 3
    assert loadable.why_missing("f") == (
        "f was left out with the cell that defines it. cell 1, line 2: "
        "SyntaxError: '(' was never closed"
    )


def test_a_function_among_others_that_is_left_out_is_named_with_the_reason() -> None:
    loadable = left_of(DEFINITION, "%%cython\ndef g(x):\n    return x", functions=("f", "g"))
    assert loadable.why_missing("g") == (
        "g is in a part of the notebook that is not Python code: cell 2, line 2."
    )
    assert loadable.why_missing("f") == loadable.why_missing("h") == ""


def test_notes_are_counted_when_there_are_many() -> None:
    notes = left_of(DEFINITION, *["missing"] * (MAX_NOTES + 3)).notes()
    assert len(notes) == MAX_NOTES + 1
    assert notes[-1] == "and 3 more"


def test_what_a_cell_says_is_made_safe_and_cut() -> None:
    (note,) = left_of(DEFINITION, "raise ValueError('\\x1b[31m' + 'a' * 5000)").notes()
    assert "\x1b" not in note
    assert len(note) < 300
