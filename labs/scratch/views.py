"""Running a scratch cell, and what came of it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.policy import member_required
from courseware.ui.data_errors import handle_data_errors
from labs.models import ScratchRun
from labs.scratch import services
from labs.submissions.refusals import SubmissionRefused


@require_POST
@member_required
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes the code in the editor and the lines to run on it."""
    item = item_or_404(request.course, "lab", slug)
    code, lines = request.POST.get("code", ""), request.POST.get("scratch", "")
    try:
        run = services.start(item=item, user=request.user, code=code, lines=lines)
    except SubmissionRefused as refusal:
        return _shown(request, item, None, refusal=refusal.sentence, status=refusal.status)
    if not request.htmx:
        return redirect("labs:scratch-run", request.course.slug, slug, run.pk)
    return _shown(request, item, run)


@require_safe
@never_cache
@member_required
@handle_data_errors
def result(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One of the person's own runs."""
    item = item_or_404(request.course, "lab", slug)
    run = get_object_or_404(ScratchRun, item=item, user=request.user, pk=pk)
    return _shown(request, item, run)


def _shown(
    request: HttpRequest,
    item: Item,
    run: ScratchRun | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    template = "labs/scratch_result.html" if request.htmx else "labs/scratch_page.html"
    context = {"item": item, "run": run, "refusal": refusal, "posted": request.POST}
    return render(request, template, context, status=status)
