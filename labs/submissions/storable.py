"""Text from students' code, made fit for any database.

PostgreSQL refuses NUL in text, and NUL, lone surrogates and NaN in JSON; SQLite refuses lone
surrogates. Code that holds one is refused with a sentence (`unstorable_reason`). What comes back
from running code is rewritten visibly (`make_storable`): a report must be stored whatever it holds.
"""

from __future__ import annotations

import math
import re
from typing import Any

from django.utils.translation import gettext as _

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def unstorable_reason(code: str) -> str:
    """Why this code cannot be stored, with its line; empty when it can."""
    found = _UNSTORABLE.search(code)
    if found is None:
        return ""
    line = code.count("\n", 0, found.start()) + 1
    if found[0] == "\x00":
        text = _("Line %(line)d contains a NUL character, which Python cannot read. Remove it.")
    else:
        text = _("Line %(line)d contains a lone surrogate, which Python cannot read. Remove it.")
    return text % {"line": line}


def make_storable(value: Any) -> Any:
    """The same JSON value with nothing in it that a database refuses.

    Infinities and NaN become strings, tuples lists, and keys of objects strings.
    """
    if isinstance(value, str):
        return _UNSTORABLE.sub(_visible, value)
    if isinstance(value, dict):
        return {make_storable(str(key)): make_storable(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [make_storable(inner) for inner in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value


def _visible(match: re.Match[str]) -> str:
    """`\\x00` as its picture, a surrogate as Python would write it."""
    return "␀" if match[0] == "\x00" else f"\\u{ord(match[0]):04x}"
