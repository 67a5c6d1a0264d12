"""What the pages of launches share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from courseware.lti.frames import in_frames, origins_of
from courseware.lti.refusals import Refused

View = Callable[..., HttpResponse]


def says_why(view: View) -> View:
    """A launch that goes no further ends on a page that says why, within the platform's too."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refusal:
            return refused(request, refusal)

    return never_cache(wrapped)


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    context = {"sentence": str(refusal)}
    response = render(request, "lti/refused.html", context, status=refusal.status)
    if refusal.platform is None:
        return response
    return in_frames(request, response, origins_of(refusal.platform))


def number_in(text: str) -> int:
    """The id that a button stands for; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
