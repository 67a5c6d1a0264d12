"""Measures how long responses take."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from courseware.metrics.series import REQUESTS
from courseware.serving.methods import method_label


class MetricsMiddleware:
    """Views are named as in the URL patterns, so that addresses make no series of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = match.view_name if match and match.view_name else "none"
        labels = REQUESTS.labels(view, method_label(request.method), str(response.status_code))
        labels.observe(time.perf_counter() - began)
        return response
