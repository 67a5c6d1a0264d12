from __future__ import annotations

import pytest

from grader.feedback.hypotheses.families.rates import HYPOTHESES, rates_of, with_rates
from grader.feedback.observations.observation import NotApplicable
from tests.grader.feedback.hypotheses.observing import (
    W,
    Z,
    fitting,
    observation,
    penalty,
    sentences,
    shrink,
)

L1, L2 = 0.3, 0.7


def elastic(l1: float, l2: float) -> float:
    return penalty(W, "elastic", l1=l1, l2=l2)


@pytest.mark.parametrize(
    ("got", "name", "sentence"),
    [
        (elastic(0.0, L2), "rate_left_out", "These are the answers for l1 = 0"),
        (elastic(L1, 1.0), "rate_is_one", "These are the answers for l2 = 1: l2 is not used."),
        (elastic(2 * L1, L2), "rate_doubled", "These are the answers for 2·l1 instead of l1."),
        (elastic(L1, L2 / 2), "rate_halved", "These are the answers for half of l2"),
        (elastic(L1**2, L2), "rate_squared", "These are the answers for the square of l1."),
        (elastic(L1, L2**0.5), "rate_rooted", "These are the answers for the square root of l2."),
        (elastic(L2, L1), "rates_exchanged", "The two rates are swapped."),
        (elastic(L2, L2), "rate_of_the_other", "These are the answers with l2 instead of l1."),
        (elastic(L1 + L2, 0.0), "rates_added", "These are the answers for l1 + l2 instead of l1"),
        (elastic(2 * L1, 2 * L2), "rates_doubled", "Both rates are doubled"),
        (elastic(L1 / 2, L2 / 2), "rates_halved", "Both rates are halved"),
        (elastic(L1, L2) * L2, "times_the_rate", "Every value is the expected one times l2"),
    ],
)
def test_rate_that_is_wrong_is_named(got: float, name: str, sentence: str) -> None:
    case = observation("penalty", got, W, "elastic", l1=L1, l2=L2)
    assert name in fitting(HYPOTHESES, case)
    assert any(text.startswith(sentence) for text in sentences(HYPOTHESES, case))


@pytest.mark.parametrize(
    ("rate", "name"),
    [
        ((2 * 0.3) ** 0.5, "rate_doubled_and_rooted"),
        (0.3**2 / 2, "rate_square_halved"),
        (2 * 0.3**2, "rate_squared_and_doubled"),
        (1 / 0.3, "rate_inverted"),
    ],
)
def test_threshold_that_is_wrong_is_named(rate: float, name: str) -> None:
    assert name in fitting(HYPOTHESES, observation("shrink", shrink(Z, rate), Z, 0.3))


def test_single_rate_is_swapped_with_nothing() -> None:
    case = observation("shrink", Z, Z, 0.3)
    assert not fitting(HYPOTHESES, case) & {"rates_exchanged", "rate_of_the_other", "rates_added"}


def test_rates_in_tuples_have_a_place() -> None:
    case = observation("squares", Z, Z)
    pair = type(case)(**{**case.__dict__, "inputs": {"x": Z, "t": (0.3, 0.7)}})
    assert dict(rates_of(pair)) == {("t", 0): 0.3, ("t", 1): 0.7}


def test_rates_that_are_left_out_have_their_defaults() -> None:
    case = observation("penalty", 0.0, W, "elastic", l1=L1)
    assert dict(rates_of(case)) == {("l1", None): L1, ("l2", None): 0.0}
    assert with_rates(case, {("l2", None): L2}) == pytest.approx(elastic(L1, L2))


def test_rates_that_the_reference_refuses_do_not_apply() -> None:
    with pytest.raises(NotApplicable):
        with_rates(observation("shrink", Z, Z, 0.3), {("nothing", None): 1.0})
