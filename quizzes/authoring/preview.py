"""Quizzes from their files, dealt and scored without a database: for authors and the terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader import SandboxUnavailable
from grader.files.faults import Faults, FaultyFiles, did_you_mean
from quizzes.authoring import cache
from quizzes.authoring.files import FILES
from quizzes.contract.answers import InvalidResponse, Score
from quizzes.questions.encoding import encode
from quizzes.questions.question import Question, Quiz


class PreviewError(Exception):
    """Carries a sentence: why, and what to do."""


def find_quiz(slug: str, course_folder: Path) -> Quiz:
    """The checked quiz of a slug. Raises `PreviewError` and `FaultyFiles`."""
    path = FILES.find(slug, course_folder)
    if path is None:
        near = did_you_mean(slug, FILES.slugs(course_folder))
        raise PreviewError(f'There is no quiz "{slug}".{near}')
    faults = Faults()
    quiz = cache.read(path, faults, path.name)
    if quiz is None:
        raise FaultyFiles(faults)
    return quiz


def show_questions(quiz: Quiz, seed: int) -> list[dict[str, Any]]:
    """The dealt questions, each with a response that earns everything."""
    return [
        {
            "id": question.id,
            "type": question.type,
            "points": question.points,
            "text": question.text,
            **question.template_context(),
            "key": question.samples().right,
        }
        for question in quiz.deal(seed)
    ]


def score_responses(quiz: Quiz, seed: int, responses: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Score and feedback of each question; those without a response are blank."""
    questions = quiz.deal(seed)
    ids = [question.id for question in questions]
    for name in responses:
        if name not in ids:
            raise PreviewError(f'The quiz has no question "{name}".{did_you_mean(name, ids)}')
    return [_score_response(question, responses.get(question.id)) for question in questions]


def _score_response(question: Question, response: Any) -> dict[str, Any]:
    answer = question.parse_response(response)
    readable = not isinstance(answer, InvalidResponse)
    score = _final_score(question, answer) if readable else Score(0.0)
    return {
        "id": question.id,
        "score": score.fraction,
        "points": score.fraction * question.points,
        "possible": question.points,
        "pending": score.pending,
        "readable": readable,
        "expected": "" if readable else answer.expected,
        "feedback": feedback(score) if readable else answer.expected,
        "parts": encode(score.parts),
    }


def _final_score(question: Question, answer: Any) -> Score:
    """The score; what a worker would grade is graded here and now."""
    score = question.score(answer)
    if not (score.pending and question.graded_by_worker):
        return score
    try:
        return question.final_score(answer, question.grade(answer))
    except SandboxUnavailable as error:
        raise PreviewError(f"Question {question.id} cannot be graded: {error}") from None


def feedback(score: Score) -> str:
    """The author's feedback on the parts that were chosen, or were wrong."""
    texts = [
        part.feedback for part in score.parts if part.feedback and (part.chosen or not part.right)
    ]
    return score.feedback or "\n\n".join(dict.fromkeys(texts))


def read_responses(text: str) -> dict[str, Any]:
    """A JSON object {question id: response}. NaN and infinities are kept as they are written."""
    try:
        responses = json.loads(text, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise PreviewError(f"The responses are not JSON ({error}).") from None
    if not isinstance(responses, dict):
        raise PreviewError(
            'The responses must be a JSON object, such as {"question-id": "option-id"}.'
        )
    return responses
