"""What all ways of freezing have in common."""

from __future__ import annotations

from typing import Protocol

FREEZE_SECONDS = 1.0
"""A session that does not stand still after this long is ended."""


class NotFrozen(Exception):
    """Something inside still runs, or ran while it had to stand still."""


class Unavailable(Exception):
    """The way of freezing that was asked for is not to be had here."""


class Freezer(Protocol):
    """Stops and resumes every task of one session."""

    method: str
    """One of `grader.sandbox.freezing.METHODS`."""

    def freeze(self) -> None:
        """Returns when every task stands still. Raises: NotFrozen."""

    def check(self) -> None:
        """Raises `NotFrozen` when something runs although it was frozen."""

    def thaw(self) -> None:
        """Lets everything go on."""

    def close(self) -> None:
        """Thaws, and gives back what it holds."""
