"""Dates in the person's own zone and texts in their language, on every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone, translation

from courseware.people.zones import zone_of

ZONE_COOKIE = "zone"  # the browser's own, which the pages' script tells


class PreferencesMiddleware:
    """Holds while the page is made; afterwards the thread is as it was.

    Only browsers with a session are asked who they belong to.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with timezone.override(None), translation.override(translation.get_language()):
            response = self.get_response(request)
            if getattr(request, "speaks", ""):
                response["Content-Language"] = request.speaks
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        try:
            user = request.user
            if not user.is_authenticated:
                return
        except DatabaseError:  # the page finds out itself, and says so
            return
        if zone := zone_of(user.time_zone) or zone_of(request.COOKIES.get(ZONE_COOKIE, "")):
            timezone.activate(zone)
        if user.language in dict(settings.LANGUAGES):
            translation.activate(user.language)
            request.speaks = user.language
