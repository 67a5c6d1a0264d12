"""Certification: a question must score its own samples as it declares before a student sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader import SandboxUnavailable
from quizzes.contract.answers import InvalidResponse
from quizzes.questions.question import Question

TOLERANCE = 1e-9  # of fractions that are computed in different ways


def find_problems(question: Question) -> Iterator[str]:
    """What is wrong with the question, judged by its own samples; nothing when it is certified.

    A worker's grading is run in this process and may take seconds.
    """
    samples = question.samples()
    yield from _check_score(question, "the answer key", samples.right, 1.0)
    yield from _check_score(question, "a blank answer", None, 0.0)
    for name, sample in samples.wrong.items():
        yield from _check_score(question, f'the answer "{name}"', sample.response, sample.fraction)
    for response in samples.invalid:
        if not isinstance(question.parse_response(response), InvalidResponse):
            yield f"the response {response!r} is accepted as an answer; it must be refused"


def _check_score(question: Question, what: str, response: Any, declared: float) -> Iterator[str]:
    answer = question.parse_response(response)
    if isinstance(answer, InvalidResponse):
        yield f"{what} is no valid response. {answer.expected}"
        return
    score = question.score(answer)
    if score.pending and not question.graded_by_worker:
        return  # a person decides
    try:
        got = (
            question.final_score(answer, question.grade(answer)).fraction
            if score.pending
            else score.fraction
        )
    except SandboxUnavailable as error:
        yield f"{what} cannot be graded: {error}"
        return
    if not abs(got - declared) <= TOLERANCE:
        yield f"{what} scores {got:.0%}; it must score {declared:.0%}"
