"""Pages for authors; all staff of the course see them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseware.items.selectors import item_or_404
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from quizzes import selectors
from quizzes.authoring import overview


@require_safe
@permission_required(Permission.SEE_CONTENT)
def quiz(request: HttpRequest, slug: str) -> HttpResponse:
    """The questions of a quiz with keys, rules and what blind guessing would earn."""
    item = item_or_404(request.course, "quiz", slug)
    revision = selectors.current_revision(item)
    context = {"item": item, "revision": revision, "rows": overview.quiz_rows(item, revision)}
    return render(request, "quizzes/author.html", context)


@require_safe
@permission_required(Permission.SEE_CONTENT)
def coverage(request: HttpRequest) -> HttpResponse:
    """Sections without a question; questions whose paragraph changed."""
    return render(request, "quizzes/coverage.html", overview.coverage_of(request.course))
