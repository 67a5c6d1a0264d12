"""Code with matches marked."""

from __future__ import annotations

from labs.similarity.marked_code import marked_lines

CODE = "a = 1\n    b = é + 2\nc = 3\n"


def matches(*places: list[int]) -> list[dict]:
    return [{"left": [place], "right": [], "tokens": 9} for place in places]


def shown(code: str, found: list[dict]) -> list[list[tuple[str, int]]]:
    return [[(p.text, p.match) for p in line.pieces] for line in marked_lines(code, found, "left")]


def test_a_range_over_lines_is_marked_without_indentation() -> None:
    assert shown(CODE, matches([1, 4, 3, 1])) == [
        [("a = ", 0), ("1", 1)],
        [("    ", 0), ("b = é + 2", 1)],
        [("c", 1), (" = 3", 0)],
        [],
    ]


def test_columns_are_those_of_python_and_matches_do_not_overlap() -> None:
    (_, line, *_) = shown(CODE, matches([2, 8, 2, 10], [2, 8, 2, 14]))
    assert line == [("    b = ", 0), ("é", 1), (" + 2", 2)]


def test_only_the_first_piece_of_a_match_is_its_anchor() -> None:
    lines = marked_lines(CODE, matches([1, 0, 3, 5]), "left")
    pieces = [piece for line in lines for piece in line.pieces if piece.match]
    assert [piece.anchor for piece in pieces] == [True, False, False]


def test_no_matches_and_no_code() -> None:
    assert shown("", []) == [[]]
    assert shown("x\n", matches([9, 0, 9, 5])) == [[("x", 0)], []]
