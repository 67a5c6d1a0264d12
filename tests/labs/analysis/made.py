"""Graded submissions with results of cases, as they are stored."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from labs.models import CaseRecord, Submission

NAMES = ("By hand", "A row", "Large")


def hand_in(item: Any, user: Any, failed: set[int] = frozenset(), **given: Any) -> Submission:
    """Of three cases of equal weight; ``causes``, ``ratio``, ``hashed`` go into the report."""
    correctness = 1 - len(failed) / len(NAMES)
    ratio = given.pop("ratio", None)
    report = {
        "causes": given.pop("causes", []),
        "performance": {"ratio": ratio, "low": ratio, "high": ratio, "void": False}
        if ratio
        else None,
        "receipt": {"code": given.pop("hashed", "")},
    }
    fields = {
        "report": report,
        "state": "done",
        "verdict": "wrong_values" if failed else "passed",
        "correctness": correctness,
        "score": 100 * correctness,
        "graded_at": timezone.now(),
        "code": "a = 1\n",
        "key": f"key {Submission.objects.count()}",
        "seed": "5eed",
    } | given
    submission = Submission.objects.create(
        item=item, user=user, revision=item.lab_revisions.get(current=True), **fields
    )
    CaseRecord.objects.bulk_create(
        CaseRecord(submission=submission, position=place, result=result(place, place not in failed))
        for place in range(len(NAMES))
    )
    return submission


def result(place: int, passed: bool) -> dict[str, Any]:
    return {
        "name": NAMES[place],
        "visible": place == 0,
        "passed": passed,
        "weight": 1.0,
        "hint": "" if passed else "Look at it.",
    }
