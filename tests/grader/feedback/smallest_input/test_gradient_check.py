from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.smallest_input.gradient_check import GradientCheck, check_gradient
from grader.feedback.smallest_input.search import SmallestInput
from grader.judging.judgment import Judgment, judge, to_case_result
from grader.judging.runner import Runner
from grader.lab import Case, Lab, call, load_lab
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.lab.lookup import SHIPPED
from grader.lab.model import Function
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.comparison import Tolerance
from tests.grader.feedback.in_process import InProcessRunner

RIGHT = "loss = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))"


def checked(*changes: tuple[str, str]) -> GradientCheck | None:
    lab: Lab = load_lab(SHIPPED / "sigmoid_cross_entropy")
    source = lab.solutions["vectorised"]
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    one = call("sigmoid_ce_grad", np.array([0.5, -2.0]), np.array([1.0, 0.25]))
    with Runner(source, replace(lab.limits, call_seconds=1.0)) as runner:
        case, expected = Case("a", one, ""), expected_answer(lab.reference, one)
        judged = judge(lab, case, True, runner.run(one), expected)
        return check_gradient(lab, SmallestInput(judged, to_case_result(lab, judged)), runner)


def test_wrong_gradient_does_not_fit_a_right_loss() -> None:
    found = checked(("grad = sigmoid(z) - y", "grad = y - sigmoid(z)"))
    assert found is not None
    assert found.fits is False
    assert "when entry [0] grows a little, sigmoid_ce changes -0.3775 times" in found.sentence


def test_gradient_that_fits_a_wrong_loss_is_reported_to_fit() -> None:
    halves = (RIGHT, f"{RIGHT} / 2".replace("loss = ", "loss = (", 1).replace(" / 2", ") / 2"))
    found = checked(halves, ("grad = sigmoid(z) - y", "grad = (sigmoid(z) - y) / 2"))
    assert found is not None
    assert (found.fits, found.value) == (True, "sigmoid_ce")


def test_nothing_is_reported_where_the_loss_cannot_be_asked() -> None:
    broken = (RIGHT, "raise ArithmeticError")
    assert checked(broken, ("grad = sigmoid(z) - y", "grad = y - sigmoid(z)")) is None


def test_lost_digits_are_not_put_down_to_the_loss() -> None:
    rounded = "grad = (sigmoid(z) - y).astype(np.float32).astype(float)"
    assert checked(("grad = sigmoid(z) - y", rounded)) is None


def test_kink_of_the_loss_is_left_alone() -> None:
    kinked = (RIGHT, "loss = np.abs(z - 0.5) + y")
    assert (
        checked(kinked, ("grad = sigmoid(z) - y", "grad = np.where(z >= 0.5, 1.0, -1.0)")) is None
    )


def loss(x: np.ndarray) -> np.ndarray:
    return x**2


def check(
    value: Callable[..., Any] | None, gradient: Any, x: Any, expected: Any = None
) -> GradientCheck | None:
    """The check of ``loss_grad`` on one input, in this process."""
    functions = [Function(name, f"{name}(x)", "", ("x",)) for name in ("loss", "loss_grad")]
    lab = replace(
        load_lab(SHIPPED / "penalties"), functions=tuple(functions), weights={"correctness": 100.0}
    )
    inputs = call("loss_grad", x)
    right = 2 * np.asarray(x, dtype=float) if expected is None else expected
    judgment = Judgment(
        Case("a", inputs, ""),
        True,
        Outcome(Verdict.passed, gradient),
        ExpectedAnswer(right),
        Tolerance(1e-9, 1e-12),
        Verdict.wrong_values,
    )
    smallest = SmallestInput(judgment, to_case_result(lab, judgment))
    runner = InProcessRunner({"loss": value} if value else {})
    return check_gradient(lab, smallest, runner)


X = np.array([0.5, -1.5, 2.0])


def test_entry_that_is_off_is_named_with_both_slopes() -> None:
    found = check(loss, 2 * X * [1, 1, 3], X)
    assert found is not None and not found.fits
    assert found.as_dict()["sentence"] == (
        "loss_grad is not the gradient of your own loss: when entry [2] grows a little, loss "
        "changes 4.0 times as much, but the gradient there is 12.0."
    )
    assert found.as_dict()["sentence_message"][0].startswith("{function} is not the gradient")


def test_gradient_of_a_wrong_loss_points_at_the_loss() -> None:
    found = check(lambda x: 3 * x**2, 6 * X, X)
    assert found is not None and found.fits
    assert found.sentence == "loss_grad is the gradient of your own loss: look at loss first."


@pytest.mark.parametrize(
    ("value", "gradient", "x"),
    [
        (np.abs, np.sign(X) * 5, np.array([0.0, 1.0, 2.0])),  # a kink
        (None, 5 * X, X),  # the loss raises an exception
        (lambda x: x * np.nan, 5 * X, X),
        (loss, 5 * X[:2], X),  # another shape
        (loss, X * np.nan, X),
        (loss, 2 * X * (1 + 1e-7), X),  # a lost digit
        (loss, 5 * np.ones(13), np.ones(13)),  # too many entries
        (loss, 5 * X, X.astype(np.float32)),
        (loss, 5.0, 0.5),  # no array
    ],
)
def test_nothing_is_reported_where_it_cannot_be_known(value: Any, gradient: Any, x: Any) -> None:
    assert check(value, gradient, x) is None
