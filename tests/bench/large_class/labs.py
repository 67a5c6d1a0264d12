"""Submissions to labs, with reports of the form that the grader gives."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any

from courseware.gradebook.policy import Decision, GradedWork
from courseware.items.models import Item
from grader.results.report import CaseResult, Performance, Report
from grader.results.verdicts import Verdict
from labs.grading import student_report
from labs.models import CaseRecord, LabRevision, Purpose, State, Submission
from labs.submissions.storable import make_storable
from tests.bench.large_class.bulk import Json, Table
from tests.bench.large_class.plan import Try

CASES = 10
TRIALS = 0.3  # of the submissions, that only ran the visible cases first
FAILED = 0.0005


class LabWork:
    """Writes the submissions of one lab after the other."""

    def __init__(self) -> None:
        self.submissions = Table(
            Submission,
            *("item_id", "revision_id", "user_id", "code", "purpose", "key", "late_by"),
            *("created_at", "state", "seed", "tries", "verdict", "score", "correctness", "speed"),
            *("report", "graded_at", "grader_error"),
        )
        self.cases = Table(CaseRecord, "submission_id", "position", "result")
        self.tables = (self.submissions, self.cases)
        self.verdicts: dict[int, str] = {}
        self._count = 0

    def open(self, item: Item) -> None:
        self.item = item
        self.revision = LabRevision.objects.defer("files").get(item=item, current=True)
        self.reports = _Reports(self.revision)
        self.most, self.rule = 4, "best"

    def add(
        self, user_id: int, tries: Sequence[Try], rng: random.Random, *, detailed: bool
    ) -> list[GradedWork]:
        """What of it is graded. A try that was not finished is a run of the visible cases."""
        works = []
        for entry in tries:
            if entry.fraction is None or rng.random() < TRIALS:
                self._submit(user_id, entry, rng, Purpose.TRIAL, detailed)
            if entry.fraction is not None:
                works.append(self._submit(user_id, entry, rng, Purpose.GRADED, detailed))
        return [work for work in works if work is not None]

    def reason(self, decision: Decision) -> str:
        return f"Lab submission {decision.counting[0]}: {self.verdicts[decision.counting[0]]}"

    def _submit(
        self, user_id: int, entry: Try, rng: random.Random, purpose: Purpose, detailed: bool
    ) -> GradedWork | None:
        trial = purpose == Purpose.TRIAL
        at = entry.at - timedelta(minutes=3) if trial else entry.at
        share = rng.random() if entry.fraction is None else entry.fraction
        report, written, cases = self.reports.of(share, trial)
        failed = not trial and rng.random() < FAILED
        score = None if trial or failed else report["score"]
        speed = report["performance"]
        self._count += 1
        pk = self.submissions.add(
            self.item.pk,
            self.revision.pk,
            user_id,
            f"# {self.item.slug}, version {self._count}\n{self.revision.starter}",
            purpose.value,
            hashlib.md5(f"{self.item.pk}/{user_id}/{at}/{purpose}".encode()).hexdigest(),
            entry.late_by,
            at,
            str(State.FAILED if failed else State.DONE),
            f"{rng.getrandbits(128):032x}",
            1,
            "" if failed else report["verdict"],
            score,
            None if failed else report["correctness"]["score"],
            speed["score"] if speed and not failed else None,
            {} if failed else written,
            None if failed else at + timedelta(seconds=20),
            "The worker that graded it ended." if failed else "",
        )
        if detailed and not failed:
            for position, case in enumerate(cases):
                self.cases.add(pk, position, case)
        if score is None:
            return None
        self.verdicts[pk] = report["verdict"]
        return GradedWork(pk, score / 100, entry.at, entry.late_by)


class _Reports:
    """The reports of a lab: one for each number of cases that pass."""

    def __init__(self, revision: LabRevision) -> None:
        self.revision = revision
        self.of_count = lru_cache(maxsize=None)(self._of_count)

    def of(self, share: float, trial: bool) -> tuple[dict[str, Any], Json, list[Json]]:
        """The report as a value and as it is stored, and those of its cases."""
        return self.of_count(round(CASES * share), trial)

    def _of_count(self, passing: int, trial: bool) -> tuple[dict[str, Any], Json, list[Json]]:
        names = [function["name"] for function in self.revision.functions] or ["solve"]
        cases = [
            CaseResult(
                name=f"case {number + 1}",
                visible=number < CASES // 2,
                function=names[number % len(names)],
                weight=1.0,
                verdict=Verdict.passed if number < passing else Verdict.wrong_values,
                hint="" if number < passing else "Compare the sum with the mean.",
            )
            for number in range(CASES)
        ]
        timed = self.revision.weights.get("performance") and passing == CASES and not trial
        report = Report(
            lab=self.revision.item.slug,
            number=self.revision.number,
            title=self.revision.title,
            weights={"correctness": 100.0, "performance": 0.0, **self.revision.weights},
            cases=cases,
            performance=_SPEED if timed else None,
            load=None,
            seconds=1.2,
            receipt={"grader": "1.1", "numpy": "2.0", "python": "3.12"},
            visible_only=trial,
        )
        plain = make_storable(report.as_dict())
        stored = student_report.report_for_student(plain)
        cases_stored = map(student_report.case_for_student, plain["correctness"]["cases"])
        return stored, _json(stored), [_json(case) for case in cases_stored]


def _json(value: Any) -> Json:
    return Json(json.dumps(value))


_SPEED = Performance(
    ratio=1.4,
    low=1.3,
    high=1.5,
    score=0.8,
    pairs=12,
    reference_ms=2.1,
    submission_ms=2.9,
    basis="cpu",
)
