"""Policies of retention: which rows have had their life. Apps register theirs in ``retention``.

No policy may name rows that a score, its history or another record of who did what depends on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet


@dataclass(frozen=True)
class Policy:
    """``expired`` returns the rows that were past their life at the time that it gets.

    ``setting`` is the key of their life in ``KEEP_DAYS``.
    """

    name: str
    setting: str
    expired: Callable[[datetime], QuerySet[Any]]

    @property
    def days(self) -> int:
        return int(settings.KEEP_DAYS[self.setting])

    def rows(self, now: datetime) -> QuerySet[Any]:
        """Those that can be deleted now, in no order."""
        return self.expired(now - timedelta(days=self.days)).order_by()


POLICIES: dict[str, Policy] = {}


def register(name: str, setting: str, expired: Callable[[datetime], QuerySet[Any]]) -> None:
    POLICIES[name] = Policy(name, setting, expired)
