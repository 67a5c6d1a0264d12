"""Everything that the pages of a lab's analysis show, as plain data: it can be stored as JSON.

It names people and submissions by their ids alone; the page decides who may see them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet

from courseware.items.models import Item
from courseware.people.models import User
from labs.analysis import data as loading
from labs.analysis.cases import case_facts, whole
from labs.analysis.data import Graded, LabData, load_data
from labs.analysis.mistakes import Told, mistakes
from labs.analysis.progress import Handed, progress_of
from labs.analysis.stability import GradedOnce, unstable

Facts = dict[str, Any]


def facts_of(item: Item, students: QuerySet[User]) -> Facts:
    """The analysis of what these students have handed in."""
    data = load_data(item, students)
    compared = [each for each in data.submissions if each.revision in data.comparable]
    return {
        "people": len({each.user for each in data.submissions}),
        "tried": len(data.runs),
        "submissions": len(data.submissions),
        "left_out": len(data.submissions) - len(compared) if data.cases else 0,
        "unreadable": data.unreadable,
        **_cases(data, compared),
        "mistakes": _mistakes(data),
        **_progress(data),
        "unstable": _unstable(data),
        "speeds": _speeds(data),
    }


def _cases(data: LabData, compared: Sequence[Graded]) -> Facts:
    first, best = loading.first_of(compared), loading.best_of(compared)
    if not data.cases:
        return {"cases": [], "whole": asdict(whole((), ())), "totals": []}
    of_first = [data.failures[each.pk] for each in first.values()]
    of_best = [data.failures[each.pk] for each in best.values()]
    found = case_facts(data.cases, of_first, of_best)
    weights = {place: case.weight for place, case in enumerate(data.cases)}
    possible = sum(weights.values()) or 1.0
    totals = [
        1 - sum(weights[place] for place in failures if place in weights) / possible
        for failures in of_first
    ]
    return {
        "cases": [asdict(each) for each in found],
        "whole": asdict(whole(data.cases, of_first)),
        "totals": [round(each, 6) for each in totals],
    }


def _mistakes(data: LabData) -> list[Facts]:
    told = [
        Told(each.pk, each.user, cause, each.has_code)
        for each in data.submissions
        for cause in each.causes
    ]
    last = {user: each.pk for user, each in loading.last_of(data.submissions).items()}
    return [
        {
            "source": mistake.source,
            "name": mistake.name,
            "sentence": {k: v for k, v in mistake.cause.items() if k.startswith("sentence")},
            "students": len(mistake.students),
            "submissions": mistake.submissions,
            "left": len(mistake.left),
            "example": mistake.example,
        }
        for mistake in mistakes(told, last)
    ]


def _progress(data: LabData) -> Facts:
    handed = [Handed(each.pk, each.user, each.at, each.passed) for each in data.submissions]
    found = progress_of(handed, data.runs)
    stuck = [each for each in found if each.is_stuck]
    on = Counter(place for each in stuck for place in data.failures.get(each.last, ()))
    return {
        "passed": sum(each.tries is not None for each in found),
        "tries": [each.tries for each in found if each.tries is not None],
        "minutes": [round(each.minutes, 2) for each in found if each.minutes is not None],
        "stuck": [
            {
                "user": each.user,
                "submissions": each.submissions,
                "last": each.last,
                "cases": sorted(data.failures.get(each.last, ())),
            }
            for each in sorted(stuck, key=lambda each: -each.submissions)
        ],
        "stuck_on": [list(each) for each in on.most_common() if each[0] < len(data.cases)],
    }


def _unstable(data: LabData) -> list[Facts]:
    return [
        asdict(each)
        for each in unstable(
            GradedOnce(each.pk, each.code, each.revision, each.verdict, each.speed)
            for each in data.submissions
        )
    ]


def _speeds(data: LabData) -> list[list[tuple[float, float, float]]]:
    """The measurements of each person that has any."""
    by_user: dict[int, list[tuple[float, float, float]]] = {}
    for each in data.submissions:
        if each.ratio is not None:
            by_user.setdefault(each.user, []).append(each.ratio)
    return list(by_user.values())
