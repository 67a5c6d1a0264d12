"""A person's attempts: for a copy of their data, and without what they wrote freely."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.utils import timezone

from courseware.items.exports import ExportedFile, csv_file
from courseware.people.models import User
from quizzes import selectors
from quizzes.contract.question_type import GradedBy
from quizzes.models import Attempt, Event, Response
from quizzes.types import question_type, type_names

ATTEMPTS = (
    *("course", "quiz", "attempt", "started_at", "submitted_at", "late_by_seconds"),
    *("earned", "possible"),
)
ANSWERS = ("course", "quiz", "attempt", "question", "saved_at", "answer", "fraction")
DELETED = "deleted"


def files_of(user: User) -> Iterator[ExportedFile]:
    """Attempts and answers; a score that is not released yet is left out."""
    now = timezone.now()
    attempts, answers = [], []
    own = Attempt.objects.filter(user=user).select_related("item__course", "revision", "user")
    for attempt in own.order_by("pk").prefetch_related("responses"):
        place = (attempt.item.course.slug, attempt.item.slug, attempt.number)
        released = selectors.is_score_released(attempt, now) and not attempt.item.scores_held
        shown = released and not attempt.is_open
        attempts.append(
            [
                *(*place, attempt.started_at, attempt.submitted_at),
                *(attempt.late_by.total_seconds(), attempt.earned if shown else None),
                attempt.possible,
            ]
        )
        answers += [
            [
                *(*place, response.question, response.saved_at),
                json.dumps(response.answer, ensure_ascii=False),
                response.fraction if shown else None,
            ]
            for response in attempt.responses.all()
        ]
    yield csv_file("quizzes/attempts.csv", ATTEMPTS, attempts)
    yield csv_file("quizzes/answers.csv", ANSWERS, answers)


def erase(user: User) -> None:
    """Replaces essays and code; choices, numbers and short texts stay for the statistics."""
    free = [name for name in type_names() if _is_free(name)]
    responses = Response.objects.filter(attempt__user=user, variant__content__type__in=free)
    places = list(responses.values_list("attempt", "question").distinct())
    responses.exclude(answer=None).update(answer=DELETED)
    for attempt, question in places:
        events = Event.objects.filter(attempt=attempt, question=question)
        events.exclude(name="graded").exclude(data=None).update(data=DELETED)


def _is_free(name: str) -> bool:
    """Whether answers of the type are the person's own text and not values of a few words."""
    return question_type(name).graded_by is not GradedBy.RULE
