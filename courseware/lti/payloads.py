"""What is told to a platform of one score. Pure; see docs/decisions/lti.md."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

DIGITS = 4


def payload_of(
    *, fraction: float | None, excused: bool, held: bool, points: float
) -> dict[str, Any]:
    """The parts of a score that say something (AGS 2.0, 3.4).

    Without a score that counts and is released, there is none in it: a platform that had one then
    shows none.
    """
    if held:
        return {"activityProgress": "Submitted", "gradingProgress": "Pending"}
    if excused:
        return {
            "activityProgress": "Completed",
            "gradingProgress": "NotReady",
            "comment": str(_("Excused: this item does not count.")),
        }
    if fraction is None:
        return {"activityProgress": "InProgress", "gradingProgress": "NotReady"}
    # A platform divides one by the other, so it does not mind items without points.
    best = points if points > 0 else 1.0
    return {
        "scoreGiven": round(fraction * best, DIGITS),
        "scoreMaximum": best,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


def says_nothing_new(payload: Mapping[str, Any], sent: Mapping[str, Any] | None) -> bool:
    """Whether a platform has been told just this, or would only be told that there is no score
    where it has never had one."""
    return payload == sent if sent is not None else "scoreGiven" not in payload
