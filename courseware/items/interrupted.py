"""Work that an outage has interrupted, as item kinds tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Interrupted:
    """One person's work with a time limit.

    ``lost`` is the part of the outage in which it ran, and ``limit`` the time that everybody has.
    ``ended`` says that its time ended in the outage, so that more minutes come too late.
    """

    item: int
    user: int
    lost: timedelta
    limit: timedelta
    ended: bool = False
