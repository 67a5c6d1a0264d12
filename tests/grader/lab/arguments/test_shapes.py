"""Shapes: what is read, what is none, and the tuples that they stand for."""

from __future__ import annotations

import pytest

from grader.lab.arguments.shapes import parse_shape


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("", ()),
        ("N", (5,)),
        ("N C", (5, 3)),
        ("2 N", (2, 5)),
        ("*S", (4, 6)),
        ("*S C", (4, 6, 3)),
        ("N 1", (5, 1)),
    ],
)
def test_symbols_stand_for_lengths(text: str, shape: tuple[int, ...]) -> None:
    sizes = {"N": (5,), "C": (3,), "*S": (4, 6)}
    assert parse_shape(text).of(sizes) == shape


@pytest.mark.parametrize("text", ["N,C", "(N)", "**S", "-1", "N-1", "*S *T", "... *S"])
def test_what_is_no_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="shape"):
        parse_shape(text)


def test_an_open_shape_is_the_arguments_own() -> None:
    assert parse_shape("... C").owned_by("z").axes == ("*z", "C")
    assert parse_shape("N C").owned_by("z").axes == ("N", "C")


def test_a_symbol_without_a_size_is_an_error() -> None:
    with pytest.raises(KeyError):
        parse_shape("N D").of({"N": (5,)})


@pytest.mark.parametrize(("text", "shown"), [("N", "(N,)"), ("N C", "(N, C)"), ("", "()")])
def test_a_shape_is_shown_as_a_tuple(text: str, shown: str) -> None:
    assert str(parse_shape(text)) == shown


def test_symbols_leave_lengths_out() -> None:
    assert parse_shape("2 N *S").symbols == ("N", "*S")
