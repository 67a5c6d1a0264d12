"""Values that each kind draws: in their interval, and of the same sizes in every draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.lab.arguments import (
    Argument,
    Array,
    classes,
    count,
    counts,
    distributions,
    drawn,
    either,
    floats,
    integers,
    labels,
    list_of,
    logits,
    pair,
    probabilities,
    rate,
    seed,
    word,
)

SIZES = {"N": (5,), "C": (3,), "*S": (2, 4)}


def draw(argument: Argument, number: int = 0) -> Any:
    return argument.draw(np.random.default_rng(number), SIZES)


@pytest.mark.parametrize(
    ("array", "low", "high"),
    [
        (floats("N"), -5, 5),
        (logits("*S"), -7, 7),
        (labels("*S"), 0, 1),
        (probabilities("N C"), 0, 1),
        (floats("N", low=0), 0, 5),
        (floats("N", high=-1), -6, -1),
        (floats("N", low=2, high=3), 2, 3),
    ],
)
def test_floats_lie_in_their_interval_in_every_draw(array: Array, low: float, high: float) -> None:
    for number in range(20):
        value = draw(array, number)
        assert value.shape == array.shape.of(SIZES)
        assert value.dtype == float
        assert (value >= low).all() and (value <= high).all()


def test_draws_differ_in_their_last_digits_alone() -> None:
    first, second = (draw(floats("*S"), number) for number in (1, 2))
    assert not np.array_equal(first, second)
    assert np.sign(first).sum() == 0
    np.testing.assert_allclose(first, second, 0.05)


def test_arrays_of_different_names_are_arranged_differently() -> None:
    one, other = (draw(floats("*S").owned_by(name)) for name in ("a", "b"))
    assert not np.array_equal(np.argsort(one, None), np.argsort(other, None))


def test_whole_numbers_have_both_signs_where_the_interval_has() -> None:
    value = floats("N").whole((6,))
    assert value.dtype == np.int64
    assert value.min() < 0 < value.max()
    assert set(labels("N").whole((6,))) == {0, 1}
    assert (floats("N", low=0, open_low=True).whole((9,)) > 0).all()


def test_whole_numbers_of_an_interval_that_leaves_infinity_out() -> None:
    value = floats("N", infinite=True, open_high=True).whole((6,))
    assert value.min() < 0 < value.max()


def test_classes_are_all_there() -> None:
    value = draw(classes("N", below="C"))
    assert value.dtype == np.int64
    assert set(value) == {0, 1, 2}
    assert set(draw(classes("N", below=2))) == {0, 1}
    assert draw(counts("N")).min() == 0
    assert draw(integers("N")).min() < 0


def test_distributions_add_up_to_one() -> None:
    value = draw(distributions("N C"))
    np.testing.assert_allclose(value.sum(axis=1), 1)
    assert (value > 0).all()


@pytest.mark.parametrize(
    ("argument", "low", "high", "kind"),
    [
        (rate(), 0.4, 0.6, float),
        (rate(high=1), 0, 1, float),
        (rate(low=2), 2, 3, float),
        (count(), 1, 5, int),
        (count(low=0, high=1), 0, 1, int),
        (seed(), 0, 10, int),
    ],
)
def test_numbers_lie_in_their_interval(
    argument: Argument, low: float, high: float, kind: type
) -> None:
    value = draw(argument)
    assert type(value) is kind
    assert low <= value <= high


def test_a_pair_is_a_tuple_and_a_list_has_its_items() -> None:
    assert len(draw(pair(rate(), rate()))) == 2
    value = list_of(floats("N"), floats("C"))
    assert [item.shape for item in draw(value)] == [(5,), (3,)]
    assert len(draw(list_of(floats("N")))) == 3


def test_every_array_inside_is_changed() -> None:
    argument = list_of(pair(floats("N"), floats("C")))
    value = argument.map(draw(argument), lambda array, entries: entries * 0)
    assert all((entries == 0).all() for item in value for entries in item)
    assert len(list(argument.arrays())) == 6


def test_alternatives_have_words() -> None:
    kinds = either(array=floats(), list=list_of(floats()))
    assert [word for word, _ in kinds.alternatives()] == ["array", "list"]
    assert [text for text, _ in word("l1", "l2").alternatives()] == ['"l1"', '"l2"']
    assert [draw(argument) for _, argument in word("l1", "l2").alternatives()] == ["l1", "l2"]
    assert [text for text, _ in rate().alternatives()] == [""]


def test_what_the_author_draws() -> None:
    assert draw(drawn(lambda rng, sizes: list(range(sizes["N"][0])))) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("array", "inside", "outside"),
    [
        (floats("N"), 0.0, np.nan),
        (labels("N"), 1.0, 1.5),
        (floats("N", low=0, open_low=True), 1e-9, 0.0),
        (probabilities("N", open_high=True), 0.0, 1.0),
    ],
)
def test_what_lies_in_an_interval(array: Array, inside: float, outside: float) -> None:
    assert array.holds(inside)
    assert not array.holds(outside)
