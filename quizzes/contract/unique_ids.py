"""Ids for what comes without any: made of its words, each different."""

from __future__ import annotations

import re

_MAX_WORDS = 6
_MAX_CHARACTERS = 60


class UniqueIds:
    """Ids of one group, such as the options of a question."""

    def __init__(self, default: str) -> None:
        self._default = default  # for texts without a letter or a digit
        self._used: set[str] = set()

    def assign(self, text: str) -> str:
        """An id from the first words of a text, with a number where it is taken."""
        wanted = slug(text) or self._default
        name, number = wanted, 2
        while name in self._used:
            name, number = f"{wanted}-{number}", number + 1
        self._used.add(name)
        return name


def slug(text: str) -> str:
    """Letters, digits and hyphens of the first words; empty where there are none."""
    words = re.findall(r"[a-z0-9]+", text.casefold())
    return "-".join(words[:_MAX_WORDS])[:_MAX_CHARACTERS].strip("-")
