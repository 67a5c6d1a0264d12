"""Who is grading a submission, and until when. Pure but for asking the host about processes.

A worker that claims a submission names itself. Its claim is abandoned when its lease has ended,
or at once when its process is known to be gone, so that a killed worker's submission need not
wait. The lease is longer than the lab's time budget: a grading that keeps its budget never loses
its claim.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from courseware.outbox import processes
from grader import Lab
from grader.lab.formats import format_of

LOADING_LEASE = timedelta(seconds=60)
"""The first lease, until the lab is loaded and its budget known."""
STORING_TIME = timedelta(seconds=30)
"""What a busy host may need to store results once the budget is spent."""
RECHECK = timedelta(seconds=30)
"""When a copy of a message looks again whether the claim's holder is still there."""
MAX_TRIES = 8


def lease_for(lab: Lab) -> timedelta:
    """The lab's time budget, and the time to store results."""
    return STORING_TIME + timedelta(seconds=format_of(lab).grading_seconds(lab))


def new_claim() -> str:
    """The process and something unique."""
    return f"{processes.process_identity()} {uuid.uuid4().hex}"


def is_abandoned(claim: str, lease_until: datetime | None, now: datetime) -> bool:
    """Whether another worker may take over."""
    if not claim or lease_until is None or now > lease_until:
        return True
    return processes.has_ended(claim.rpartition(" ")[0])
