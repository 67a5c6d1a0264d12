"""Tries at a question, and the way on in a quiz that goes one way."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.database.transactions import in_transaction
from courseware.people.models import User
from quizzes import selectors
from quizzes.grading import scoring
from quizzes.models import Attempt
from quizzes.services.event_log import record_event
from quizzes.services.locking import lock_open_attempt
from quizzes.services.refusals import AttemptRefused


@in_transaction
def check_answer(*, attempt: Attempt, question: str, by: User) -> None:
    """Uses a try on the saved answer. The same answer again, or a blank one, costs nothing."""
    locked = lock_open_attempt(attempt)
    rule = locked.revision.delivery.tries
    response = selectors.response_or_404(locked, question)
    dealt = selectors.question_of(locked, response)
    if rule is None or not scoring.can_be_checked(dealt):
        raise AttemptRefused(_("This question is scored when you submit the quiz."))
    if locked.revision.delivery.one_way and response.position != locked.reached:
        raise AttemptRefused(_("You can check only the question that is shown."))
    if response.answer is None:
        raise AttemptRefused(
            _("Question %(number)d is blank. Answer it, then check.")
            % {"number": response.position}
        )
    checked = [tried["answer"] for tried in response.tries]
    if checked and checked[-1] == response.answer:
        raise AttemptRefused(
            _("You have already checked this answer to question %(number)d.")
            % {"number": response.position}
        )
    if scoring.tries_status(dealt, rule, checked).done:
        raise AttemptRefused(
            _("Question %(number)d is done: you have no tries left or answered it correctly.")
            % {"number": response.position}
        )
    now = timezone.now()
    response.tries = [*response.tries, {"answer": response.answer, "at": now.isoformat()}]
    response.save(update_fields=["tries"])
    record_event(locked, "tried", at=now, by=by, question=question, data=response.answer)


@in_transaction
def move_on(*, attempt: Attempt, position: int, by: User) -> Attempt:
    """Moves to the next question, for good. Requests from the same position move once."""
    locked = lock_open_attempt(attempt)
    if not locked.revision.delivery.one_way:
        raise AttemptRefused(_("All questions of this quiz stay open."))
    if position == locked.reached and position < locked.responses.count():
        locked.reached = position + 1
        locked.save(update_fields=["reached"])
        record_event(locked, "moved", at=timezone.now(), by=by, data=locked.reached)
    return locked
