"""The table of students and items, as a page and in parts for its script."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from courseware.gradebook.grid.page import grid_context, window
from courseware.gradebook.grid.query import query_from
from courseware.people.permissions import Permission
from courseware.people.policy import permission_required
from courseware.ui.data_errors import handle_data_errors

MOST_ROWS, MOST_COLUMNS = 100, 60


@require_safe
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def gradebook(request: HttpRequest) -> HttpResponse:
    query = query_from(request.GET)
    context = grid_context(request.access, query)
    context["may_change"] = request.access.may(Permission.CHANGE_GRADES)
    context["may_export"] = request.access.may(Permission.EXPORT)
    response = render(request, "gradebook/grid/page.html", context)
    if request.htmx:  # the form sends empty fields too
        response["HX-Replace-Url"] = f"{request.path}{query.address()}"
    return response


@require_safe
@permission_required(Permission.SEE_GRADES)
@handle_data_errors
def part(request: HttpRequest) -> JsonResponse:
    """``first``, ``rows``, ``left`` and ``width`` say which part; the rest is the page's query."""
    found = window(
        request.access,
        query_from(request.GET),
        first=_number(request, "first", 0, 1_000_000),
        count=_number(request, "rows", 50, MOST_ROWS),
        left=_number(request, "left", 0, 100_000),
        width=_number(request, "width", 20, MOST_COLUMNS),
        head="head" in request.GET,
    )
    return JsonResponse(found)


def _number(request: HttpRequest, name: str, default: int, most: int) -> int:
    text = request.GET.get(name, "")
    return min(int(text), most) if text.isascii() and text.isdigit() and len(text) < 9 else default
