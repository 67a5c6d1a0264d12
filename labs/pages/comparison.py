"""Two submissions of one person, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courseware.people.policy import member_required
from courseware.ui.data_errors import handle_data_errors
from labs import selectors
from labs.models import Submission

MAX_LINES = 2000
"""Of one side; longer code takes too long to compare while a page waits."""
_MAX_DIGITS = 18


@dataclass(frozen=True)
class DiffLine:
    """A line of both sides, or of the one whose number it has."""

    kind: str  # same, removed, added
    before: int | None
    after: int | None
    text: str


def diff_lines(before: str, after: str) -> list[DiffLine]:
    """All lines of both, in order: removed lines come before added ones."""
    first, second = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(None, first, second)
    return [
        line
        for tag, i, j, k, m in matcher.get_opcodes()
        for line in _lines(tag, first, second, range(i, j), range(k, m))
    ]


def _lines(
    tag: str, first: list[str], second: list[str], old: range, new: range
) -> Iterator[DiffLine]:
    if tag == "equal":
        for n, m in zip(old, new, strict=True):
            yield DiffLine("same", n + 1, m + 1, first[n])
        return
    for n in old:
        yield DiffLine("removed", n + 1, None, first[n])
    for m in new:
        yield DiffLine("added", None, m + 1, second[m])


@require_safe
@member_required
@handle_data_errors
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """``?before=12&after=15``: of two submissions that the viewer may see, what has changed."""
    before, after = (_submission(request, slug, name) for name in ("before", "after"))
    if before.user_id != after.user_id:
        raise Http404(_("There is no such submission."))
    too_long = any(each.code.count("\n") > MAX_LINES for each in (before, after))
    lines = [] if too_long else diff_lines(before.code, after.code)
    context = {
        "item": after.item,
        "before": before,
        "after": after,
        "lines": lines,
        "too_long": too_long,
        "equal": not too_long and all(line.kind == "same" for line in lines),
    }
    return render(request, "labs/compare.html", context)


def _submission(request: HttpRequest, slug: str, name: str) -> Submission:
    number = request.GET.get(name, "")
    if not number.isdecimal() or len(number) > _MAX_DIGITS:
        raise Http404(_("There is no such submission."))
    return selectors.submission_or_404(request.access, slug, int(number))
