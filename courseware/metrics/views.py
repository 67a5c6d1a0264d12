"""The page that Prometheus reads."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courseware.metrics.access import Access, access
from courseware.metrics.exposition import CONTENT_TYPE_LATEST, exposition


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    granted = access(
        settings.METRICS_TOKEN,
        settings.METRICS_FROM,
        authorization=request.headers.get("Authorization", ""),
        address=request.META.get("REMOTE_ADDR", ""),
    )
    if granted is Access.OFF:
        raise Http404
    if granted is Access.DENIED:
        response = HttpResponse("Send METRICS_TOKEN as a bearer token.\n", "text/plain", 401)
        response["WWW-Authenticate"] = "Bearer"
        return response
    return HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
