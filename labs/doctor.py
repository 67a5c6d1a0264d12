"""For `manage.py doctor`: submissions whose speed is held, and the canary.

The canary is a right and a wrong program, run by the workers as a student's. They are trial runs
that belong to nobody (`PublicRun`), so that no score and no history shows them.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from courseware.doctor.findings import Finding, canary, check, failed, ok, warn
from courseware.outbox.models import VISITORS, Lane
from courseware.outbox.services import enqueue, forget
from grader.results.verdicts import Verdict
from labs.models import RUN_PUBLIC, LabRevision, PublicRun, Submission

POLL_SECONDS = 0.25
SOLUTION = "solutions/"
LONG_HELD = timedelta(minutes=10)


@check("held speed")
def held_speed_is_measured() -> Iterator[Finding]:
    held = Submission.objects.filter(speed_held=True)
    found = held.aggregate(count=Count("pk"), oldest=Min("graded_at"))
    if not found["count"]:
        yield ok("submissions", "No submission waits for its speed to be measured.")
        return
    sentence = (
        f"Correct submissions that wait for a host whose speed counts: {found['count']}, since "
        f"{found['oldest']:%Y-%m-%d %H:%M} UTC. See the group grading hosts."
    )
    is_long = timezone.now() - found["oldest"] > LONG_HELD
    yield (warn if is_long else ok)("submissions", sentence)


@canary("canary")
def canary_is_graded(seconds: float) -> Iterator[Finding]:
    revision = _revision()
    if revision is None:
        yield failed("lab", "No lab is loaded. Load a course first: manage.py load_course PATH")
        return
    solution = next(text for name, text in sorted(revision.files.items()) if _is_solution(name))
    for name, code, passes in (("solution", solution, True), ("starter", revision.starter, False)):
        yield _finding(name, revision, code, passes=passes, seconds=seconds)


def _finding(
    name: str, revision: LabRevision, code: str, *, passes: bool, seconds: float
) -> Finding:
    started = time.monotonic()
    run = _start(revision, code)
    try:
        finished = _wait(run, started + seconds)
    finally:
        _delete(run)
    if finished is None:
        return failed(
            name,
            f"Nothing came back within {seconds:.0f} s. See the groups Redis and programs, and the "
            "workers' log.",
        )
    if finished.failed:
        return failed(name, "The worker could not run it. Its log says why.")
    verdict = finished.result["report"]["verdict"]
    took = f"after {time.monotonic() - started:.1f} s"
    if (verdict == Verdict.passed) is not passes:
        return failed(
            name,
            f"“{revision.title}” got the wrong verdict {verdict} {took}. Stop the workers, and "
            "check the lab with: python -m grader verify LAB",
        )
    return ok(name, f"“{revision.title}” was run by a worker: {verdict} {took}.")


def _revision() -> LabRevision | None:
    """The shortest lab whose cases call functions and that has a solution."""
    loaded = LabRevision.objects.filter(current=True, item__retired=False, form=[])
    for revision in loaded.exclude(functions=[]).order_by("minutes", "pk").iterator(10):
        if any(map(_is_solution, revision.files)):
            return revision
    return None


def _is_solution(name: str) -> bool:
    return name.startswith(SOLUTION) and name.endswith(".py")


@transaction.atomic
def _start(revision: LabRevision, code: str) -> PublicRun:
    run = PublicRun.objects.create(revision=revision, secret=secrets.token_urlsafe(24), code=code)
    enqueue(RUN_PUBLIC, run.pk, lane=Lane("visible"), owner=VISITORS)
    return run


def _wait(run: PublicRun, until: float) -> PublicRun | None:
    while time.monotonic() < until:
        finished = PublicRun.objects.filter(pk=run.pk).exclude(finished_at=None).first()
        if finished is not None:
            return finished
        time.sleep(POLL_SECONDS)
    return None


@transaction.atomic
def _delete(run: PublicRun) -> None:
    forget(RUN_PUBLIC, [run.pk])
    run.delete()
