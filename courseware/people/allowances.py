"""How many failures are allowed at once, and how long to wait after more of them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Count(Protocol):
    """A stored number of failures and when it was true: `courseware.people.models`."""

    count: float
    updated_at: datetime


@dataclass(frozen=True)
class Allowance:
    """``burst`` failures without a wait, then waits that double from ``first_wait`` seconds up to
    ``max_wait``. One failure is forgotten every ``decay`` seconds.

    ``name`` tells counters with this allowance from others.
    """

    name: str
    burst: int
    first_wait: float
    max_wait: float
    decay: float

    def wait_after(self, count: float) -> float:
        """Seconds to wait after so many failures."""
        over = round(count) - self.burst
        # 2**30 seconds are longer than any limit; larger powers would overflow at last.
        return min(self.max_wait, self.first_wait * 2.0 ** min(over, 30)) if over >= 0 else 0.0

    def current_count(self, counter: Count, now: datetime) -> float:
        """The failures that are not forgotten yet."""
        return max(0.0, counter.count - (now - counter.updated_at).total_seconds() / self.decay)

    def is_exceeded(self, counter: Count, now: datetime) -> bool:
        return self.wait_after(self.current_count(counter, now)) > 0

    def remaining_wait(self, counter: Count, now: datetime) -> float:
        """Seconds until the next try; 0 when it need not wait."""
        passed = (now - counter.updated_at).total_seconds()
        return max(0.0, self.wait_after(counter.count) - passed)


# Who mistypes a password never waits; guessing gets six tries an hour in the end.
PAIR = Allowance("pair", burst=5, first_wait=5, max_wait=600, decay=600)
# A minute at most, because the owner may be the stranger: on a new device, in a new network.
ACCOUNT = Allowance("account", burst=20, first_wait=5, max_wait=60, decay=60)
# The typing errors of a class that signs in behind one address.
NETWORK = Allowance("network", burst=60, first_wait=2, max_wait=30, decay=30)
# Of codes by strangers who know the password: at one an hour, a right one takes centuries.
CODES = Allowance("codes", burst=10, first_wait=30, max_wait=3600, decay=3600)
