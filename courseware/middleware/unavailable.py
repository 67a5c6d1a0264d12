"""Responds with 503 while the database does not work or a disk is full; what was sent is kept.

Scripts get JSON and try again by themselves, htmx gets a sentence, and a plain form of this site
gets a page with everything that it sent and a button to send it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from courseware.database.transactions import is_unavailable
from courseware.middleware.form_data import is_same_origin, submitted_fields, submitted_files

log = logging.getLogger(__name__)
RETRY_AFTER = 2  # seconds
NOT_SAVED = _(
    "Not saved yet: the site is busy. Your answer is kept in this browser and will be sent again."
)
NOT_TAKEN = _("Not sent yet: the site is busy. What you wrote is still here; send it again.")


class UnavailableMiddleware:
    """Responds for views that could not reach the database or waited for it too long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_unavailable(error):
            return None
        log.error(
            "Database or disk could not serve %s %s.", request.method, request.path, exc_info=error
        )
        return response_for(request)


def response_for(request: HttpRequest, *, checked: bool = True) -> HttpResponse:
    """503 in the format that the request accepts, without the database.

    ``checked``: whether the request has certainly passed the check of its security token.
    """
    accepted = request.headers.get("Accept", "")
    if "application/json" in accepted and "text/html" not in accepted:
        response: HttpResponse = JsonResponse({"sentence": NOT_SAVED}, status=503)
    elif request.headers.get("HX-Request") == "true":
        response = HttpResponse(
            str(NOT_TAKEN), status=503, content_type="text/plain; charset=utf-8"
        )
    else:
        response = HttpResponse(_page(request, checked), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest, checked: bool) -> str:
    """Rendered without the request, because the page header may need what does not work.

    What another site made a browser send must not become a form with a valid token.
    """
    posted = request.method == "POST"
    here = is_same_origin(request) if posted else None
    kept = posted and (here is True or (here is None and checked))
    context = {
        "posted": posted,
        "kept": kept,
        "action": request.get_full_path(),
        "fields": list(submitted_fields(request)) if kept else [],
        "files": list(submitted_files(request)) if kept else [],
        "csrf_token": get_token(request),
    }
    return render_to_string("503.html", context)
