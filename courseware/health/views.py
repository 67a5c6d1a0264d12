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
    return JsonResponse(
        {"ok": well, "checks": {name: check.as_dict() for name, check in checks.items()}},
        status=200 if well else 503,
    )
