"""The staff's pages about the questions: item analysis, and regrades by a corrected key."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courseware.analysis.scope import scope_of
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors
from quizzes import selectors, services
from quizzes.analysis import reports
from quizzes.pages import regrade_page

MAX_REASON = 300  # characters


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


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(Permission.CHANGE_GRADES)
@handle_data_errors
def regrade(request: HttpRequest, slug: str) -> HttpResponse:
    """Who would gain and lose by the newest key; posting starts a dry run or a regrade."""
    item = item_or_404(request.course, "quiz", slug)
    if request.method == "POST":
        reason = request.POST.get("reason", "").replace("\0", "").strip()
        dry_run = "dry_run" in request.POST
        if len(reason) > MAX_REASON:
            error = _("The reason has %(count)d characters. At most %(most)d are allowed.") % {
                "count": len(reason),
                "most": MAX_REASON,
            }
            context = regrade_page.regrade_context(item) | {"reason": reason, "error": error}
            return render(request, "quizzes/regrade.html", context, status=422)
        services.start_regrade(item=item, by=request.user, reason=reason, dry_run=dry_run)
        return redirect("quizzes:regrade", request.course.slug, slug)
    return render(request, "quizzes/regrade.html", regrade_page.regrade_context(item))


@require_safe
@never_cache
@permission_required(Permission.CHANGE_GRADES)
def regrade_progress(request: HttpRequest, slug: str) -> HttpResponse:
    """How far regrades are, for a page that stays open; it is reloaded when they are done."""
    item = item_or_404(request.course, "quiz", slug)
    running = regrade_page.running_regrades(item)
    if not running:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"item": item, "running": running, "revision": selectors.current_revision(item)}
    return render(request, "quizzes/regrade_progress.html", context)
