"""The best hint that the evidence allows, in the results of cases."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.feedback.case_kinds import CaseKind
from grader.feedback.evidence import Evidence
from grader.feedback.explain import explain, explain_load
from grader.judging.judgment import Judgment, judge, to_case_result
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import expected_answer
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome, RaisedException

X = np.array([0.3719, -1.4137, 2.2361])


@pytest.fixture
def lab(doubling: Lab, no_state: None) -> Lab:
    """Without mistakes, so that nothing is run."""
    return replace(doubling, mistakes=(), revision="nothing to run")


def judged(
    lab: Lab,
    got: object,
    *,
    visible: bool = True,
    verdict: Verdict = Verdict.passed,
    raised: RaisedException | None = None,
) -> tuple[Judgment, CaseResult]:
    case = Case("a" if visible else "hidden", call("double", X), "The author's hint.")
    expected = expected_answer(lab.reference, case.inputs)
    judgment = judge(lab, case, visible, Outcome(verdict, got, raised), expected)
    return judgment, to_case_result(lab, judgment)


def explained(
    lab: Lab,
    *pairs: tuple[Judgment, CaseResult],
    kinds: dict[str, CaseKind] | None = None,
    source: str = "",
) -> list[CaseResult]:
    evidence = Evidence(lab, source, [judgment for judgment, _ in pairs], kinds or {})
    return explain(evidence, [result for _, result in pairs]).results


def told(lab: Lab, twins: list[Judgment], result: CaseResult) -> CaseResult:
    """The result of a hidden case, explained by other judgments."""
    return explain(Evidence(lab, "", twins), [result]).results[0]


def test_right_answers_are_left_alone(lab: Lab) -> None:
    pair = judged(lab, 2 * X)
    assert explained(lab, pair) == [pair[1]]


def test_hypothesis_comes_before_the_authors_hint(lab: Lab) -> None:
    (result,) = explained(lab, judged(lab, -2 * X))
    assert (result.hypothesis, result.mistake) == ("sign", None)
    assert result.hint == "Every value has the wrong sign."


def test_kind_of_the_answer_is_explained(lab: Lab) -> None:
    (result,) = explained(lab, judged(lab, None))
    assert (result.hypothesis, result.hint[:30]) == (None, "The function returns None: is ")


def test_exception_never_gets_the_authors_hint(lab: Lab) -> None:
    raised = RaisedException("ValueError", "math domain error", ((2, "return log(x)"),))
    pair = judged(lab, None, verdict=Verdict.raised, raised=raised)
    (result,) = explained(lab, pair, source="def double(x):\n    return log(x)\n")
    assert result.hint.startswith("Line 2: A function of math is called outside its domain")


def test_without_evidence_the_authors_hint_stays(lab: Lab) -> None:
    (result,) = explained(lab, judged(lab, X**3 + 0.17))
    assert (result.hypothesis, result.hint) == (None, "The author's hint.")


def test_hidden_case_gets_the_hint_of_its_twin_with_the_same_verdict(lab: Lab) -> None:
    twin, result = judged(lab, -2 * X, visible=False)
    hidden = told(lab, [twin], result)
    assert hidden.hypothesis == "sign"
    other = replace(result, verdict=Verdict.wrong_shape)
    assert told(lab, [twin], other).hypothesis is None


def test_verdict_alone_has_a_hint(lab: Lab) -> None:
    pair = judged(lab, None, verdict=Verdict.time_limit)
    result = told(lab, [], pair[1])
    assert result.hint.startswith("Is there a loop that cannot end")


def test_authors_word_on_memory_stays_where_the_inputs_are_large(lab: Lab) -> None:
    pair = judged(lab, None, verdict=Verdict.memory_limit)
    for kind, hint in ((CaseKind.special, "The author's hint."), (CaseKind.ordinary, "How many")):
        (result,) = explained(lab, pair, kinds={"a": kind})
        assert result.hint.startswith(hint)


def test_cases_that_were_not_run_have_no_hint(lab: Lab) -> None:
    pair = judged(lab, None, verdict=Verdict.not_run)
    assert told(lab, [], pair[1]).hint == ""


def test_load_failure_shows_the_exception_once() -> None:
    raised = RaisedException("SyntaxError", "invalid syntax", ((3, "def f(:"),))
    outcome = Outcome(Verdict.does_not_parse, raised=raised, output="\x1bprinted")
    failure = explain_load("def f(:", outcome)
    assert failure.detail == "SyntaxError: invalid syntax"
    assert failure.traceback == "line 3: def f(:\nSyntaxError: invalid syntax"
    assert failure.output == "\\x1bprinted"
    assert failure.hint.startswith("Line 3: Python cannot read this line")


def test_detail_is_not_said_again_as_a_hint() -> None:
    outcome = Outcome(Verdict.does_not_parse, detail="The file is too large.")
    failure = explain_load("x = 1", outcome)
    assert (failure.detail, failure.hint) == ("", "The file is too large.")


def test_every_explanation_is_in_what_is_returned(lab: Lab) -> None:
    judgment, result = judged(lab, -2 * X)
    explanation = explain(Evidence(lab, "", [judgment]), [result]).explanations["a"]
    assert (explanation.source, explanation.name) == ("hypothesis", "sign")


def test_hidden_case_whose_twin_passes_gets_the_one_formula_of_its_function(lab: Lab) -> None:
    visible, result = judged(lab, -2.0 * X)
    case = Case("hidden", call("double", np.zeros(3)), "The author's hint.")
    expected = expected_answer(lab.reference, case.inputs)
    twin = judge(lab, case, False, Outcome(Verdict.passed, np.zeros(3)), expected)
    failed = replace(to_case_result(lab, twin), verdict=Verdict.wrong_values)
    evidence = Evidence(lab, "", [visible, twin])
    first, second = explain(evidence, [result, failed]).results
    assert (first.hypothesis, second.hypothesis) == ("sign", "sign")


def test_hidden_case_without_a_twin_keeps_its_own_hint(lab: Lab) -> None:
    visible, (_, result) = judged(lab, -2.0 * X), judged(lab, 2.0 * X, visible=False)
    failed = replace(result, verdict=Verdict.wrong_values, hint="The author's hint.")
    evidence = Evidence(lab, "", [visible[0]])
    assert explain(evidence, [visible[1], failed]).results[1].hint == "The author's hint."
