"""The staff's pages about people: attempts, extensions, the record of one attempt."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors
from quizzes import selectors
from quizzes.pages import people_page


@require_safe
@never_cache
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Who works on the quiz, and who was given more time or attempts."""
    item = item_or_404(request.course, "quiz", slug)
    context = people_page.people_context(item, request.access, timezone.now())
    return render(request, "quizzes/people.html", context)


@require_safe
@never_cache
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def record(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Everything that happened to an attempt, and whether its replay gives what is stored."""
    item = item_or_404(request.course, "quiz", slug)
    shown = selectors.attempt_or_404(item, pk, request.access)
    return render(request, "quizzes/record.html", people_page.record_context(shown))
