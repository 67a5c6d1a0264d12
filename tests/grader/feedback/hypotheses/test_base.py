from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.hypotheses import hypotheses
from grader.feedback.hypotheses.base import (
    FORMULA,
    INPUT,
    OUTPUT,
    RELATION,
    TERM,
    Hypothesis,
    in_term,
    predicting,
    relating,
)
from grader.feedback.observations.observation import DifferentFormula, NotApplicable, Observation
from tests.grader.feedback.hypotheses.observing import W, Z, observation, penalty

L1, L2 = 0.3, 0.7


def negated(case: Observation) -> Any:
    return -np.asarray(case.expected)


def different(case: Observation) -> Any:
    raise DifferentFormula


def broken(case: Observation) -> Any:
    raise ZeroDivisionError


NEGATED = predicting("negated", "Minus.", negated)


def test_prediction_fits_where_it_is_the_answer() -> None:
    assert NEGATED.fits(observation("squares", -(Z**2), Z))
    assert not NEGATED.fits(observation("squares", Z, Z))


def test_prediction_may_be_made_array_by_array() -> None:
    halves = predicting("halves", "Half.", lambda case: case.expected / case.first_array()[1].size)
    got = penalty(W, "l1", l1=L1) / 6 + penalty(Z, "l1", l1=L1) / 4
    assert halves.fits(observation("penalty", got, [W, Z], "l1", l1=L1))


def test_another_formula_contradicts_and_an_error_says_nothing() -> None:
    case = observation("squares", Z, Z)
    assert predicting("d", "D.", different).fits(case) is False
    with pytest.raises(NotApplicable):
        predicting("b", "B.", broken).fits(case)


def test_mistake_in_one_term_leaves_the_other() -> None:
    hypothesis = in_term(NEGATED, 1)
    assert hypothesis is not None
    got = penalty(W, "elastic", l1=L1) - penalty(W, "elastic", l2=L2)
    case = observation("penalty", got, W, "elastic", l1=L1, l2=L2)
    assert hypothesis.fits(case)
    assert hypothesis.sentence([case]) == "In the term with l2 alone: Minus."
    assert hypothesis.name == "negated_in_a_term"
    assert TERM < hypothesis.cost < RELATION


def test_relation_predicts_nothing_in_a_term() -> None:
    assert in_term(relating("r", "R.", lambda case: True), 0) is None


@pytest.mark.parametrize(("got", "fits"), [(Z**2, True), (Z, False)])
def test_cases_that_passed_fit_every_relation(got: np.ndarray, fits: bool) -> None:
    never = relating("never", "Never.", lambda case: False)
    assert never.fits(observation("squares", got, Z)) is fits
    assert never.cost == RELATION


def test_sentence_may_depend_on_the_cases() -> None:
    counting = Hypothesis("c", lambda failing: f"{len(failing)} fail.", lambda case: True)
    assert counting.sentence([observation("squares", Z, Z)] * 3) == "3 fail."
    assert NEGATED.sentence([]) == "Minus."


def test_all_hypotheses_come_simplest_first_and_with_messages() -> None:
    costs = [hypothesis.cost for hypothesis in hypotheses()]
    assert costs == sorted(costs)
    assert {OUTPUT, INPUT, FORMULA, RELATION} <= set(costs)
    assert hypotheses() is hypotheses()


def test_every_fixed_sentence_can_be_translated() -> None:
    plain = {
        hypothesis.name
        for hypothesis in hypotheses()
        if isinstance(hypothesis.says, str) and type(hypothesis.says) is str
    }
    assert plain == set()
