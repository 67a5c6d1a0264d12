"""The limits of one process of the site; the values are in the settings."""

from __future__ import annotations

import resource
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Counts are for one process, times in seconds, sizes in bytes."""

    connections: int
    per_address: int
    head_bytes: int
    head_seconds: float
    body_bytes: int
    body_seconds: float
    reply_seconds: float

    @property
    def requests(self) -> int:
        """Requests under way: fewer than connections, so that some of those can be evicted."""
        return self.connections // 2

    @property
    def requests_per_address(self) -> int:
        return max(1, self.per_address // 2)

    @property
    def bodies_bytes(self) -> int:
        """All request bodies together that wait for their rest or for their turn."""
        return 8 * self.body_bytes


def raise_descriptor_limit() -> None:
    """Lets this process open as many files as the system permits; 1024 are usual without it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
