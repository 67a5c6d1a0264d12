"""The staff's pages about people: attempts, accommodations, the record of one attempt."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors
from quizzes import selectors, services
from quizzes.pages import people_page
from quizzes.pages.accommodation_form import AccommodationForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works on the quiz, and more time for one person, which applies at once."""
    item = item_or_404(request.course, "quiz", slug)
    may_grant = request.access.may(Permission.GRANT)
    if request.method == "POST" and not may_grant:
        raise PermissionDenied(_("Your role in this course does not include accommodations."))
    form = AccommodationForm(request.POST or None, students=request.access.students())
    if request.method == "POST" and form.is_valid():
        services.grant_accommodation(
            course=request.course,
            item=None if form.cleaned_data["everywhere"] else item,
            user=form.cleaned_data["user"],
            grant=form.grant(),
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        messages.success(
            request,
            _("Saved. It takes effect immediately, even in an attempt that is in progress."),
        )
        return redirect("quizzes:people", request.course.slug, slug)
    context = people_page.people_context(item, request.access, timezone.now())
    context["form"] = form if may_grant else None
    return render(request, "quizzes/people.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def record(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Everything that happened to an attempt, and whether its replay gives what is stored."""
    item = item_or_404(request.course, "quiz", slug)
    shown = selectors.attempt_or_404(item, pk, request.access)
    return render(request, "quizzes/record.html", people_page.record_context(shown))
