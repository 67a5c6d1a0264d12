"""Whether the speed of a submission is held: this host's ratios are not those of the baseline.

Correctness is graded on any host. Speed is then left out here, and measured by a host that counts
(`labs.grading.held_speed`).
"""

from __future__ import annotations

from dataclasses import replace

from courseware.grading_hosts.selectors import own_standing
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue
from grader import Lab
from labs.models import MEASURE_SPEED, Submission


def may_measure(lab: Lab) -> bool:
    """Whether the speed that this host measures counts; a lab without points for speed has none."""
    return not lab.weights.get("performance") or own_standing().counts


def without_speed(lab: Lab) -> Lab:
    """The lab with nothing to time."""
    return replace(lab, weights={**lab.weights, "performance": 0.0})


def enqueue_measurement(submission: Submission) -> None:
    """Asks for the speed that is held, in the caller's transaction."""
    enqueue(MEASURE_SPEED, submission.pk, lane=Lane("graded"), owner=submission.user_id)
