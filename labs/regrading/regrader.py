"""Submissions graded again by a revision, in the sandbox, for `courseware.regrades`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from courseware.items.models import Item
from courseware.items.regrading import (
    Cursor,
    GradedWork,
    Outcome,
    PartChange,
    Selection,
    WorkChanged,
)
from courseware.people.models import User
from grader import Lab
from labs import revisions, selectors
from labs.grading import student_report
from labs.grading.services import record_decision
from labs.grading.speed_holds import enqueue_measurement
from labs.models import CaseRecord, LabRevision, Purpose, State, Submission
from labs.regrading.grading import grade_again
from labs.versions import versions_of

FIELDS = ("verdict", "score", "correctness", "speed", "report", "flag", "state", "versions")
"""Of a submission, what a grading decides, beside its revision and the times."""
HELD = "speed_held"
"""The same; what an earlier release has stored does not say it."""
OTHERS = ("grader_error", "tries")


class LabRegrader:
    """See `courseware.items.regrading.Regrader`."""

    together = 1  # each takes seconds
    lease = timedelta(minutes=15)  # longer than any lab's budget; an ended process is noticed

    def __init__(self, item: Item, selection: Selection) -> None:
        self.item, self.selection = item, selection
        self.revision = LabRevision.objects.select_related("item").get(
            item=item, pk=selection.revision
        )
        self._loaded: Lab | None = None
        self._read: dict[int, Submission] = {}

    @property
    def _lab(self) -> Lab:
        if self._loaded is None:
            self._loaded = revisions.load(self.revision)
        return self._loaded

    def count(self) -> int:
        return self._selected().count()

    def works_after(self, cursor: Cursor, limit: int) -> list[GradedWork]:
        at, last = cursor
        found = self._selected()
        if at is not None:
            found = found.filter(Q(ended__gt=at) | Q(ended=at, pk__gt=last))
        return self._works(list(found.order_by("ended", "pk")[:limit]))

    def works(self, ids: Sequence[int]) -> list[GradedWork]:
        return self._works(list(self._graded().filter(pk__in=ids)))

    def regrade(self, work: GradedWork) -> Outcome:
        submission = self._read[work.id]
        graded = grade_again(self._lab, submission, measure=self.selection.measure)
        report = graded.report
        cases = [student_report.case_for_student(case) for case in report["correctness"]["cases"]]
        before = [record.result for record in submission.cases.order_by("position")]
        new = self._fields(submission, report, graded.measured)
        parts = _changes(submission.report, before, report, cases)
        changed = bool(parts) or _facts(before) != _facts(cases) or submission.score != new["score"]
        return Outcome(
            before=_share(submission.score),
            after=_share(new["score"]),
            parts=parts,
            payload={"seen": _seen(submission), "new": new, "cases": cases} if changed else None,
            note=graded.note,
        )

    def write(self, work: int, payload: Any, *, by: int | None, reason: str) -> dict[str, Any]:
        submission = _locked(work)
        if submission.is_waiting or _seen(submission) != payload["seen"]:
            raise WorkChanged
        saved = {name: getattr(submission, name) for name in (*FIELDS, *OTHERS, HELD)}
        saved |= {"revision": submission.revision_id, "graded_at": _text(submission.graded_at)}
        records = submission.cases.order_by("position").values_list("result", flat=True)
        saved["cases"] = list(records)
        new = payload["new"] | {"revision": self.revision.pk, "grader_error": ""}
        # When it was first graded stays: regrades go through submissions in this order.
        new |= {"tries": submission.tries, "graded_at": saved["graded_at"]}
        _store(submission, new, payload["cases"], by, reason)
        return saved | {"written": _seen(submission)}

    def restore(self, work: int, payload: Any, saved: Any, *, by: int | None, reason: str) -> None:
        submission = _locked(work)
        if submission.is_waiting or _seen(submission) != saved["written"]:
            raise WorkChanged
        _store(submission, saved, saved["cases"], by, reason)

    def _fields(
        self, submission: Submission, report: Mapping[str, Any], measured: bool
    ) -> dict[str, Any]:
        """Values of `FIELDS`; the report without what students must not see."""
        performance = report["performance"]
        return {
            "verdict": report["verdict"],
            "score": report["score"],
            "correctness": report["correctness"]["score"],
            "speed": performance["score"] if performance else None,
            "report": student_report.report_for_student(dict(report)),
            "flag": student_report.flag_reason(dict(report)) if measured else submission.flag,
            "state": State.DONE,
            "versions": versions_of(report),
            HELD: False,
        }

    def _works(self, submissions: Sequence[Submission]) -> list[GradedWork]:
        self._read = {each.pk: each for each in submissions}
        counting: dict[int, tuple[int, ...]] = {}
        for each in submissions:
            if each.user_id not in counting:
                counting[each.user_id] = selectors.counting_ids(self.item, each.user)
        return [
            GradedWork(
                id=each.pk,
                user=each.user_id,
                cursor=(each.ended, each.pk),
                title=f"{each.pk}",
                counts=each.pk in counting[each.user_id],
            )
            for each in submissions
        ]

    def _graded(self) -> QuerySet[Submission]:
        """Also those that could not be graded, which may be possible now."""
        ended = Submission.objects.filter(
            item=self.item, purpose=Purpose.GRADED, state__in=[State.DONE, State.FAILED]
        )
        ended = ended.exclude(user__erased_at__isnull=False)  # their code is deleted
        related = ended.select_related("user", "revision", "item__course")
        return related.defer("revision__files", "revision__statement").annotate(
            ended=Coalesce("graded_at", "created_at")
        )

    def _selected(self) -> QuerySet[Submission]:
        found, selection = self._graded(), self.selection
        if selection.users is not None:
            found = found.filter(user__in=selection.users)
        if selection.part:
            failed = CaseRecord.objects.filter(
                submission=OuterRef("pk"), result__name=selection.part, result__passed=False
            )
            found = found.filter(Exists(failed))
        return found if selection.work is None else found.filter(pk=selection.work)


def _locked(pk: int) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("item__course", "user").get(pk=pk)


def _store(
    submission: Submission,
    values: Mapping[str, Any],
    cases: Sequence[Any],
    by: int | None,
    reason: str,
) -> None:
    """Stores a grading as it was found or saved, and the score that counts after it."""
    for name in (*FIELDS, *OTHERS):
        setattr(submission, name, values[name])
    submission.speed_held = values.get(HELD, False)
    submission.revision_id = values["revision"]
    graded_at = values["graded_at"]
    submission.graded_at = parse_datetime(graded_at) if graded_at else None
    submission.save(update_fields=[*FIELDS, *OTHERS, HELD, "revision", "graded_at"])
    if submission.speed_held:  # a regrade was undone
        enqueue_measurement(submission)
    submission.cases.all().delete()
    CaseRecord.objects.bulk_create(
        CaseRecord(submission=submission, position=position, result=result)
        for position, result in enumerate(cases)
    )
    person = User.objects.filter(pk=by).first() if by else None
    record_decision(submission, reason=reason, by=person)


def _seen(submission: Submission) -> list[Any]:
    """What tells one grading of a submission from another."""
    return [
        submission.revision_id,
        submission.state,
        submission.verdict,
        submission.score,
        submission.correctness,
        submission.speed,
        _text(submission.graded_at),
    ]


def _text(moment: Any) -> str | None:
    return moment.isoformat() if moment else None


def _share(score: float | None) -> float | None:
    return None if score is None else score / 100


def _facts(cases: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    keys = ("name", "passed", "verdict", "weight")
    return [tuple(case.get(key) for key in keys) for case in cases]


def _changes(
    old: Mapping[str, Any],
    before: Sequence[Mapping[str, Any]],
    new: Mapping[str, Any],
    after: Sequence[Mapping[str, Any]],
) -> tuple[PartChange, ...]:
    """Cases that pass or fail otherwise, and the speed where it earns something else."""
    then, now = _shares(old, before), _shares(new, after)
    passed = {case["name"]: case.get("passed") for case in before}
    changes = [
        PartChange(case["name"], then.get(case["name"]), now[case["name"]])
        for case in after
        if passed.get(case["name"]) != case.get("passed")
    ]
    changes += [PartChange(name, then[name], None) for name in passed if name not in now]
    speeds = [_speed(report) for report in (old, new)]
    if speeds[0] != speeds[1]:
        changes.append(PartChange(_("Speed"), *speeds))
    return tuple(changes)


def _shares(report: Mapping[str, Any], cases: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """By case, what it earned of the whole."""
    total = sum(float(case.get("weight") or 0) for case in cases) or 1.0
    each = float(report.get("weights", {}).get("correctness", 100.0)) / 100 / total
    return {
        case["name"]: each * float(case.get("weight") or 0) * bool(case.get("passed"))
        for case in cases
    }


def _speed(report: Mapping[str, Any]) -> float | None:
    performance = report.get("performance")
    if not performance:
        return None
    weight = float(report.get("weights", {}).get("performance", 0.0))
    return float(performance["score"]) * weight / 100
