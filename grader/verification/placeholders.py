"""What a new lab still has to get: lines that ``python -m grader new`` left to its author."""

from __future__ import annotations

import re

MARK = "TODO:"
"""What follows it, up to the end of the line, says what to write."""
_PLACEHOLDER = re.compile(rf"{MARK}[ \t]*(?P<what>[^\n]*)")
_END = "\"')-> \t"
"""Ends of strings and comments, which are no part of what to write."""


def placeholders_in(text: str) -> list[tuple[int, str]]:
    """Line and instruction of each placeholder."""
    return [
        (text.count("\n", 0, found.start()) + 1, found["what"].rstrip(_END))
        for found in _PLACEHOLDER.finditer(text)
    ]
