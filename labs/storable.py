"""What students' code says, made fit for any database.

PostgreSQL refuses NUL in text, and NUL, lone surrogates and NaN in JSON; SQLite refuses lone
surrogates. Code is refused with a sentence (`objection`); what comes back from running it is
rewritten visibly (`clean`), because a report must be stored whatever it says.
"""

from __future__ import annotations

import math
import re
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def objection(code: str) -> str:
    """Why this code cannot be stored, with its line; empty when it can."""
    found = _UNSTORABLE.search(code)
    if found is None:
        return ""
    line = code.count("\n", 0, found.start()) + 1
    what = "a NUL character" if found[0] == "\x00" else "half of a character (a lone surrogate)"
    return f"Line {line} holds {what}, which Python cannot read. Remove it and send the code again."


def clean(value: Any) -> Any:
    """The same JSON value with nothing in it that a database refuses."""
    if isinstance(value, str):
        return _UNSTORABLE.sub(_shown, value)
    if isinstance(value, dict):
        return {clean(str(key)): clean(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _shown(match: re.Match[str]) -> str:
    """`\\x00` as its picture, a surrogate as Python would write it."""
    return "␀" if match[0] == "\x00" else f"\\u{ord(match[0]):04x}"
