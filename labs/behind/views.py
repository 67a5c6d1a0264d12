"""The page behind a lab, for those who may see the content of the course."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courseware.items.models import Item
from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors
from labs.behind import drawing
from labs.behind.page import behind_context, seed_of
from labs.models import LabRevision, Submission


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(Permission.SEE_CONTENT)
@handle_data_errors
def behind(request: HttpRequest, slug: str) -> HttpResponse:
    """The files of a lab; with ``?seed=`` or ``?submission=`` the cases of a seed.

    Posting a seed asks a worker to draw them.
    """
    item = item_or_404(request.course, "lab", slug)
    if request.method == "POST":
        return _ask(request, item)
    submission = _submission(request, item)
    if submission is None:
        revision = LabRevision.objects.get(item=item, current=True)
        seed, error = seed_of(request.GET.get("seed", ""))
    else:
        revision, seed, error = submission.revision, submission.seed, ""
    context = behind_context(revision, seed, error)
    draw = context["draw"]
    if request.htmx:  # a page that waits for the worker
        is_drawn = draw is None or draw.drawn_at is not None
        return HttpResponse(status=204, headers={"HX-Refresh": "true"} if is_drawn else {})
    context |= {"item": item, "submission": submission}
    return render(request, "labs/behind.html", context, status=422 if error else 200)


def _ask(request: HttpRequest, item: Item) -> HttpResponse:
    """The seed that was typed, or that of a submission with the revision it was graded by."""
    page = reverse("labs:behind", args=[item.course.slug, item.slug])
    submission = _submission(request, item)
    if submission is not None:
        drawing.ask(submission.revision, submission.seed)
        return redirect(f"{page}?{urlencode({'submission': submission.pk})}#cases")
    seed, error = seed_of(request.POST.get("seed", ""))
    if seed and not error:
        drawing.ask(LabRevision.objects.get(item=item, current=True), seed)
    return redirect(f"{page}?{urlencode({'seed': request.POST.get('seed', '')[:100]})}#cases")


def _submission(request: HttpRequest, item: Item) -> Submission | None:
    """The one that is asked for, of a student whose work the person may see."""
    asked = request.POST.get("submission") or request.GET.get("submission") or ""
    if not asked:
        return None
    if asked.isdecimal() and len(asked) < 19 and request.access.may(Permission.SEE_GRADES):
        own = Submission.objects.filter(
            item=item, pk=int(asked), user__in=request.access.students()
        )
        found = own.select_related("revision", "user").first()
        if found is not None:
            return found
    raise Http404(_("There is no such submission."))
