"""Pages whose stored data cannot be read say so in a sentence, and change nothing.

A last resort: pages that list many rows skip the unreadable row, or say so in its place
(`courseware.database.row_errors`).
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
    """Decorates a view directly, below the decorators that check who may see it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DATA_ERRORS:
            log.exception("%s %s meets data that cannot be read.", request.method, request.path)
            return _response(request)

    return wrapped


def _response(request: HttpRequest) -> HttpResponse:
    """In the format that the request accepts; the page keeps what a form has sent."""
    posted = request.method == "POST"
    status = 409 if posted else 200
    accepted = request.headers.get("Accept", "")
    if "application/json" in accepted and "text/html" not in accepted:
        return JsonResponse({"sentence": NOT_SAVED}, status=409)
    fields = list(submitted_fields(request)) if posted else []
    files = list(submitted_files(request)) if posted else []
    return render(request, "ui/unreadable.html", {"fields": fields, "files": files}, status=status)
