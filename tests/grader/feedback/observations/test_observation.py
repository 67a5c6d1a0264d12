from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.observations.observation import NotApplicable, observe
from grader.judging.judgment import judge
from grader.lab import Case, Lab, call, result, steps
from grader.lab.expected_answers import expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.feedback.hypotheses.observing import W, Y, Z, observation, penalty, sigmoid_ce


def test_reference_is_asked_with_changed_inputs() -> None:
    case = observation("penalty", 0.0, W, "l1", l1=0.3)
    assert case.recompute() == case.expected
    assert case.recompute({"l1": 0.6}) == penalty(W, "l1", l1=0.6)
    assert case.recompute({"kind": "l2_sq", "l2": 0.5}) == penalty(W, "l2_sq", l1=0.3, l2=0.5)


def test_what_is_judged_of_one_call_is_asked_for_again() -> None:
    reference = {"f": lambda x: (x + 1, None), "g": lambda x: 3 * x}
    case = replace(
        observation("squares", Z, Z),
        function="f",
        reference=reference,
        judged=steps(call("f", Z), judged=result(0)[0]),
    )
    np.testing.assert_array_equal(case.recompute({"x": 2 * Z}), 2 * Z + 1)
    np.testing.assert_array_equal(case.recompute(function="g"), 3 * Z)
    np.testing.assert_array_equal(case.answer_of({"f": lambda x: [x - 1]}), Z - 1)
    assert case.answer_of({"f": lambda x: x / None}) is None


def test_another_function_gets_the_same_inputs() -> None:
    case = observation("sigmoid_ce_grad", 0.0, Z, Y)
    np.testing.assert_array_equal(case.recompute(function="sigmoid_ce"), sigmoid_ce(Z, Y))


@pytest.mark.parametrize(
    ("changed", "function"), [({}, "no_such_function"), ({"nothing": 1}, ""), ({"z": "text"}, "")]
)
def test_what_the_reference_cannot_answer_does_not_apply(changed: Any, function: str) -> None:
    with pytest.raises(NotApplicable):
        observation("sigmoid_ce", 0.0, Z, Y).recompute(changed, function=function)


def test_arrays_of_numbers_are_found_by_name() -> None:
    case = observation("sigmoid_ce", 0.0, Z, Y)
    assert [name for name, _ in case.arrays()] == ["z", "y"]
    assert case.first_array()[0] == "z"
    with pytest.raises(NotApplicable):
        observation("penalty", 0.0, [W], "l1").first_array()


def test_inputs_left_out_have_their_defaults_in_the_order_of_the_signature() -> None:
    case = observation("penalty", 0.0, W, l2=0.5, kind="l2_sq")
    assert list(case.all_inputs) == ["W", "kind", "l1", "l2"]
    assert dict(case.scalars()) == {"l1": 0.0, "l2": 0.5}


@pytest.mark.parametrize(
    ("function", "args", "counts"),
    [
        ("squares", (Z,), {"entries": 4}),
        ("row_sums", (W,), {"entries": 6, "rows": 2, "columns": 3}),
        ("penalty", ([W, Z], "l1"), {"entries": 10, "arrays": 2}),
        ("squares", (2.0,), {}),
    ],
)
def test_what_a_mean_may_be_over_is_counted(
    function: str, args: tuple[Any, ...], counts: dict[str, int]
) -> None:
    assert observation(function, 0.0, *args).counts() == counts


@pytest.mark.parametrize(
    ("got", "verdict", "passed"),
    [
        (np.array([2.0, 4.0]), Verdict.passed, True),
        (np.array([2.0, 4.5]), Verdict.passed, False),
        (np.array([2.0, 4.0], np.float32), Verdict.passed, True),  # right values of another dtype
        (np.array([2.0, 4.0]), Verdict.changed_inputs, True),
    ],
)
def test_observation_passes_where_the_values_are_right(
    doubling: Lab, got: np.ndarray, verdict: Verdict, passed: bool
) -> None:
    case = Case("a", call("double", np.array([1.0, 2.0])), "Twice.")
    expected = expected_answer(doubling.reference, case.inputs)
    judgment = judge(doubling, case, True, Outcome(verdict, got), expected)
    observed = observe(doubling, judgment, {})
    assert observed.passed is passed
    assert (observed.function, observed.positional, observed.order) == ("double", 1, ("x",))
    assert observed.got is got


def test_answers_under_a_check_are_alike_within_what_iterations_reach(doubling: Lab) -> None:
    case = Case("a", call("double", np.ones(2)), "", check=lambda answer, inputs: "No.")
    expected = expected_answer(doubling.reference, case.inputs)
    judgment = judge(doubling, case, True, Outcome(Verdict.passed, np.full(2, 3.0)), expected)
    one = observe(doubling, judgment, {})
    assert one.is_answered_by(np.full(2, 3.0 + 1e-7))
    assert not one.is_answered_by(np.full(2, 3.0 + 1e-4))
