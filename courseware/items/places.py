"""Places of an item that a person can ask about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A question, a result or a case: its title, the page that shows it, and its own parts.

    ``parts`` are (reference, title) of what is asked about more exactly, such as one case.
    """

    title: str
    url: str
    parts: tuple[tuple[str, str], ...] = ()
