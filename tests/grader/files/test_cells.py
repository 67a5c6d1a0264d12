"""The text that a notebook becomes, and the way back to its cells."""

from __future__ import annotations

import pytest

from grader.files.cells import (
    Cell,
    comment_out,
    find_cells,
    heading,
    hide_headings,
    lines_of,
    place,
)

TEXT = "# before\n# %% Cell 1\na = 1\nb = 2\n\n# %% Cell 3\n# %% Cell 4\nc = 3"
LINES = lines_of(TEXT)


def test_cells_are_found_by_their_headings() -> None:
    assert find_cells(LINES) == (Cell(0, 1, 1), Cell(1, 3, 5), Cell(3, 7, 6), Cell(4, 8, 8))
    assert find_cells(LINES[1:])[0] == Cell(1, 2, 4)


@pytest.mark.parametrize(
    "text", ["", "x = 1", "# %%", "# %% Cell 0", "# %% Cell 1 of 3", " # %% Cell 1", "# %% [2]"]
)
def test_other_texts_have_no_cells(text: str) -> None:
    assert find_cells(lines_of(text)) == ()
    assert place(find_cells(lines_of(text)), 1) == "line 1"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (1, "line 1"),
        (2, "cell 1, line 1"),  # the heading: whoever names it means what follows
        (3, "cell 1, line 1"),
        (4, "cell 1, line 2"),
        (8, "cell 4, line 1"),
        (9, "line 9"),
    ],
)
def test_a_line_is_named_by_cell_and_line_in_it(line: int, words: str) -> None:
    assert place(find_cells(LINES), line) == words


def test_a_place_can_begin_a_sentence_and_be_translated() -> None:
    assert place(find_cells(LINES), 4, starts=True) == "Cell 1, line 2"
    assert place((), 4, starts=True) == "Line 4"
    assert place((), 4).template == "line {line}"


def test_code_that_looks_like_a_heading_begins_no_cell() -> None:
    code = f"s = '''\n{heading(7)}\n'''\n# %% Cells\n"
    hidden = hide_headings(code)
    assert find_cells(lines_of(f"{heading(1)}\n{hidden}")) == (Cell(1, 2, 6),)
    assert hidden.replace("#  %%", "# %%") == code
    assert hide_headings(hidden) == hidden


@pytest.mark.parametrize("source", ["a\r\nb\rc\x0c\u2028d\n", b"a\r\nb\rc\x0c\xe2\x80\xa8d\n"])
def test_lines_are_those_of_python(source: str | bytes) -> None:
    assert lines_of(source) == ("a", "b", "c\x0c\u2028d", "")


def test_bytes_that_are_not_utf8_are_replaced() -> None:
    assert lines_of(b"\xff\n") == ("\N{REPLACEMENT CHARACTER}", "")


def test_lines_become_comments_in_their_places() -> None:
    lines = ["a", "  b", "", "# c", "d", "e"]
    assert comment_out(lines, [(2, 4), (6, 9), (0, 0)]) == ["a", "#   b", "", "# c", "d", "# e"]
    assert comment_out(lines, []) == lines


def test_comments_hold_nothing_that_python_cannot_read() -> None:
    compile("\n".join(comment_out(["'\0'", "# \ud800"], [(1, 2)])), "a.py", "exec")
