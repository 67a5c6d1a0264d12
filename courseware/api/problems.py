"""Errors of the API as `application/problem+json` (RFC 9457)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from courseware.database.row_errors import DATA_ERRORS
from courseware.database.transactions import is_unavailable
from courseware.people.throttle import TooManyAttempts

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = 2  # seconds, when the database is busy


class FieldProblem(Schema):
    """What is wrong with one value of a request; ``place`` is its path, such as `body.code`."""

    place: str
    detail: str


class Problem(Schema):
    """Why a request was not done. ``detail`` is a sentence that says what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] = []


_COMMON = (400, 401, 403, 404, 409, 413, 422, 429, 503)
PROBLEMS: dict[Any, Any] = {frozenset(_COMMON): Problem}
"""The responses that every operation may give besides its own."""


class ApiError(Exception):
    """Ends an operation with a problem; nothing was changed."""

    def __init__(self, status: int, detail: str, *, type: str = "about:blank") -> None:
        super().__init__(detail)
        self.status, self.detail, self.type = status, detail, type


def problem(
    status: int,
    detail: str,
    *,
    type: str = "about:blank",
    errors: Sequence[FieldProblem] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The response for an error."""
    found = Problem(
        type=type,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        errors=list(errors),
    )
    return JsonResponse(
        found.model_dump(), status=status, content_type=MEDIA_TYPE, headers=dict(headers or {})
    )


def add_handlers(api: NinjaAPI) -> None:
    """Makes a problem of every exception that is not a bug."""
    handlers: dict[type[Exception], Any] = {
        ApiError: lambda request, error: problem(error.status, error.detail, type=error.type),
        ValidationError: _invalid,
        AuthenticationError: _unauthenticated,
        HttpError: lambda request, error: problem(error.status_code, str(error)),
        Throttled: lambda request, error: _too_many(error.wait or 1),
        TooManyAttempts: lambda request, error: _too_many(error.seconds),
        Http404: lambda request, error: problem(404, str(error) or _("Not found.")),
        PermissionDenied: lambda request, error: problem(
            403, str(error) or _("You do not have permission to do this.")
        ),
        RequestDataTooBig: _too_large,
        Exception: _other,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        FieldProblem(place=".".join(str(part) for part in each["loc"]), detail=each["msg"])
        for each in error.errors
    ]
    detail = _("The request is not valid: see “errors” for what to change.")
    return problem(422, detail, errors=errors)


def _unauthenticated(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    detail = _(
        "Send a valid token: “Authorization: Bearer …”. You can create tokens in your settings."
    )
    return problem(401, detail, headers={"WWW-Authenticate": "Bearer"})


def _too_many(seconds: float) -> HttpResponse:
    wait = max(1, round(seconds))
    detail = _("Too many requests. Wait %(count)d seconds, then try again.") % {"count": wait}
    return problem(429, detail, headers={"Retry-After": str(wait)})


def _too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1000
    return problem(413, _("The request is larger than %(most)d kB.") % {"most": most})


def _other(request: HttpRequest, error: Exception) -> HttpResponse:
    if is_unavailable(error):
        detail = _("The site is busy. Nothing was changed; send the request again.")
        return problem(503, detail, headers={"Retry-After": str(RETRY_AFTER)})
    if isinstance(error, DATA_ERRORS) and request.method == "GET":
        return problem(409, _("The site cannot read some of the stored data."))
    raise error
