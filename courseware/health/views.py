"""One page for whoever watches the site; it names parts and no people."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courseware.health.checks import run_checks


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    checks = run_checks()
    well = all(check.ok for check in checks.values())
    response = JsonResponse(
        {"ok": well, "checks": {name: check.as_dict() for name, check in checks.items()}},
        status=200 if well else 503,
    )
    # A 503 here is an answer and no fault of the site's: asked every second, it would fill the log.
    response._has_been_logged = True
    return response
