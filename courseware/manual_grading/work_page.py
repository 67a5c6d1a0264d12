"""The context of the page where one work is graded."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from courseware.items.kinds import kind_named
from courseware.items.manual import Remark, ShownWork
from courseware.manual_grading import selectors, services
from courseware.manual_grading.forms import MarkForm
from courseware.manual_grading.models import Claim, Mark, Rubric, RubricItem
from courseware.manual_grading.requests import request_for
from courseware.manual_grading.selectors import Queue, QueueRow
from courseware.people.permissions import Permission

BLANK_REMARKS = 1


def work_or_404(rubric: Rubric, row: QueueRow) -> ShownWork:
    kind = kind_named(rubric.item.kind)
    shown = kind.manual_work(rubric.item, rubric.part, row.work.id)
    if shown is None:
        raise Http404(_("This work no longer exists."))
    return shown


def work_context(
    request: HttpRequest,
    queue: Queue,
    row: QueueRow,
    shown: ShownWork,
    claim: Claim,
    *,
    form: MarkForm | None = None,
    newer: Mark | None = None,
) -> dict[str, Any]:
    """``form``: one that was refused; ``newer``: the mark that somebody saved meanwhile."""
    rubric = queue.rubric
    lines = selectors.lines_of(rubric)
    mark = selectors.mark_of(rubric, row.work.id)
    part = selectors.part_or_404(rubric.item, rubric.part)
    before, after = queue.neighbors(row.code)
    may_answer = request.access.may(Permission.ANSWER)
    if form is None:
        form = MarkForm(None, lines=lines, work=shown, initial=_initial(mark))
    seen = newer.version if newer else form["seen"].value() or 0
    return {
        "rubric": rubric,
        "item": rubric.item,
        "part": part,
        "queue": queue,
        "row": row,
        "shown": shown,
        "mark": mark,
        "claim": claim if claim.by_id != request.user.pk else None,
        "form": form,
        "seen": seen,
        "newer": selectors.mark_of(rubric, row.work.id) if newer else None,
        "lines": _lines(form, lines),
        "remarks": _remarks(form, mark),
        "shown_remarks": list(mark.remarks.all()) if mark else [],
        "before": before,
        "after": after,
        "number": [each.code for each in queue.rows].index(row.code) + 1,
        "thread": request_for(rubric, row.work, shown) if may_answer else None,
        "may_see_grades": queue.named and request.access.may(Permission.SEE_GRADES),
        "saved_comments": list(rubric.saved_comments.all()[:50]),
        "section_query": f"?section={request.GET['section']}" if request.GET.get("section") else "",
    }


def _initial(mark: Mark | None) -> dict[str, Any]:
    if mark is None:
        return {"seen": 0}
    given = services.given_in(mark)
    return {
        "seen": mark.version,
        "selected": [str(pk) for pk in given.selected],
        "adjustment": f"{given.adjustment:g}" if given.adjustment else "",
        "adjustment_reason": given.adjustment_reason,
        "comment": given.comment,
    }


def _lines(form: MarkForm, lines: list[RubricItem]) -> list[dict[str, Any]]:
    """The lines of the rubric, each with its number key and whether it is chosen."""
    chosen = {str(value) for value in form["selected"].value() or []}
    return [
        {
            "item": line,
            "key": str(place) if place < 10 else "0" if place == 10 else "",
            "chosen": str(line.pk) in chosen,
        }
        for place, line in enumerate(lines, start=1)
    ]


def _remarks(form: MarkForm, mark: Mark | None) -> list[dict[str, str]]:
    """The comments in the work, as fields: those that were typed, or those that are stored."""
    if form.is_bound:
        errors = form.remark_errors or [""] * len(form.remarks)
        rows = [
            _remark_row(remark, error) for remark, error in zip(form.remarks, errors, strict=True)
        ]
    else:
        stored = mark.remarks.all() if mark else []
        rows = [_remark_row(Remark(each.text, each.line, each.quote), "") for each in stored]
    return rows + [{"at": "", "text": "", "error": ""}] * BLANK_REMARKS


def _remark_row(remark: Remark, error: str) -> dict[str, str]:
    at = str(remark.line) if remark.line is not None else remark.quote
    return {"at": at, "text": remark.text, "error": error}
