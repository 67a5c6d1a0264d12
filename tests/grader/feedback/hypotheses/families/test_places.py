from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.hypotheses.families.places import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    W,
    Z,
    fitting,
    group,
    moments,
    observation,
    penalty,
)

SQUARES = Z**2
V = np.array([[1.5137, -2.0371], [2.0719, 0.5173]])


@pytest.mark.parametrize(
    ("got", "names"),
    [
        (SQUARES[::-1].copy(), {"turned_round", "wrong_order"}),
        (SQUARES[[2, 0, 3, 1]], {"wrong_order"}),
        (SQUARES * [1, 1, 1, 0], {"last_left_out"}),
        (SQUARES * [0, 1, 1, 1], {"first_left_out"}),
        (SQUARES * [0, 1, 1, 0], set()),
    ],
)
def test_values_in_other_places(got: np.ndarray, names: set[str]) -> None:
    assert fitting(HYPOTHESES, observation("squares", got, Z)) == names


@pytest.mark.parametrize(("place", "name"), [(0, "first_of_list"), (-1, "last_of_list")])
def test_one_array_of_a_list(place: int, name: str) -> None:
    arrays = [W, Z]
    got = penalty([arrays[place]], "l1", l1=0.3)
    assert fitting(HYPOTHESES, observation("penalty", got, arrays, "l1", l1=0.3)) == {name}


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (np.stack([group(row, 0.3) for row in V]), "each_row_alone"),
        (np.stack([group(column, 0.3) for column in V.T]).T, "each_column_alone"),
        (np.sign(V) * np.maximum(np.abs(V) - 0.3, 0), "each_entry_alone"),
    ],
)
def test_parts_treated_as_inputs_of_their_own(got: Any, name: str) -> None:
    assert fitting(HYPOTHESES, observation("group", got, V, 0.3)) == {name}


def test_one_entry_has_no_other_place() -> None:
    assert fitting(HYPOTHESES, observation("squares", np.zeros(1), np.ones(1))) == set()


@pytest.mark.parametrize("order", [(1, 0, 2), (0, 2, 1), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_parts_of_a_tuple_in_another_order(order: tuple[int, ...]) -> None:
    got = tuple(moments(Z)[place] for place in order)
    assert fitting(HYPOTHESES, observation("moments", got, Z)) == {"parts_exchanged"}


def test_right_parts_contradict_another_order() -> None:
    assert "parts_exchanged" not in fitting(HYPOTHESES, observation("moments", moments(Z), Z))


@pytest.mark.parametrize("count", [1, 3])
def test_answer_that_ends_early(count: int) -> None:
    x, squared, mean = moments(Z)
    got = (x, squared[:count], mean)
    assert fitting(HYPOTHESES, observation("moments", got, Z)) == {"ends_early"}
    assert "ends_early" in fitting(HYPOTHESES, observation("squares", squared[:count], Z))


def test_lists_of_arrays_have_no_end() -> None:
    x, squared, _ = moments(Z)
    got = ([x, W], squared[:1], 0.0)
    assert fitting(HYPOTHESES, observation("moments", got, Z)) == set()
    (early,) = [h for h in HYPOTHESES if h.name == "ends_early"]
    assert early.fits(observation("moments", got, Z)) is False


def test_the_other_end_and_other_values_are_no_beginning() -> None:
    x, squared, mean = moments(Z)
    for got in (squared[1:], squared[:0], squared[:2] + 1):
        assert fitting(HYPOTHESES, observation("moments", (x, got, mean), Z)) == set()
