"""Reads the database after the faults: `python -m tests.chaos.findings < confirmed.json`.

Prints what is left to do, or with `--final` the rows of the table.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from typing import Any

import django


def left_to_do() -> int:
    from courseware.outbox.models import Message
    from labs.models import WAITING, Submission

    waiting = Submission.objects.filter(state__in=WAITING).count()
    return waiting + Message.objects.filter(done_at=None).count()


def findings(confirmed: dict[str, Any]) -> dict[str, int]:
    return {**_submissions(confirmed["submissions"]), **_attempts(confirmed), **_leftovers()}


def _submissions(confirmed: list[tuple[int, str, str]]) -> dict[str, int]:
    from labs.models import State, Submission
    from tests.chaos.driver import EXPECTED

    stored = Submission.objects.in_bulk([pk for pk, _, _ in confirmed])
    lost = [pk for pk, code, _ in confirmed if pk not in stored or stored[pk].code != code]
    kept = [(stored[pk], expected) for pk, _, expected in confirmed if pk not in lost]
    without = [submission.pk for submission, _ in kept if submission.state != State.DONE]
    false = [
        submission.pk
        for submission, expected in kept
        if submission.state == State.DONE
        and (submission.verdict, submission.correctness) != EXPECTED[expected]
    ]
    codes = Counter(Submission.objects.values_list("code", flat=True))
    return {
        "confirmed submissions lost": len(lost),
        "submissions without a verdict": len(without),
        "false verdicts": len(false),
        "submissions stored twice": sum(number - 1 for number in codes.values()),
        **_scores(),
    }


def _scores() -> dict[str, int]:
    """One entry of the history for each graded work, and cases as often as the report has them."""
    from courseware.gradebook.models import Score, ScoreChange
    from labs.models import CaseRecord

    works = Counter(ScoreChange.objects.values_list("score", "work", "fraction"))
    people = Counter(Score.objects.values_list("item", "user"))
    cases = Counter(CaseRecord.objects.values_list("submission", "position"))
    twice = (number - 1 for each in (works, people) for number in each.values())
    return {
        "scores recorded twice": sum(twice),
        "cases recorded twice": sum(number - 1 for number in cases.values()),
    }


def _attempts(confirmed: dict[str, Any]) -> dict[str, int]:
    from quizzes.models import Attempt

    attempts = Attempt.objects.prefetch_related("responses")
    stored = attempts.in_bulk([*map(int, confirmed["answers"]), *confirmed["submitted"]])
    lost = 0
    for pk, text in confirmed["answers"].items():
        attempt = stored.get(int(pk))
        answers = [each.answer for each in attempt.responses.all()] if attempt else []
        lost += text not in json.dumps(answers)
    open_still = [
        pk for pk in confirmed["submitted"] if pk not in stored or not stored[pk].submitted_at
    ]
    return {"confirmed answers lost": lost, "confirmed attempts not submitted": len(open_still)}


def _leftovers() -> dict[str, int]:
    from courseware.outbox.models import Message
    from labs.models import Submission

    return {
        "messages left in the outbox": Message.objects.filter(done_at=None).count(),
        "leases left": Submission.objects.exclude(claim="").count(),
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "courseware.settings")
    django.setup()
    found = findings(json.load(sys.stdin)) if "--final" in sys.argv else left_to_do()
    print(json.dumps(found))
