"""The lane of the outbox in which a person's next run waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from courseware.outbox.models import Lane
from courseware.people.models import User
from grader import Verdict
from labs.models import ScratchRun, Submission

LIMITS = (
    Verdict.memory_limit,
    Verdict.process_limit,
    Verdict.output_limit,
    Verdict.time_limit,
)
"""Verdicts on runs that use up a limit, and so take long."""
REMEMBERED = timedelta(minutes=15)


def lane_for(user: User, usual: Lane, now: datetime) -> Lane:
    """The usual lane, unless the last run that the person has seen the end of hit a limit.

    The next one may well do the same. It waits in a lane that never holds all processes, so that
    bombs and endless loops, of however many people, leave room for the runs of others.
    """
    return Lane("limited") if _last_verdict(user, now - REMEMBERED) in LIMITS else usual


def _last_verdict(user: User, since: datetime) -> str:
    graded = Submission.objects.filter(user=user, graded_at__gt=since).order_by("-graded_at")
    run = ScratchRun.objects.filter(user=user, finished_at__gt=since).order_by("-finished_at")
    ended = [
        *graded.values_list("graded_at", "verdict")[:1],
        *run.values_list("finished_at", "result__verdict")[:1],
    ]
    return str(max(ended, key=lambda each: each[0], default=(since, ""))[1])
