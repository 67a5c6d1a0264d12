"""Grading of answers that no rule can score: by a worker, or by a person."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.outbox.services import mark_done, retry_later
from courseware.people.models import User
from grader import SandboxUnavailable
from quizzes import selectors
from quizzes.contract.question_type import GradedBy
from quizzes.models import Attempt, Response
from quizzes.services.event_log import record_event
from quizzes.services.finishing import GRADE_RESPONSE, response_fraction, update_score
from quizzes.services.locking import lock_attempt
from quizzes.services.notices import notify_of_grading
from quizzes.services.refusals import AttemptRefused, ResponseRefused

log = logging.getLogger(__name__)


def grade_response(*, response_id: int) -> None:
    """Grades an answer that a worker can grade; does nothing when it has its result.

    What fails on the grader's side is no result: the answer is graded again later.
    """
    response = Response.objects.select_related("variant", "attempt").filter(pk=response_id).first()
    if response is None or response.fraction is not None:
        mark_done(GRADE_RESPONSE, response_id)
        return
    try:
        question = selectors.question_of(response.attempt, response)
        result = question.grade(response.answer)
    except Exception as error:  # whatever broke, the answer is graded again later
        expected = isinstance(error, SandboxUnavailable)
        log.error("Response %s is graded again: %s", response_id, error, exc_info=not expected)
        retry_later(GRADE_RESPONSE, response_id)
        return
    store_result(response=response, result=result, by=None)


@in_transaction
def store_result(*, response: Response, result: dict[str, Any], by: User | None) -> Attempt:
    """Stores the result of a grading and updates the attempt's score.

    A worker's result is stored once; a person's replaces what was there.
    """
    attempt = _store(response, result, by, replaces=by is not None)
    mark_done(GRADE_RESPONSE, response.pk)
    return attempt


@in_transaction
def store_manual_grade(
    *, response: Response, result: dict[str, Any], by: User | None, reason: str = ""
) -> Attempt:
    """Stores a person's grade in place of an earlier one, with the ``reason`` in the gradebook."""
    attempt = _store(response, result, by, replaces=True, reason=reason)
    notify_of_grading(attempt)
    return attempt


def _store(
    response: Response,
    result: dict[str, Any],
    by: User | None,
    *,
    replaces: bool,
    reason: str = "",
) -> Attempt:
    attempt = lock_attempt(response.attempt)
    rows = selectors.attempt_questions(attempt)
    row = next(row for row in rows if row.response.pk == response.pk)
    if replaces or row.response.fraction is None:
        row.response.result = result
        row.response.fraction = response_fraction(attempt, row)
        row.response.save(update_fields=["fraction", "result"])
        data = {"result": result, "fraction": row.response.fraction}
        question = row.question.id
        record_event(attempt, "graded", by=by, at=timezone.now(), question=question, data=data)
        update_score(attempt, rows, reason)
        if by is not None:
            notify_of_grading(attempt)
    return attempt


def grade_by_hand(
    *, response: Response, points: Mapping[str, float], comment: str, by: User
) -> Attempt:
    """A person's grading by the question's rubric."""
    question = selectors.question_of(response.attempt, response)
    if response.attempt.is_open:
        raise AttemptRefused(
            _("This attempt has not been submitted yet. Grade it once it has been.")
        )
    if (
        not question.score(response.answer).pending
        or question.question_type.graded_by is not GradedBy.PERSON
    ):
        raise AttemptRefused(_("This answer is not graded manually."))
    result = {"points": dict(points), "comment": comment}
    if objection := question.question_type.check_grading(question.body, result):
        raise ResponseRefused(objection)
    return store_result(response=response, result=result, by=by)
