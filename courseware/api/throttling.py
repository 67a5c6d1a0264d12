"""How many requests a person may send.

Requests that change something are counted in the database, where all processes see them. Reading is
counted in each process for itself: it costs little, and counting it there would cost more.
"""

from __future__ import annotations

from django.http import HttpRequest
from ninja.throttling import AuthRateThrottle, BaseThrottle

from courseware.people.allowances import Allowance
from courseware.people.throttle import count_request

READS = "1200/m"
WRITES = Allowance("API writes by", burst=120, first_wait=5, max_wait=60, decay=1)
SAFE = ("GET", "HEAD", "OPTIONS")


class PersonThrottle(BaseThrottle):
    """For all operations. Raises `TooManyAttempts` for what changes something."""

    def __init__(self) -> None:
        self._reads = AuthRateThrottle(READS)

    def allow_request(self, request: HttpRequest) -> bool:
        if request.method in SAFE:
            return self._reads.allow_request(request)
        count_request(request, WRITES, str(request.user.pk))
        return True

    def wait(self) -> float | None:
        return self._reads.wait()
