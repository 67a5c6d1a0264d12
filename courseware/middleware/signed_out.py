"""Gives a form back whose session has ended, instead of showing only the sign-in page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from courseware.middleware.form_data import is_same_origin, submitted_fields, submitted_files

ACCOUNTS = "/accounts/"  # signing in and up have forms of their own that keep what was typed
SIGNED_OUT = _(
    "You are signed out, so nothing was sent. What you typed is still here: copy it, sign in, "
    "and send it again."
)


class SignedOutMiddleware:
    """Responds with 401 and the form's data, which a redirect to the sign-in page would lose.

    htmx gets a sentence. Empty forms, and pages, are redirected as usual.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method != "POST" or response.status_code != 302:
            return response
        if request.user.is_authenticated or request.path.startswith(ACCOUNTS):
            return response
        if not _leads_to_sign_in(response):
            return response
        if request.headers.get("HX-Request") == "true":  # it would put the page into this one
            return plain_text_response(str(SIGNED_OUT), status=401)
        typed = any(field.value for field in submitted_fields(request))
        if not typed and not any(submitted_files(request)):
            return response
        return _response(request)


def _leads_to_sign_in(response: HttpResponse) -> bool:
    address = response.headers["Location"].partition("?")[0]
    return address in (resolve_url("account_login"), resolve_url("admin:login"))


def _response(request: HttpRequest) -> HttpResponse:
    # After signing in the browser is on the page that contained the form, not on where it leads.
    back = urlencode({REDIRECT_FIELD_NAME: "/"})
    context = {
        **resubmission_context(request, again=is_same_origin(request) is True),
        "sign_in": f"{resolve_url('account_login')}?{back}",
    }
    response = render(request, "401.html", context, status=401)
    response["Cache-Control"] = "no-store"
    return response


def plain_text_response(sentence: str, *, status: int) -> HttpResponse:
    """For htmx, which shows the sentence and leaves the page as it is."""
    response = HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def resubmission_context(request: HttpRequest, *, again: bool) -> dict[str, Any]:
    """The context of ``ui/resubmission.html``; ``again``: the form can be sent from that page."""
    return {
        "fields": list(submitted_fields(request)),
        "files": list(submitted_files(request)),
        "action": request.get_full_path(),
        "csrf_token": get_token(request),
        "again": again,
    }
