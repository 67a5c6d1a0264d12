"""The release of an item's scores, and the log of changes of many scores."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courseware.gradebook import bulk_services, release, rules_services, services
from courseware.gradebook.change_log import single_changes
from courseware.gradebook.models import ChangeKind, ScoreBatch
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required

LISTED = 100


@require_POST
@permission_required(Permission.CHANGE_GRADES)
def set_release(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Holds the scores of an item back with ``held``, or releases them."""
    item = item_or_404(request.course, kind, slug)
    reason = request.POST.get("reason", "").replace("\0", "")
    if request.POST.get("held"):
        release.hold_scores(item=item, by=request.user, reason=reason)
        text = _(
            "The scores for %(item)s are now hidden. Students only see that their work is graded."
        )
    else:
        release.release_scores(item=item, by=request.user, reason=reason)
        text = _("The scores for %(item)s were released.")
    messages.success(request, text % {"item": item})
    return _back(request)


@require_safe
@permission_required(Permission.SEE_GRADES)
def log(request: HttpRequest) -> HttpResponse:
    """Changes of many scores, releases and rules, and changes of single ones; newest first."""
    batches = ScoreBatch.objects.filter(course=request.course).select_related("item", "by")
    search = request.GET.get("q", "").replace("\0", "").strip()[:100]
    single = Paginator(single_changes(request.access, search), LISTED)
    context = {
        "search": search,
        "page": single.get_page(request.GET.get("page", "")),
        "query": urlencode({"q": search}) if search else "",
        "batches": batches.select_related("undone_by")[:LISTED],
        "most": LISTED,
        "may_change": request.access.may(Permission.CHANGE_GRADES),
    }
    return render(request, "gradebook/log.html", context)


@require_POST
@permission_required(Permission.CHANGE_GRADES)
def undo_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Undoes a change of many scores, or of the rules."""
    batch = get_object_or_404(ScoreBatch, pk=pk, course=request.course)
    try:
        messages.success(request, _undone(request, batch))
    except services.ChangeRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("gradebook-log", request.course.slug)


def _undone(request: HttpRequest, batch: ScoreBatch) -> str:
    if batch.kind in (ChangeKind.HELD, ChangeKind.RELEASED):
        raise services.ChangeRefused(_("Hide or release the scores on the item's page instead."))
    if batch.kind == ChangeKind.RULES:
        rules_services.undo_rules(batch=batch, by=request.user)
        return _("The earlier grading rules were restored.")
    undoing, left = bulk_services.undo_batch(batch=batch, by=request.user)
    text = _("%(count)d scores were restored.") % {"count": undoing.count}
    if left:
        text += " " + _("%(count)d have been changed since and were left as they are.") % {
            "count": left
        }
    return text


def _back(request: HttpRequest, student: int | None = None) -> HttpResponse:
    """To the page of this site that ``next`` names, else to the student or the gradebook."""
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect(target)
    if student is None:
        return redirect("gradebook", request.course.slug)
    return redirect("student", request.course.slug, student)
