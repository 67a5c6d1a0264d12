"""The item kinds that are installed, by name.

Knows nothing of what a kind does (`courseware.items.kinds`), so that models can use it.
"""

from __future__ import annotations

from typing import Any, Protocol


class RegisteredKind(Protocol):
    """The part of an item kind that models need."""

    name: str

    def url(self, item: Any) -> str:
        """The address of the page where a person does the item."""


_kinds: dict[str, RegisteredKind] = {}


def register(kind: RegisteredKind) -> None:
    """Called by an app when it starts; the last of two with one name counts."""
    _kinds[kind.name] = kind


def unregister(name: str) -> None:
    """For tests that add a kind."""
    del _kinds[name]


def get(name: str) -> RegisteredKind:
    """Raises `KeyError` for a name that no installed app has registered."""
    return _kinds[name]


def made_on_site(name: str) -> bool:
    """Whether the staff makes the kind's items on the site; false for a name without a kind."""
    return getattr(_kinds.get(name), "made_on_site", False)


def names() -> list[str]:
    """In alphabetical order."""
    return sorted(_kinds)
