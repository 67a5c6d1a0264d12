"""The database's part of the analysis of a lab: five queries for any number of submissions."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT, KeyTransform

from courseware.database.row_errors import DATA_ERRORS
from courseware.items.models import Item
from courseware.people.models import User
from labs.analysis.cases import Case
from labs.models import CaseRecord, LabRevision, Purpose, State, Submission

log = logging.getLogger(__name__)
_IDS_PER_QUERY = 5000


@dataclass(frozen=True)
class Graded:
    """A graded submission with what the analysis reads of its report."""

    pk: int
    user: int
    at: datetime
    revision: int
    score: float
    correctness: float
    speed: float | None
    verdict: str
    has_code: bool
    causes: Sequence[Mapping[str, Any]]
    ratio: tuple[float, float, float] | None
    code: str

    @property
    def passed(self) -> bool:
        return self.correctness >= 1


@dataclass(frozen=True)
class LabData:
    """Everything that is computed from. ``failures`` are places of cases, by submission.

    ``comparable`` are the revisions with the cases of ``cases``; ``unreadable`` counts submissions
    of which the report cannot be read.
    """

    submissions: Sequence[Graded]
    runs: Mapping[int, Sequence[datetime]]
    cases: Sequence[Case] = ()
    comparable: frozenset[int] = frozenset()
    failures: Mapping[int, frozenset[int]] = field(default_factory=dict)
    unreadable: int = 0


def counted_submissions(item: Item, students: QuerySet[User]) -> QuerySet[Submission]:
    """What was handed in for points and graded, of these students alone."""
    return Submission.objects.filter(
        item=item,
        purpose=Purpose.GRADED,
        state=State.DONE,
        score__isnull=False,
        user__in=students,
    )


def load_data(item: Item, students: QuerySet[User]) -> LabData:
    """Of the students' submissions, what the statistics are computed from."""
    submissions, unreadable = _submissions(item, students)
    runs = _runs(item, students)
    if not submissions:
        return LabData((), runs, unreadable=unreadable)
    listed = _cases_by_revision(submissions)
    cases = next(reversed(listed.values()), [])
    names = [case.name for case in cases]
    comparable = frozenset(
        revision for revision, cases in listed.items() if [case.name for case in cases] == names
    )
    compared = [each for each in submissions if each.revision in comparable]
    wanted = {each.pk for each in chosen(compared)}
    return LabData(
        submissions,
        runs,
        cases,
        comparable,
        _failures(wanted),
        unreadable,
    )


def chosen(submissions: Iterable[Graded]) -> list[Graded]:
    """Each person's first, best and last; of these alone the cases are read."""
    found = {
        each.pk: each
        for pick in (first_of, best_of, last_of)
        for each in pick(submissions).values()
    }
    return list(found.values())


def first_of(submissions: Iterable[Graded]) -> dict[int, Graded]:
    """By person; the submissions are in order."""
    found: dict[int, Graded] = {}
    for each in submissions:
        found.setdefault(each.user, each)
    return found


def last_of(submissions: Iterable[Graded]) -> dict[int, Graded]:
    """By person; the submissions are in order."""
    return {each.user: each for each in submissions}


def best_of(submissions: Iterable[Graded]) -> dict[int, Graded]:
    """By person; of equals the earliest."""
    found: dict[int, Graded] = {}
    for each in submissions:
        if each.user not in found or each.score > found[each.user].score:
            found[each.user] = each
    return found


def _submissions(item: Item, students: QuerySet[User]) -> tuple[list[Graded], int]:
    rows = (
        counted_submissions(item, students)
        .order_by("created_at", "pk")
        .annotate(
            causes=KeyTransform("causes", "report"),
            performance=KeyTransform("performance", "report"),
            hashed=KT("report__receipt__code"),
        )
        .values_list(
            *("pk", "user_id", "created_at", "revision_id", "score", "correctness", "speed"),
            *("verdict", "user__erased_at", "causes", "performance", "hashed"),
        )
    )
    found, unreadable = [], 0
    for row in rows:
        try:
            found.append(_graded(*row))
        except DATA_ERRORS:
            log.exception("Submission %s cannot be analyzed.", row[0])
            unreadable += 1
    return found, unreadable


def _graded(
    pk: int,
    user: int,
    at: datetime,
    revision: int,
    score: float,
    correctness: float | None,
    speed: float | None,
    verdict: str,
    erased_at: datetime | None,
    causes: Any,
    performance: Any,
    code: str | None,
) -> Graded:
    """Raises: one of `DATA_ERRORS`: of a report that cannot be read."""
    if correctness is None:
        raise ValueError("the submission has a score and no correctness")
    if causes is not None and not isinstance(causes, list):
        raise TypeError("the report's causes are no list")
    known = [cause for cause in causes or () if isinstance(cause, dict)]
    ratio = _ratio(performance) if correctness >= 1 else None
    has_code = erased_at is None
    return Graded(
        *(pk, user, at, revision, score, correctness, speed, verdict, has_code),
        *(known, ratio, code or ""),
    )


def _ratio(performance: Any) -> tuple[float, float, float] | None:
    """Of a time that counts."""
    if not isinstance(performance, dict) or performance.get("void"):
        return None
    ratio, low, high = (float(performance[name]) for name in ("ratio", "low", "high"))
    return (ratio, low, high) if 0 < low <= ratio <= high else None


def _runs(item: Item, students: QuerySet[User]) -> dict[int, list[datetime]]:
    """When each student chose to run anything on the lab, for points or not."""
    runs: dict[int, list[datetime]] = defaultdict(list)
    rows = Submission.objects.filter(item=item, automatic=False, user__in=students)
    for user, at in rows.order_by("created_at").values_list("user_id", "created_at"):
        runs[user].append(at)
    return runs


def _cases_by_revision(submissions: Sequence[Graded]) -> dict[int, list[Case]]:
    """The rows of a report, from the best submission of each revision; newest revisions last."""
    samples: dict[int, Graded] = {}
    for each in submissions:
        if each.revision not in samples or each.score > samples[each.revision].score:
            samples[each.revision] = each
    order = LabRevision.objects.filter(pk__in=samples).order_by("current", "created_at", "pk")
    rows: dict[int, list[Case]] = {sample.pk: [] for sample in samples.values()}
    for submission, result in CaseRecord.objects.filter(submission__in=rows).values_list(
        "submission_id", "result"
    ):
        rows[submission].append(_case(result))
    found = {pk: rows[samples[pk].pk] for pk in order.values_list("pk", flat=True)}
    return {revision: cases for revision, cases in found.items() if cases}


def _case(result: Any) -> Case:
    if not isinstance(result, dict):
        return Case("?", False, 1.0)
    weight = result.get("weight")
    return Case(
        str(result.get("name") or "?"),
        result.get("visible") is True,
        float(weight) if isinstance(weight, (int, float)) else 1.0,
        str(result.get("hint") or ""),
    )


def _failures(submissions: Iterable[int]) -> dict[int, frozenset[int]]:
    """Places of the failing cases, by submission; one without any has an empty set."""
    found: dict[int, set[int]] = {pk: set() for pk in submissions}
    waiting = iter(list(found))
    while some := list(islice(waiting, _IDS_PER_QUERY)):
        rows = CaseRecord.objects.filter(submission__in=some, result__passed=False)
        for pk, position in rows.order_by().values_list("submission_id", "position"):
            found[pk].add(position)
    return {pk: frozenset(places) for pk, places in found.items()}
