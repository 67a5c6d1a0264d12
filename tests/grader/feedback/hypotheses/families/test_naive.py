"""Textbook formulas are known by where they overflow, and by the small number added to a log."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.hypotheses.families.naive import HYPOTHESES
from grader.feedback.observations.observation import NotApplicable
from tests.grader.feedback.hypotheses.observing import observation

Z = np.array([0.7123, -2.3391, 40.0, -1000.0, 1000.0])
Y = np.array([1.0, 0.0, 0.0, 1.0, 0.0])
SCORES = np.array([[0.7123, -2.3391, 1.2207], [30.0, -40.0, 0.5]])
LABELS = np.array([0, 1])


def fitting(function: str, got: Any, *inputs: Any) -> set[str]:
    case = observation(function, got, *inputs)
    found = set()
    for hypothesis in HYPOTHESES:
        try:
            fits = hypothesis.fits(case)
        except NotApplicable:
            continue
        if fits:
            is_overflow = hypothesis.name == "overflow"
            found.add("overflow" if is_overflow else hypothesis.sentence([case]))
    return found


@pytest.mark.parametrize("formula", ["probability", "no maximum", "softplus"])
def test_formula_of_the_textbook_overflows_as_the_submission_does(formula: str) -> None:
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-Z))
        got = {
            "probability": -(Y * np.log(p) + (1 - Y) * np.log(1 - p)),
            "no maximum": Z - Z * Y + np.log1p(np.exp(-Z)),
            "softplus": np.log1p(np.exp(Z)) - Z * Y,
        }[formula]
        assert not np.isfinite(got).all()
        assert fitting("sigmoid_ce", got, Z, Y) == {"overflow"}
        assert fitting("sigmoid_ce", got + 0.1, Z, Y) == set()


@pytest.mark.parametrize("epsilon", [1e-12, 1e-7])
def test_small_number_in_the_logarithm_is_named(epsilon: float) -> None:
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-Z))
        loss = -(Y * np.log(p + epsilon) + (1 - Y) * np.log(1 - p + epsilon))
        (said,) = fitting("sigmoid_ce", loss, Z, Y)
    assert f"A small number, {epsilon:g}, is added" in said
    powers = np.exp(SCORES - SCORES.max(axis=1, keepdims=True))
    share = (powers / powers.sum(axis=1, keepdims=True))[[0, 1], LABELS]
    (said,) = fitting("sparse_ce", -np.log(share + epsilon), SCORES, LABELS)
    assert f"A small number, {epsilon:g}, is added" in said


@pytest.mark.parametrize("axis", [0, -1])
def test_small_number_is_named_for_labels_that_are_distributions(axis: int) -> None:
    powers = np.exp(SCORES - SCORES.max(axis=axis, keepdims=True))
    shares = powers / powers.sum(axis=axis, keepdims=True)
    columns, rows = [[0.7, 0.2, 0.1], [0.3, 0.8, 0.9]], [[0.7, 0.3, 0.0], [0.0, 0.0, 1.0]]
    labels = np.array(columns if axis == 0 else rows)
    losses = -(labels * np.log(shares + 1e-12)).sum(axis=axis)
    (said,) = fitting("soft_ce", losses, SCORES, labels, axis)
    assert "A small number, 1e-12, is added" in said
    assert fitting("soft_ce", losses + 0.1, SCORES, labels, axis) == set()


def test_gradients_are_left_to_others() -> None:
    got = np.full(SCORES.shape, 0.3)
    assert fitting("sparse_ce_grad", got, SCORES, LABELS) == set()


@pytest.mark.parametrize("epsilon", [1e-15, 1e-7])
def test_clipped_probabilities_are_named(epsilon: float) -> None:
    with np.errstate(all="ignore"):
        p = np.clip(1 / (1 + np.exp(-Z)), epsilon, 1 - epsilon)
        loss = -(Y * np.log(p) + (1 - Y) * np.log(1 - p))
        (said,) = fitting("sigmoid_ce", loss, Z, Y)
    assert f"clipped to lie between {epsilon:g} and" in said
