"""Slices, places, new axes, orders."""

from __future__ import annotations

import pytest

from grader.mutations import Audience
from grader.mutations.operators import places
from tests.grader.mutations.operators.cases import made


@pytest.mark.parametrize(
    ("code", "words", "changed"),
    [
        ("x[:y]", "a slice ends one too early", "x[:y - 1]"),
        ("x[y:]", "a slice begins one too late", "x[y + 1:]"),
        ("x[1:]", "a slice takes all, where its first or last entries have to stay out", "x[:]"),
        ("x[:-1]", "a slice takes all, where its first or last entries have to stay out", "x[:]"),
        ("x[::-1]", "the order is not turned round", "x"),
        ("x[y, z]", "the same place is used in each row", "x[y, 0]"),
        ("x[y, z]", "row and column of an entry are swapped", "x[z, y]"),
        ("x[:, None]", "a new axis is put first where it has to be last, or last for first",
         "x[None, :]"),
        ("x[np.newaxis, :]", "a new axis is put first where it has to be last, or last for first",
         "x[:, np.newaxis]"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("audience", list(Audience))
def test_place_is_mistaken(code: str, words: str, changed: str, audience: Audience) -> None:
    assert made(code, audience, places.OPERATORS)[changed] == words


@pytest.mark.parametrize("code", ["range(x)", "np.arange(x)"])
def test_ranges_end_early(code: str) -> None:
    changed = code.replace("x", "x - 1")
    assert set(made(code, Audience.REFERENCE, places.OPERATORS)) == {changed}
    assert made(code, Audience.STUDENT, places.OPERATORS) == {}


@pytest.mark.parametrize("code", ["x[y]", "x[0, y]", "x[:]", "x[::2]", "x[y, None, :]"])
def test_other_places_are_left_alone(code: str) -> None:
    assert made(code, Audience.ALL, places.OPERATORS) == {}
