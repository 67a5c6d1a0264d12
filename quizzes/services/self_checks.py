"""Answering a self-check in its chapter: start, save, and submit in one step."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.people.models import User
from quizzes import selectors
from quizzes.contract.answers import InvalidResponse
from quizzes.models import Attempt
from quizzes.services.changes import Change, response_to
from quizzes.services.finishing import finish_attempt
from quizzes.services.refusals import AttemptRefused, ResponseRefused
from quizzes.services.saving import SaveResult, save_answers
from quizzes.services.starting import start_attempt


class OutdatedQuestion(AttemptRefused):
    """The page shows a question that is no longer asked."""


def answer_self_check(
    *, item: Item, user: User, number: int, revision: int, changes: Sequence[Change]
) -> SaveResult | None:
    """Saves the answers to the person's attempt ``number`` and submits it.

    The first attempt is started by its answers, if the page has shown the current ``revision``.
    Answering twice in the same way changes nothing. Returns: what was not saved and why, when some
    answers cannot be read; the attempt then stays open. Raises `LateResponseRefused` where the
    attempt is submitted with another answer, `AttemptRefused` where none can be started.
    """
    attempt = _attempt_to_answer(item, user, number, revision)
    if not attempt.is_open and _is_answered_so(attempt, changes):
        return None
    result = save_answers(attempt=attempt, changes=changes, by=user)
    if result.refused:
        return result
    if not attempt.responses.filter(answer__isnull=False).exists():
        raise ResponseRefused(_("Nothing was submitted: answer first, then check."))
    finish_attempt(attempt=attempt, by=user)
    return None


def _attempt_to_answer(item: Item, user: User, number: int, revision: int) -> Attempt:
    attempts = selectors.attempts_of(item, user)
    for attempt in attempts:
        if attempt.number == number:
            attempt.user = user
            return attempt
    outdated = _("This question has changed since you loaded the page. Answer the new version.")
    if attempts or number != 1 or selectors.current_revision(item).number != revision:
        raise OutdatedQuestion(outdated)
    return start_attempt(item=item, user=user)


def _is_answered_so(attempt: Attempt, changes: Sequence[Change]) -> bool:
    """Whether the changes are what the attempt has: sent twice, or from another tab."""
    rows = {row.question.id: row for row in selectors.attempt_questions(attempt)}
    for change in changes:
        row = rows.get(change.question)
        if row is None:
            return False
        before = row.response.answer
        read = row.question.parse_response(response_to(row.question, attempt.pk, before, change))
        if isinstance(read, InvalidResponse) or read != before:
            return False
    return True
