"""Signs the preview's student in, reads what was saved, and puts the preview's bar on each page."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from courseware.preview.site import PreviewSite, preview_site
from courseware.preview.views import faults_page

OWN = "/preview/"
_BODY = re.compile(rb"<body[^>]*>")


class PreviewMiddleware:
    """Runs after Django's own, whose anonymous user it replaces."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        site = preview_site()
        response = None
        is_page = request.method == "GET" and not request.headers.get("HX-Request")
        if is_page and not request.path.startswith(OWN):
            changed = site.refresh()
            request.user = site.reader or request.user
            if site.faults:
                response = faults_page(request, site)
            elif changed and request.path != site.address:
                return redirect("preview")  # what this page was about is no more
        if site.reader is not None:
            request.user = site.reader
        return _with_bar(response or self.get_response(request), site)


def _with_bar(response: HttpResponse, site: PreviewSite) -> HttpResponse:
    """Pages get the bar and its script; fragments and data stay as they are."""
    if response.streaming or not response.get("Content-Type", "").startswith("text/html"):
        return response
    bar = render_to_string("preview/bar.html", {"site": site}).encode()
    response.content = _BODY.sub(lambda body: body[0] + bar, response.content, count=1)
    return response
