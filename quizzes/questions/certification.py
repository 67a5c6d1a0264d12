"""Certification: a question is tried on itself before a student sees it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from grader import SandboxUnavailable
from quizzes.contract.answers import Unreadable
from quizzes.questions.question import Question

EXACT = 1e-9


def complaints(question: Question) -> Iterator[str]:
    """What is wrong with the question, judged by its own samples; nothing when it is certified."""
    samples = question.samples()
    yield from _scores(question, "the answer key", samples.right, 1.0)
    yield from _scores(question, "a blank answer", None, 0.0)
    for name, sample in samples.wrong.items():
        yield from _scores(question, f'the answer "{name}"', sample.response, sample.fraction)
    for response in samples.unreadable:
        if not isinstance(question.parse_response(response), Unreadable):
            yield f"the response {response!r} is taken as an answer; it must be refused"


def _scores(question: Question, what: str, response: Any, declared: float) -> Iterator[str]:
    answer = question.parse_response(response)
    if isinstance(answer, Unreadable):
        yield f"{what} cannot be read. {answer.expected}"
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
        yield f"{what} cannot be tried: {error}"
        return
    if not abs(got - declared) <= EXACT:
        yield f"{what} scores {got:.0%}; it must score {declared:.0%}"
