from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.clipping import EPSILONS, HYPOTHESES, LIMITS
from tests.grader.feedback.hypotheses.observing import (
    fitting,
    log_odds,
    observation,
    sentences,
    sigmoid_ce,
)

Z = np.array([-900.0, 900.0, 0.37])
Y = np.array([1.0, 0.0, 1.0])


@pytest.mark.parametrize("limit", LIMITS)
def test_input_that_is_clipped_is_found_with_its_limit(limit: float) -> None:
    got = sigmoid_ce(np.clip(Z, -limit, limit), Y)
    found = sentences(HYPOTHESES, observation("sigmoid_ce", got, Z, Y))
    assert found == {
        f"Beyond {limit:g} the answers stop changing as they should: the input, or something "
        "computed from it, is clipped there."
    }


def test_other_limits_are_not_guessed() -> None:
    got = sigmoid_ce(np.clip(Z, -33.3, 33.3), Y)
    assert fitting(HYPOTHESES, observation("sigmoid_ce", got, Z, Y)) == set()


def test_integers_are_not_clipped() -> None:
    x = np.array([900, -900])
    assert fitting(HYPOTHESES, observation("squares", np.clip(x, -1, 1) ** 2, x)) == set()


@pytest.mark.parametrize("epsilon", EPSILONS)
def test_probabilities_kept_away_from_the_ends_are_found(epsilon: float) -> None:
    p = np.array([0.0, 1.0, 0.37])
    with np.errstate(divide="ignore"):
        case = observation("log_odds", log_odds(np.clip(p, epsilon, 1 - epsilon)), p)
    assert fitting(HYPOTHESES, case) == {"probabilities_cut"}
