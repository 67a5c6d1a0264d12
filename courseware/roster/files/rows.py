"""What a line of a roster says. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MOST_ROWS = 5000


@dataclass(frozen=True)
class RosterRow:
    """One person. ``role`` and ``sections`` are ``None`` where the file says nothing of them."""

    line: int
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    username: str = ""
    role: str | None = None
    sections: tuple[str, ...] | None = None

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.email or self.username

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells the person from others."""
        return tuple(key for key in (self.email.casefold(), self.username.casefold()) if key)


@dataclass(frozen=True)
class RosterFault:
    """Why a line is left out, as a sentence that says what to do."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Roster:
    """What was read: people, lines that are left out, and how many lines repeat earlier ones."""

    rows: tuple[RosterRow, ...] = ()
    faults: tuple[RosterFault, ...] = ()
    repeated: int = 0
