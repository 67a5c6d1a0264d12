"""The health page, for monitoring; it names parts of the site and no people."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courseware.health.checks import run_checks


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    checks = run_checks()
    ok = all(check.ok for check in checks.values())
    response = JsonResponse(
        {"ok": ok, "checks": {name: check.as_dict() for name, check in checks.items()}},
        status=200 if ok else 503,
    )
    # Keeps Django from logging each 503: a monitor that asks every second would fill the log.
    response._has_been_logged = True
    return response
