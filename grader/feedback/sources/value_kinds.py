"""Answers of the wrong kind, shape or dtype."""

from __future__ import annotations

from functools import partial

from grader.feedback.described import described
from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Source, Strength
from grader.feedback.hints.value_kinds import hint_for_value_kind
from grader.feedback.hints.value_shapes import OFF_BY_ONE
from grader.judging.judgment import Judgment
from grader.lab import Scenario
from grader.lab.checks import inputs_of
from grader.messages import message
from grader.results.verdicts import Verdict


def _describe(evidence: Evidence, judgment: Judgment) -> tuple[str, str]:
    word = _word_of_none(evidence, judgment) if _gives_none(judgment) else ""
    if word:
        return "", message(
            "The function returns None for {word}: does the code test for this word, and does "
            "that branch end with return?",
            word=word,
        )
    hint = hint_for_value_kind(judgment)
    if hint and isinstance(judgment.case.inputs, Scenario):
        hint = _of_whole_answers(evidence, judgment.function) or hint
    return "", hint if hint not in OFF_BY_ONE or _is_always_off_by_one(evidence, judgment) else ""


def _of_whole_answers(evidence: Evidence, function: str) -> str:
    """The hint for all answers of the function that are judged as they are and have a wrong kind;
    of a scenario only a part of one may be judged, which looks like something else."""
    hints = {
        hint
        for other in evidence.judgments
        if other.function == function
        and not isinstance(other.case.inputs, Scenario)
        and (hint := hint_for_value_kind(other))
    }
    return hints.pop() if len(hints) == 1 else ""


def _is_always_off_by_one(evidence: Evidence, judgment: Judgment) -> bool:
    """Whether all answers of the function that have a wrong shape have the same one entry too many
    or too few; otherwise that is chance."""
    alike = [
        hint_for_value_kind(other) == hint_for_value_kind(judgment)
        for other in evidence.judgments
        if other.function == judgment.function and other.verdict is Verdict.wrong_shape
    ]
    return all(alike)


def _gives_none(judgment: Judgment) -> bool:
    outcome = judgment.outcome
    is_answer = outcome.verdict is Verdict.passed and outcome.unsent is None
    is_one_call = not isinstance(judgment.case.inputs, Scenario)
    return is_answer and is_one_call and outcome.value is None and not judgment.passed


def _word_of_none(evidence: Evidence, judgment: Judgment) -> str:
    """The one text among the inputs with which the function always gives None, and else never."""
    same = [
        (inputs_of(other.case.inputs, evidence.lab.reference), _gives_none(other))
        for other in evidence.judgments
        if other.function == judgment.function
        and not isinstance(other.case.inputs, Scenario)
        and other.expected.raised is None
        and other.outcome.verdict is not Verdict.not_run
    ]
    for name, word in inputs_of(judgment.case.inputs, evidence.lab.reference).items():
        if not isinstance(word, str):
            continue
        by_word = {is_none for inputs, is_none in same if inputs.get(name) == word}
        others = {is_none for inputs, is_none in same if inputs.get(name) != word}
        if by_word == {True} and others == {False}:
            return f'{name}="{word}"'
    return ""


SOURCE = Source("kind", Strength.described, partial(described, "kind", _describe))
