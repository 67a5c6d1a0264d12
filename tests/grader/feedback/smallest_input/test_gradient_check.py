from __future__ import annotations

from dataclasses import replace

import numpy as np

from grader.feedback.smallest_input.gradient_check import GradientCheck, check_gradient
from grader.feedback.smallest_input.search import SmallestInput
from grader.judging.judgment import judge, to_case_result
from grader.judging.runner import Runner
from grader.lab import Case, Lab, call, load_lab
from grader.lab.expected_answers import expected_answer
from grader.lab.lookup import SHIPPED

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


def test_gradient_that_fits_a_wrong_loss_is_said_to_fit() -> None:
    halves = (RIGHT, f"{RIGHT} / 2".replace("loss = ", "loss = (", 1).replace(" / 2", ") / 2"))
    found = checked(halves, ("grad = sigmoid(z) - y", "grad = (sigmoid(z) - y) / 2"))
    assert found is not None
    assert (found.fits, found.value) == (True, "sigmoid_ce")


def test_nothing_is_said_where_the_loss_cannot_be_asked() -> None:
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
