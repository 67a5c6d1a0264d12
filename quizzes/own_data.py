"""A person's attempts: for a copy of their data, and without what they wrote freely."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.utils import timezone

from courseware.items.exports import ExportedFile, csv_file
from courseware.items.manual import RESULT, without_quotes
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
GRADES = ("course", "quiz", "attempt", "question", "grade")
DELETED = "deleted"


def files_of(user: User) -> Iterator[ExportedFile]:
    """Attempts and answers; a score that is not released yet is left out."""
    now = timezone.now()
    attempts, answers = [], []
    own = Attempt.objects.filter(user=user).select_related("item__course", "revision", "user")
    found = list(own.order_by("pk").prefetch_related("responses"))
    closed = selectors.closed_for_everyone([attempt.item for attempt in found], now)
    for attempt in found:
        place = (attempt.item.course.slug, attempt.item.slug, attempt.number)
        released = selectors.is_score_released(attempt, now, closed)
        shown = released and not attempt.is_open and not attempt.item.scores_held
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
    yield csv_file("quizzes/manual-grades.csv", GRADES, _manual_grades(user))


def _manual_grades(user: User) -> Iterator[list[object]]:
    """What people gave and said, as far as the person may see it now."""
    graded = Response.objects.filter(attempt__user=user, result__manual__isnull=False)
    related = graded.select_related("attempt__item__course", "attempt__revision", "attempt__user")
    for response in related.order_by("pk"):
        attempt = response.attempt
        if selectors.owner_visibility(attempt).key:
            grade = json.dumps(response.result[RESULT], ensure_ascii=False)
            place = (attempt.item.course.slug, attempt.item.slug, attempt.number)
            yield [*place, response.question, grade]


def erase(user: User) -> None:
    """Replaces essays and code; choices, numbers and short texts stay for the statistics."""
    free = [name for name in type_names() if _is_free(name)]
    responses = Response.objects.filter(attempt__user=user, variant__content__type__in=free)
    places = list(responses.values_list("attempt", "question").distinct())
    responses.exclude(answer=None).update(answer=DELETED)
    for attempt, question in places:
        events = Event.objects.filter(attempt=attempt, question=question)
        events.exclude(name="graded").exclude(data=None).update(data=DELETED)
        for graded in events.filter(name="graded", data__result__manual__isnull=False):
            graded.data["result"][RESULT] = without_quotes(graded.data["result"][RESULT])
            graded.save(update_fields=["data"])
    for response in responses.filter(result__manual__isnull=False):
        response.result[RESULT] = without_quotes(response.result[RESULT])
        response.save(update_fields=["result"])


def _is_free(name: str) -> bool:
    """Whether answers of the type are the person's own text and not values of a few words."""
    return question_type(name).graded_by is not GradedBy.RULE
