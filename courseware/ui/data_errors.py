"""A page whose row has a form that the site cannot read says so in a sentence, and changes nothing.

The last resort: pages that list many rows leave out the one that cannot be read, or say so in its
place (`courseware.database.row_errors`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from courseware.database.row_errors import DATA_ERRORS
from courseware.middleware.form_data import submitted_fields, submitted_files

log = logging.getLogger(__name__)
NOT_SAVED = _(
    "Not saved: the site cannot read some of the stored data. "
    "Copy what you wrote, and tell your instructor."
)


def handle_data_errors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """To stand next to the view, below the decorators that ask who may see it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DATA_ERRORS:
            log.exception("%s %s meets data that cannot be read.", request.method, request.path)
            return _answer(request)

    return wrapped


def _answer(request: HttpRequest) -> HttpResponse:
    """In the form that was asked for; what a form has sent stands on the page."""
    posted = request.method == "POST"
    status = 409 if posted else 200
    accepted = request.headers.get("Accept", "")
    if "application/json" in accepted and "text/html" not in accepted:
        return JsonResponse({"sentence": NOT_SAVED}, status=409)
    fields = list(submitted_fields(request)) if posted else []
    files = list(submitted_files(request)) if posted else []
    return render(request, "ui/unreadable.html", {"fields": fields, "files": files}, status=status)
