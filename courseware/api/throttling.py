"""How many requests a person may send.

Requests that change something are counted in the database, where all processes see them. Reading is
counted in each process for itself: it costs little, and counting it there would cost more.
"""

from __future__ import annotations

import threading

from django.http import HttpRequest
from ninja.throttling import AuthRateThrottle, BaseThrottle

from courseware.people.allowances import Allowance
from courseware.people.throttle import TooManyAttempts, count_request

READS = "1200/m"
WRITES = Allowance("API writes by", burst=120, first_wait=5, max_wait=60, decay=1)
SAFE = ("GET", "HEAD", "OPTIONS")


class PersonThrottle(BaseThrottle):
    """For all operations. One object serves all threads, so that each keeps its own wait."""

    def __init__(self) -> None:
        self._local = threading.local()

    def allow_request(self, request: HttpRequest) -> bool:
        if request.method in SAFE:
            reads = AuthRateThrottle(READS)
            allowed: bool = reads.allow_request(request)
            self._local.wait = None if allowed else reads.wait()
            return allowed
        try:
            count_request(request, WRITES, str(request.user.pk))
        except TooManyAttempts as error:
            self._local.wait = float(error.seconds)
            return False
        return True

    def wait(self) -> float | None:
        wait: float | None = self._local.wait
        return wait
