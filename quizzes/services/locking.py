"""An attempt for its next change: one change at a time."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.ui.formatting import time_and_day
from quizzes import selectors
from quizzes.models import Attempt
from quizzes.services.refusals import AttemptRefused


def lock_attempt(attempt: Attempt) -> Attempt:
    query = Attempt.objects.select_for_update(of=("self",))
    return query.select_related("item__course", "user", "revision").get(pk=attempt.pk)


def lock_open_attempt(attempt: Attempt) -> Attempt:
    """Refuses when the attempt is handed in or its time is over."""
    locked = lock_attempt(attempt)
    if locked.submitted_at is not None:
        raise AttemptRefused(
            _("This attempt was submitted at %(time)s.")
            % {"time": time_and_day(locked.submitted_at)}
        )
    clock = selectors.clock_of(locked)
    if not clock.accepts(timezone.now()):
        if clock.ends_at is None:
            raise AttemptRefused(_("This quiz is closed."))
        raise AttemptRefused(_("Time ran out at %(time)s.") % {"time": time_and_day(clock.ends_at)})
    return locked
