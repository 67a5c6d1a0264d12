"""The staff's page about the questions: item analysis."""

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
from quizzes.analysis import reports


@require_safe
@never_cache
@permission_required(Permission.SEE_ANALYSIS)
@handle_data_errors
def analysis(request: HttpRequest, slug: str) -> HttpResponse:
    """Statistics of first attempts, or with ``?attempts=all`` of all."""
    item = item_or_404(request.course, "quiz", slug)
    first_only = request.GET.get("attempts") != "all"
    report = reports.report(item, first_only=first_only, scope=scope_of(request.access))
    if request.htmx:  # a page that waits for newer figures
        return HttpResponse(status=204, headers={"HX-Refresh": "true"} if report.is_current else {})
    return render(request, "quizzes/analysis.html", {"item": item, "report": report})
