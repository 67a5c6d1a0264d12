"""Labs and submissions as the API shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest

from courseware.deadlines.window import Window
from courseware.items.models import Item
from courseware.outbox.waiting import Place
from courseware.people.permissions import Permission
from courseware.people.policy import Access
from courseware.ui.grader_messages import text_of, translated
from labs import selectors
from labs.models import LabRevision, Submission
from labs.pages.held import without_score
from labs.pages.result_panel import CauseShown, ResultPanel, result_panel


def lab(request: HttpRequest, item: Item, revision: LabRevision, window: Window) -> dict[str, Any]:
    """See `LabOut`."""
    same = ("number", "title", "minutes", "difficulty", "tags", "needs", "statement", "starter")
    return {
        **{name: getattr(revision, name) for name in (*same, "hints", "form")},
        "slug": item.slug,
        "points": float(item.points),
        "functions": [
            {"signature": each.get("signature", ""), "does": each.get("does", "")}
            for each in revision.functions
        ],
        "weights": _numbers(revision.weights),
        "thresholds": _numbers(revision.thresholds),
        "opens_at": window.opens_at,
        "due_at": window.due_at,
        "closes_at": window.closes_at,
        "revision": revision.digest,
        "url": request.build_absolute_uri(item.get_absolute_url()),
    }


def is_held(shown: Submission, access: Access) -> bool:
    """Whether the score is not released, and the reader must not see it before."""
    held = shown.item.scores_held and not shown.is_trial
    return held and not access.may(Permission.SEE_GRADES)


def submissions(request: HttpRequest, rows: Sequence[Submission]) -> list[dict[str, Any]]:
    """See `SubmissionOut`; a few queries where some wait in the queue."""
    places = selectors.queue_places([row.pk for row in rows if row.is_waiting])
    return [submission(request, row, place=places.get(row.pk)) for row in rows]


def submission(
    request: HttpRequest, shown: Submission, *, place: Place | None = None
) -> dict[str, Any]:
    """See `SubmissionOut`."""
    held = is_held(shown, request.access)
    scores = ("score", "correctness", "speed")
    return {
        **{name: getattr(shown, name) for name in ("purpose", "state", "created_at", "graded_at")},
        **{name: None if held else getattr(shown, name) for name in scores},
        "verdict": "" if held else shown.verdict,
        "speed_held": shown.speed_held and not held,
        "released": not held,
        "id": shown.pk,
        "lab": shown.item.slug,
        "person": shown.user.username,
        "late_seconds": shown.late_by.total_seconds(),
        "place": place.number if place else 0,
        "wait_seconds": place.seconds if place else None,
        "url": request.build_absolute_uri(shown.get_absolute_url()),
    }


def report(shown: Submission, access: Access) -> dict[str, Any]:
    """See `ReportOut`; as far as grading has come."""
    panel = result_panel(shown)
    if is_held(shown, access):
        panel = without_score(panel)
    return {
        "facts": str(panel.facts),
        "sentence": str(panel.sentence),
        "causes": [_cause(cause) for cause in panel.causes],
        "cases": [_case(case) for case in panel.cases],
        "printed": str(panel.printed or ""),
        "load": str((panel.load or {}).get("traceback", "")),
        "timing": _timing(panel),
        "receipt": {name: str(value) for name, value in (shown.report.get("receipt") or {}).items()}
        if panel.receipt
        else {},
    }


def _cause(shown: CauseShown) -> dict[str, Any]:
    case = shown.case or {}
    return {
        "sentence": text_of(shown.cause, "sentence"),
        "cases": shown.count,
        **{name: str(case.get(name) or "") for name in ("call", "expected", "got")},
    }


def _case(case: Mapping[str, Any]) -> dict[str, Any]:
    texts = ("call", "expected", "got", "output", "traceback")
    return {
        "name": str(case.get("name", "")),
        "visible": bool(case.get("visible")),
        "passed": bool(case.get("passed")),
        "verdict": str(case.get("verdict", "")),
        "sentence": text_of(case, "sentence"),
        "hint": translated(str(case.get("hint") or "")),
        **{name: str(case.get(name) or "") for name in texts},
    }


def _timing(panel: ResultPanel) -> dict[str, Any] | None:
    found = panel.performance
    if not found or found.get("ratio") is None:
        return None
    share = found.get("score")
    points = None if share is None else share * panel.speed_points
    return {name: found.get(name) for name in ("ratio", "low", "high")} | {"points": points}


def _numbers(values: Mapping[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in values.items() if isinstance(value, int | float)}
