"""A page whose row has a form that the site cannot read says so in a sentence, and changes nothing.

The last resort: pages that list many rows leave out the one that cannot be read, or say so in its
place (`courseware.rows`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courseware.rows import UNREADABLE

log = logging.getLogger(__name__)


def says_if_unreadable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """To stand next to the view, below the decorators that ask who may see it."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except UNREADABLE:
            log.exception("The page %s cannot be shown.", request.path)
            status = 200 if request.method in ("GET", "HEAD") else 409
            return render(request, "look/unreadable.html", status=status)

    return wrapped
