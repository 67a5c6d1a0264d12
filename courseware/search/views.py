"""The search page; the palette asks it for the options alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseware.people.clock import shown_time
from courseware.people.permissions import Permission
from courseware.people.policy import member_required
from courseware.search import selectors

LONGEST = 100
MOST, MOST_OPTIONS = 50, 12


@require_safe
@member_required
def search(request: HttpRequest) -> HttpResponse:
    """With ``options`` in the address, the palette's list."""
    typed = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    as_options = "options" in request.GET
    found = selectors.search(
        request.course,
        typed,
        unopened=request.access.may(Permission.SEE_CONTENT),
        now=shown_time(),
        limit=MOST_OPTIONS if as_options else MOST,
    )
    context = {"typed": typed, "found": found}
    return render(request, "search/options.html" if as_options else "search/page.html", context)
