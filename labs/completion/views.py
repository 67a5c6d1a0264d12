"""What the editor completes, as JSON."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from courseware.people.policy import member_required
from labs.completion.numpy_names import numpy_names

YEAR = 365 * 24 * 3600


@require_safe
@member_required
def numpy(request: HttpRequest, version: str) -> JsonResponse:
    """NumPy's names. The version in the address is why browsers may keep it."""
    response = JsonResponse(numpy_names())
    patch_cache_control(response, private=True, max_age=YEAR, immutable=True)
    return response
