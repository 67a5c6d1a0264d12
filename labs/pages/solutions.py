"""The lab's solutions with what their authors say of them, beside one's own code.

They are shown when nobody can hand in any more, or after all points where the lab says so. Whether
that is so is asked here and nowhere else.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courseware.deadlines.selectors import last_date
from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.clock import shown_time
from courseware.people.models import User
from courseware.people.permissions import Permission
from courseware.people.policy import member_required
from courseware.ui.data_errors import handle_data_errors
from labs import selectors
from labs.models import LabRevision, Submission

FOLDER = "solutions/"
FULL_MARKS = 100.0


@dataclass(frozen=True)
class Solution:
    """One of the lab's solutions; ``commentary`` is what its author wrote at its head."""

    name: str
    commentary: str
    code: str


def are_shown(item: Item, revision: LabRevision, score: float | None, now: datetime) -> bool:
    """Whether a student may see the solutions.

    Args:
        item: the lab.
        revision: its current one.
        score: of 100, that the student has.
        now: the time.
    """
    reached = score is not None and score >= FULL_MARKS and not item.scores_held
    if revision.solutions_after_full_marks and reached:
        return True
    usual = item.closes_at or item.due_at
    if usual is None or now <= usual:
        return False  # nobody's date comes before the usual one
    last = last_date(item)
    return last is not None and now > last


def solutions_of(revision: LabRevision) -> list[Solution]:
    """Those of a revision with its files, by name."""
    texts = sorted((name, text) for name, text in revision.files.items() if name.startswith(FOLDER))
    return [_solution(name.removeprefix(FOLDER), text) for name, text in texts]


def _solution(name: str, text: str) -> Solution:
    stem, _dot, ending = name.rpartition(".")
    shown = stem.replace("_", " ").capitalize()
    if ending != "py":
        return Solution(shown, "", text)
    tree = ast.parse(text)
    commentary = ast.get_docstring(tree) or ""
    first = tree.body[0] if tree.body else None
    end = (first.end_lineno or 0) if commentary and first is not None else 0
    return Solution(shown, commentary, "\n".join(text.splitlines()[end:]).strip("\n") + "\n")


@require_safe
@never_cache
@member_required
@handle_data_errors
def solutions(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; 403 with the reason as long as a student may not see it."""
    item = item_or_404(request.course, "lab", slug)
    revision = LabRevision.objects.get(item=item, current=True)
    score = selectors.score_of(item, request.user)
    early = request.access.may(Permission.SEE_CONTENT)
    if not early and not are_shown(item, revision, score, shown_time()):
        raise PermissionDenied(_refusal(item, revision))
    context = {
        "item": item,
        "revision": revision,
        "solutions": solutions_of(revision),
        "own": _own(item, request.user),
    }
    return render(request, "labs/solutions.html", context)


def _refusal(item: Item, revision: LabRevision) -> str:
    last = last_date(item) if item.due_at or item.closes_at else None
    early = revision.solutions_after_full_marks
    if last is None and early:
        return _("Solutions are shown once you have full points.")
    if last is None:
        return _(
            "This lab’s solutions are not shown, because students without a deadline can still "
            "submit."
        )
    date = date_format(timezone.localtime(last), pgettext("date format", "D j M Y, H:i T"))
    text = (
        _("Solutions are shown once you have full points, and to everyone after %(date)s.")
        if early
        else _("Solutions are shown after %(date)s, once everyone's deadline has passed.")
    )
    return text % {"date": date}


def _own(item: Item, user: User) -> Submission | None:
    """The code that counts, else the last."""
    counting = selectors.counting_ids(item, user)
    if counting:
        return selectors.own_submission(item, user, counting[0])
    return selectors.latest_submission(item, user)
