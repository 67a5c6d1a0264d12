from __future__ import annotations

import pytest

from grader.feedback.hypotheses.families.option import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    REDUCTIONS,
    W,
    Y,
    Z,
    fitting,
    observation,
    penalty,
    sentences,
    sigmoid_ce,
)

KINDS = {"kind": frozenset({"l1", "l2_sq", "elastic"})}


@pytest.mark.parametrize("other", ["l2_sq", "elastic"])
def test_answer_for_another_option_is_named_with_it(other: str) -> None:
    got = penalty(W, other, l1=0.3, l2=0.7)
    case = observation("penalty", got, W, "l1", options=KINDS, l1=0.3, l2=0.7)
    assert sentences(HYPOTHESES, case) == {f'These are the answers for kind="{other}".'}


def test_answers_for_different_options_have_a_sentence_without_a_name() -> None:
    (hypothesis,) = HYPOTHESES
    cases = [
        observation("penalty", penalty(W, other, l1=0.3, l2=0.7), W, "l1", options=KINDS, **rates)
        for other in ("l2_sq", "elastic")
        for rates in ({"l1": 0.3, "l2": 0.7},)
    ]
    assert hypothesis.sentence(cases) == (
        "These are the answers for another option than the one in the call."
    )


def test_wrong_answer_of_no_option_fits_none() -> None:
    case = observation("penalty", 1.2345, W, "l1", options=KINDS, l1=0.3, l2=0.7)
    assert fitting(HYPOTHESES, case) == set()


def test_reductions_are_left_to_their_own_family() -> None:
    got = sigmoid_ce(Z, Y, "sum")
    case = observation("sigmoid_ce", got, Z, Y, options=REDUCTIONS, reduction="mean")
    assert fitting(HYPOTHESES, case) == set()
