"""Turns exceeded limits into responses: status, header and sentence."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from courseware.database.transactions import is_unavailable
from courseware.middleware import unavailable
from courseware.people.devices import set_device_cookie
from courseware.people.page_limits import check_page
from courseware.people.throttle import TooManyAttempts


class ThrottleMiddleware:
    """Sets 429 and Retry-After, on the form that shows the sentence or on a page of its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        set_device_cookie(request, response)
        if seconds := getattr(request, "retry_after", None):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(seconds)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        try:
            check_page(request)
        except TooManyAttempts as error:
            return _page(request, error)
        except DatabaseError as error:  # other middleware sees no exception of process_view
            if not is_unavailable(error):
                raise
            return unavailable.response_for(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """For views that check a password without one of Django's forms."""
        return _page(request, error) if isinstance(error, TooManyAttempts) else None


def _page(request: HttpRequest, error: TooManyAttempts) -> HttpResponse:
    return render(request, "429.html", {"sentence": error.message})
