"""Draws the cases of a seed. A worker does it: pages must not run the author's Python."""

from __future__ import annotations

import logging
from typing import Any

from django.utils import timezone

from courseware.database.transactions import in_transaction
from courseware.outbox.models import Lane
from courseware.outbox.services import enqueue, forget, mark_done
from grader.judging.blas_threads import one_blas_thread
from grader.judging.case_text import describe_case
from grader.judging.drawn_cases import cases_of_seed
from grader.lab import Lab
from grader.lab.expected_answers import expected_answer
from labs import revisions
from labs.models import DRAW_CASES, CaseDraw, LabRevision
from labs.submissions.storable import make_storable

log = logging.getLogger(__name__)
MAX_KEPT = 20  # draws of a revision
MAX_SEED = 32  # hexadecimal digits: 128 bits
CASES_FILE = "cases.py"


@in_transaction
def ask(revision: LabRevision, seed: str) -> CaseDraw:
    """The draw of a seed, which a worker makes unless it is there; old ones are deleted."""
    draw, is_new = CaseDraw.objects.get_or_create(revision=revision, seed=seed)
    if is_new:
        enqueue(DRAW_CASES, draw.pk, lane=Lane.BACKGROUND)
        draws = CaseDraw.objects.filter(revision=revision).order_by("-pk")
        old = list(draws.values_list("pk", flat=True)[MAX_KEPT:])
        CaseDraw.objects.filter(pk__in=old).delete()
        forget(DRAW_CASES, old)
    return draw


def draw(*, draw_id: int) -> None:
    """What the worker does. If a lab's cases cannot be made, the reason is stored."""
    found = CaseDraw.objects.select_related("revision__item").filter(pk=draw_id).first()
    cases: list[dict[str, Any]] = []
    error = ""
    if found is not None and found.drawn_at is None:
        try:
            cases = cases_with_answers(revisions.load(found.revision), int(found.seed, 16))
        except Exception as failure:  # the author's code, which may raise anything
            log.warning("Cases of revision %s cannot be drawn: %s", found.revision_id, failure)
            error = f"{type(failure).__name__}: {failure}"
    _store(draw_id, make_storable({"cases": cases, "error": error}))


def cases_with_answers(lab: Lab, seed: int) -> list[dict[str, Any]]:
    """All cases of one grading with their inputs and the reference's answers."""
    with one_blas_thread():
        visible = zip(lab.visible, lab.visible_answers, strict=True)
        described = [describe_case(lab, case, answer, visible=True) for case, answer in visible]
        for case in cases_of_seed(lab, seed):
            answer = expected_answer(lab.reference, case.inputs)
            described.append(describe_case(lab, case, answer, visible=False))
    return described


@in_transaction
def _store(draw_id: int, found: dict[str, Any]) -> None:
    waiting = CaseDraw.objects.filter(pk=draw_id, drawn_at=None)
    waiting.update(cases=found["cases"], error=found["error"], drawn_at=timezone.now())
    mark_done(DRAW_CASES, draw_id)
