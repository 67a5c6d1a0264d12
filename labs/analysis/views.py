"""The pages of a lab's analysis, for those who may see statistics of the course."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courseware.analysis.scope import scope_of
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors
from labs import selectors
from labs.analysis.page import analysis_context
from labs.analysis.reports import Report, report
from labs.analysis.speed_page import speed_context


@require_safe
@never_cache
@permission_required(Permission.SEE_ANALYSIS)
@handle_data_errors
def analysis(request: HttpRequest, slug: str) -> HttpResponse:
    """Cases, mistakes, tries and time, and who is stuck."""
    item = item_or_404(request.course, "lab", slug)
    found = report(item, scope_of(request.access))
    if request.htmx:
        return _awaited(found)
    context = {"item": item, "report": found}
    if found.facts is not None:
        names = request.access.may(Permission.SEE_GRADES)
        context |= analysis_context(item, found.facts, names=names)
    return render(request, "labs/analysis.html", context)


@require_safe
@never_cache
@permission_required(Permission.SEE_ANALYSIS)
@handle_data_errors
def speed(request: HttpRequest, slug: str) -> HttpResponse:
    """Ratios of speed; with ``?full_at=`` and ``?zero_at=`` what other thresholds would change."""
    item = item_or_404(request.course, "lab", slug)
    found = report(item, scope_of(request.access))
    if request.htmx:
        return _awaited(found)
    context = {"item": item, "report": found}
    status = 200
    if found.facts is not None:
        revision = selectors.current_revision(item)
        context |= speed_context(revision, found.facts, request.GET)
        status = 422 if context["error"] else 200
    return render(request, "labs/speed.html", context, status=status)


def _awaited(found: Report) -> HttpResponse:
    """For a page that waits for newer figures."""
    return HttpResponse(status=204, headers={"HX-Refresh": "true"} if found.is_current else {})
