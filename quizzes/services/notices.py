"""Notices about quizzes: an attempt graded by the staff."""

from __future__ import annotations

from django.utils import timezone

from courseware.notices.models import Kind
from courseware.notices.services import notify
from quizzes import selectors
from quizzes.models import Attempt


def notify_of_grading(attempt: Attempt) -> None:
    """Once for an attempt that the staff has graded to its end, and not before its score is shown.

    To be called when a grading is stored and when the score is released: either may come last.
    """
    if attempt.waiting or not selectors.is_score_released(attempt, timezone.now()):
        return
    if attempt.item.scores_held:
        return  # the release tells of it
    if not attempt.events.filter(name="graded", by__isnull=False).exists():
        return
    notify(
        [attempt.user_id],
        kind=Kind.GRADED,
        key=f"graded:{attempt.pk}",
        course=attempt.item.course,
        link=attempt.get_absolute_url(),
        item=attempt.item,
    )
