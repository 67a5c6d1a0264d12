"""What is answered while the database cannot work: 503, and nothing that was sent is lost.

A script hears it as JSON and tries again by itself; htmx gets a sentence; a plain form gets a page
that holds everything it sent, with a button to send it again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from courseware.transactions import is_unavailable

log = logging.getLogger(__name__)
RETRY_AFTER = 2  # seconds
NOT_SAVED = "Not saved yet: the site is busy. It is kept in this browser and will be sent again."
NOT_TAKEN = "Not taken yet: the site is busy. What you wrote is still here; send it again."
SHORT = 40  # characters; what is longer, or has several words, somebody wrote
_SECRET = "password"


@dataclass(frozen=True)
class Field:
    """A field of the form that was sent, to be sent again."""

    name: str
    value: str

    @property
    def is_secret(self) -> bool:
        """Such as a password: typed again rather than written into a page."""
        return _SECRET in self.name.lower()

    @property
    def is_text(self) -> bool:
        return len(self.value) > SHORT or len(self.value.split()) > 1


class UnavailableMiddleware:
    """Answers for views that could not reach the database or waited for it in vain."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not is_unavailable(error):
            return None
        log.error("The database could not serve %s %s.", request.method, request.path, exc_info=1)
        return answer(request)


def answer(request: HttpRequest) -> HttpResponse:
    """503 in the form that was asked for; touches no database."""
    accepted = request.headers.get("Accept", "")
    if "application/json" in accepted and "text/html" not in accepted:
        response: HttpResponse = JsonResponse({"sentence": NOT_SAVED}, status=503)
    elif request.headers.get("HX-Request") == "true":
        response = HttpResponse(NOT_TAKEN, status=503, content_type="text/plain; charset=utf-8")
    else:
        response = HttpResponse(_page(request), status=503)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def _page(request: HttpRequest) -> str:
    """Without the request: what the page header would ask for may be what does not answer."""
    posted = request.method == "POST"
    context = {
        "posted": posted,
        "action": request.get_full_path(),
        "fields": list(_fields(request)) if posted else [],
        "files": list(_files(request)) if posted else [],
        "csrf_token": get_token(request),
    }
    return render_to_string("503.html", context)


def _fields(request: HttpRequest) -> Iterator[Field]:
    try:
        pairs = list(request.POST.lists())
    except UnreadablePostError:
        return
    for name, values in pairs:
        if name != "csrfmiddlewaretoken":
            yield from (Field(name, value) for value in values)


def _files(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """A page cannot hand a file back: its name, so that it is chosen again."""
    try:
        files = list(request.FILES.items())
    except UnreadablePostError:
        return
    yield from ((field, file.name or field) for field, file in files)
