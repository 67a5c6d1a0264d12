"""The list of students who fall behind. The home itself is a view of `courseware.courses`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courseware.analysis.scope import scope_of
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.teaching.behind import falling_behind
from courseware.teaching.home import counted
from courseware.teaching.rules import NAMES, explained
from courseware.teaching.summary import Summary, summary_of
from courseware.ui.data_errors import handle_data_errors

PER_PAGE = 200


@require_safe
@never_cache
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def behind(request: HttpRequest) -> HttpResponse:
    """All of them, or with ``?rule=`` those that one rule lists."""
    now, students = timezone.now(), request.access.students()
    summary = summary_of(request.course, scope_of(request.access), students.count(), now)
    if request.htmx:
        return awaited(summary)
    everybody = falling_behind(students, summary.figures if summary else {}, now)
    rule = request.GET.get("rule", "")
    chosen = [each for each in everybody if rule in each.rules] if rule in NAMES else everybody
    context = {
        "course": request.course,
        "summary": summary,
        "path": request.get_full_path(),
        "rule": rule if rule in NAMES else "",
        "behind": chosen[:PER_PAGE],
        "may_grant": request.access.may(Permission.GRANT),
        "may_write": request.access.may(Permission.CHANGE_COURSE),
        "count": len(chosen),
        "most": PER_PAGE,
        "total": len(everybody),
        "behind_rules": counted(everybody),
        "rules": explained(),
    }
    return render(request, "teaching/behind.html", context)


def awaited(summary: Summary | None) -> HttpResponse:
    """For a page that waits for newer figures: it is to be loaded again, or nothing."""
    is_there = summary is not None and summary.is_current
    return HttpResponse(status=204, headers={"HX-Refresh": "true"} if is_there else {})
