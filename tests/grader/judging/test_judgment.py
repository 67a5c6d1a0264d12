"""Whatever comes out of the sandbox is judged and shown; nothing of it breaks the grader."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.feedback.hints.value_kinds import hint_for_value_kind
from grader.judging.judgment import judge, to_case_result, to_row_result, traceback_text
from grader.lab import Case, Lab, call, raises
from grader.lab.expected_answers import ExpectedAnswer
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome, RaisedException
from grader.values.comparison import Tolerance

DTYPES = st.sampled_from(["bool", "int8", "uint64", "float16", "float32", "float64", "complex128"])
NUMBERS = st.integers(-(10**30), 10**30) | st.floats() | st.complex_numbers() | st.booleans()
ARRAYS = DTYPES.flatmap(
    lambda dtype: arrays(dtype, array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4))
)
LEAVES = st.none() | NUMBERS | st.text() | ARRAYS | ARRAYS.filter(lambda a: a.ndim == 0)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=6,
)
EXPECTED: list[Any] = [
    0.5,
    np.array([0.5, -1.0, 2.0]),
    np.array([[0.5, np.nan], [np.inf, 2.0]], np.float32),
    np.zeros((0, 3)),
    np.array([1, 2]),
    [np.array([0.5, 1.5]), np.array([[2.0]])],
    True,
    None,
]


@given(value=VALUES, expected=st.sampled_from(EXPECTED), visible=st.booleans())
def test_any_value_is_judged_and_shown(
    doubling: Lab, value: Any, expected: Any, visible: bool
) -> None:
    case = Case("a case", call("double", np.ones(3)), "its own hint")
    judged = judge(
        doubling, case, visible, Outcome(Verdict.passed, value), ExpectedAnswer(expected)
    )
    assert isinstance(hint_for_value_kind(judged), str)
    text = json.dumps(to_case_result(doubling, judged).as_dict(), allow_nan=False)
    assert len(text) < 20_000


def outcome_of(name: str, line: int, bases: tuple[str, ...] = ()) -> Outcome:
    return Outcome(
        Verdict.raised, raised=RaisedException(name, "12345.678", ((line, "x = 1"),), bases)
    )


OUTCOMES = {
    "an exception and its line": outcome_of("ValueError", 2),
    "a class of its own": outcome_of("Leak_12345", 2, ("Exception",)),
    "printed text": Outcome(Verdict.passed, np.array([3.0, 1.0, 2.0]), output="12345"),
    "another shape": Outcome(Verdict.passed, np.ones((12345, 1))),
    "another dtype": Outcome(Verdict.passed, np.ones(3, np.float32)),
    "another kind": Outcome(Verdict.passed, [12345] * 3),
    "NaN at some entries": Outcome(Verdict.passed, np.array([np.nan, 1.0, np.nan])),
    "a changed input": Outcome(Verdict.changed_inputs, np.ones(3), detail="12345"),
    "a system call": Outcome(Verdict.forbidden_call, detail="12345"),
    "an end of its own": Outcome(Verdict.ended_early, detail="It called exit(12345)."),
    "memory": Outcome(Verdict.memory_limit, peak_bytes=12345, wall_ns=12345),
}


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=list(OUTCOMES))
def test_hidden_case_shows_its_verdict_and_what_the_author_wrote(
    doubling: Lab, outcome: Outcome
) -> None:
    case = Case("hidden", call("double", np.ones(3)), "the hint")
    judged = judge(doubling, case, False, outcome, ExpectedAnswer(np.full(3, 2.0)))
    assert to_case_result(doubling, judged) == CaseResult(
        "hidden", False, "double", 1.0, judged.verdict, hint="the hint"
    )


@pytest.mark.parametrize(
    ("outcome", "verdict", "detail"),
    [
        (outcome_of("ValueError", 1), "passed", ""),
        (outcome_of("Mine", 1, ("ValueError", "Exception")), "passed", ""),
        (outcome_of("KeyError", 1), "raised", "KeyError: 12345.678; ValueError was expected"),
        (
            Outcome(Verdict.passed, 2.0),
            "wrong_values",
            "returned a float where ValueError must be raised",
        ),
        (Outcome(Verdict.time_limit), "time_limit", ""),
    ],
)
def test_exception_that_is_expected(
    doubling: Lab, outcome: Outcome, verdict: str, detail: str
) -> None:
    case = Case("refused", call("root", -1.0), "hint", expects=raises(ValueError))
    judged = judge(doubling, case, True, outcome, ExpectedAnswer(raised=ValueError("negative")))
    assert (judged.verdict.value, judged.detail) == (verdict, detail)


def test_changed_input_is_reported_although_the_values_are_right(doubling: Lab) -> None:
    case = Case("a case", call("double", np.ones(3)), "hint")
    outcome = Outcome(Verdict.changed_inputs, np.full(3, 2.0))
    judged = judge(doubling, case, True, outcome, ExpectedAnswer(np.full(3, 2.0)))
    assert judged.verdict is Verdict.changed_inputs


def test_wrong_shape_weighs_more_than_a_changed_input(doubling: Lab) -> None:
    case = Case("a case", call("double", np.ones(3)), "hint")
    outcome = Outcome(Verdict.changed_inputs, np.full((3, 1), 2.0))
    judged = judge(doubling, case, True, outcome, ExpectedAnswer(np.full(3, 2.0)))
    assert judged.verdict is Verdict.wrong_shape


def test_tolerance_of_a_case_overrides_that_of_the_lab(doubling: Lab) -> None:
    exact = Case("exact", call("root", 4.0), "hint", tolerance=Tolerance(0.0, 0.0))
    near = Case("near", call("root", 4.0), "hint")
    outcome, answer = Outcome(Verdict.passed, 2.0 + 1e-15), ExpectedAnswer(2.0)
    assert not judge(doubling, exact, True, outcome, answer).passed
    assert judge(doubling, near, True, outcome, answer).passed


def test_visible_case_shows_all_that_is_known(doubling: Lab) -> None:
    case = Case("shown", call("root", 4.0), "The root of 4 is 2.", weight=2.0)
    raised = RaisedException("ValueError", "no\x1b root", ((3, "  return x"), (9, "raise")))
    outcome = Outcome(Verdict.raised, raised=raised, output="printed\x07")
    result = to_case_result(doubling, judge(doubling, case, True, outcome, ExpectedAnswer(2.0)))
    assert result == CaseResult(
        name="shown",
        visible=True,
        function="root",
        weight=2.0,
        verdict=Verdict.raised,
        hint="The root of 4 is 2.",
        detail="ValueError: no\\x1b root",
        call="root(4.0)",
        input=(("x", "4.0"),),
        expected="2.0",
        got="raises ValueError: no\\x1b root",
        output="printed\\x07",
        traceback="line 3: return x\nline 9: raise\nValueError: no\\x1b root",
    )


def test_expected_exception_is_shown_by_its_name(doubling: Lab) -> None:
    case = Case("refused", call("root", -1.0), "None.", expects=raises(ValueError))
    answer = ExpectedAnswer(raised=ValueError("negative"))
    judged = judge(doubling, case, True, Outcome(Verdict.passed, 1.0), answer)
    assert to_case_result(doubling, judged).expected == "raises ValueError"
    assert not judged.failed_by_value


@pytest.mark.parametrize("verdict", [Verdict.not_run, Verdict.time_limit, Verdict.ended_early])
def test_outcome_without_a_value_is_the_verdict(doubling: Lab, verdict: Verdict) -> None:
    case = Case("a", call("root", 4.0), "hint")
    judged = judge(doubling, case, True, Outcome(verdict, detail="why"), ExpectedAnswer(2.0))
    assert (judged.verdict, judged.detail, judged.failed_by_value) == (verdict, "why", False)
    shown = to_case_result(doubling, judged)
    assert shown.got == ""
    assert shown.hint == ("" if verdict is Verdict.not_run else "hint")


def test_right_answer_has_no_hint(doubling: Lab) -> None:
    case = Case("a", call("root", 4.0), "hint")
    judged = judge(doubling, case, True, Outcome(Verdict.passed, 2.0), ExpectedAnswer(2.0))
    assert judged.passed and to_case_result(doubling, judged).hint == ""


def test_long_tracebacks_keep_the_innermost_lines() -> None:
    lines = tuple((number, "f()") for number in range(1, 40))
    text = traceback_text(RaisedException("RecursionError", "", lines))
    assert text.splitlines()[0] == "line 28: f()"
    assert text.splitlines()[-1] == "RecursionError"
    assert traceback_text(None) == ""


# -- rules -----------------------------------------------------------------------------------------
def judged_rule(doubling: Lab, *values: Any) -> CaseResult:
    """The row of a rule of which the cases were answered like this; 2.0 is right."""
    judgments = []
    for number, value in enumerate(values):
        word = ("mean", "sum")[number % 2]
        case = Case(f"r: {number}", call("double", 1.0, word), "a rule", weight=0.5, rule="r")
        outcome = value if isinstance(value, Outcome) else Outcome(Verdict.passed, value)
        judgments.append(judge(doubling, case, False, outcome, ExpectedAnswer(2.0)))
    return to_row_result(doubling, judgments)


def test_a_rule_is_right_when_all_of_its_cases_are(doubling: Lab) -> None:
    row = judged_rule(doubling, 2.0, 2.0, 2.0)
    assert (row.name, row.verdict, row.hint, row.places) == ("r", Verdict.passed, "", ())
    assert (row.rule, row.visible, row.weight) == (True, False, 0.5)


def test_a_broken_rule_says_where_and_shows_the_worst(doubling: Lab) -> None:
    row = judged_rule(doubling, 2.0, 3.0, 2.0, np.nan)
    assert (row.verdict, row.hint) == (Verdict.not_finite, "a rule")
    assert row.places == ('double, "sum"',)
    both = judged_rule(doubling, 3.0, Outcome(Verdict.time_limit))
    assert (both.verdict, both.places) == (
        Verdict.time_limit,
        ('double, "mean"', 'double, "sum"'),
    )


def test_of_a_rule_nothing_is_shown_that_a_submission_decides(doubling: Lab) -> None:
    facts = judged_rule(doubling, 3.0, 2.0).as_dict()
    assert facts["places"] == ['double, "mean"']
    assert not {"got", "expected", "input", "traceback"} & set(facts)


def test_an_ordinary_case_is_a_row_of_its_own(doubling: Lab) -> None:
    case = Case("four", call("double", 2.0), "twice")
    judged = judge(doubling, case, True, Outcome(Verdict.passed, 4.0), ExpectedAnswer(4.0))
    assert to_row_result(doubling, [judged]) == to_case_result(doubling, judged)


def test_check_is_asked_once_about_the_references_answer(doubling: Lab) -> None:
    asked: list[float] = []

    def check(answer: Any, inputs: Any) -> str | None:
        asked.append(answer[0])
        return None if answer[0] == 2.0 else "It is twice the entry."

    case = Case("a case", call("double", np.ones(1)), "its own hint", check=check)
    expected = ExpectedAnswer(np.array([2.0]))
    for wrong in (3.0, 4.0):
        outcome = Outcome(Verdict.passed, np.array([wrong]))
        judged = judge(doubling, case, True, outcome, expected)
        assert (judged.verdict, judged.detail) == (Verdict.wrong_values, "It is twice the entry.")
    assert asked == [3.0, 2.0, 4.0]
