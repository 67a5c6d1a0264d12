"""A key that is corrected, and attempts graded again by it to the end."""

from __future__ import annotations

from typing import Any

from courseware.items.regrading import Selection
from courseware.outbox.models import Message
from courseware.regrades import runs
from courseware.regrades import services as regrades
from courseware.regrades.models import Regrade
from quizzes import services
from quizzes.authoring.loading import digest_of
from quizzes.models import Attempt
from quizzes.services.changes import Change
from tests.quizzes.writing import QUIZ, quiz_of

L1, L2 = (Change("zero", {"": [option]}) for option in ("l1", "l2"))
AGAIN = QUIZ.replace("pass: 0.5\n", "pass: 0.5\nattempts: 20\n")
CORRECTED = AGAIN.replace("text: L1, correct: true", "text: L1").replace(
    "text: Squared L2,", "text: Squared L2, correct: true,"
)


def complete_attempt(item: Any, user: Any, *changes: Change) -> Attempt:
    attempt = services.start_attempt(item=item, user=user)
    services.save_answers(attempt=attempt, changes=changes, by=user)
    return services.finish_attempt(attempt=attempt, by=user)


def correct_key(item: Any, text: str = CORRECTED) -> None:
    quiz = quiz_of(text)
    services.store_revision(item=item, quiz=quiz, digest=digest_of(quiz))


def start(item: Any, by: Any, **selected: Any) -> Regrade:
    return regrades.start(item=item, by=by, selection=Selection(**selected))


def preview(item: Any, by: Any, **selected: Any) -> Regrade:
    """Started, and worked on as a worker does."""
    return work(start(item, by, **selected))


def work(regrade: Regrade) -> Regrade:
    runs.continue_regrade(regrade_id=regrade.pk, seconds=600)
    regrade.refresh_from_db()
    return regrade


def apply(item: Any, by: Any, reason: str = "", **options: Any) -> Regrade:
    """Previewed and applied to the end."""
    regrade = preview(item, by)
    regrades.apply(regrade=regrade, by=by, reason=reason, **options)
    return work(regrade)


def undo(regrade: Regrade, by: Any, reason: str = "") -> Regrade:
    regrades.undo(regrade=regrade, by=by, reason=reason)
    return work(regrade)


def waiting() -> int:
    return Message.objects.filter(task=regrades.REGRADE, done_at=None).count()
