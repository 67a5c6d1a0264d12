"""Characters that look like those of Python and are others, and characters that nobody sees."""

from __future__ import annotations

import re
import unicodedata

from grader.feedback.hints.parsing.broken import Broken, Rule
from grader.messages import message

_INSTEAD = {
    **dict.fromkeys("−–—‐‑‒―﹣", "-"),
    **dict.fromkeys("×·⋅∙∗•✕", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "≈": "np.isclose",
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‘’‚‛‹›′´", "'"),
    "²": "**2",
    "³": "**3",
    "√": "np.sqrt",
    "∑": "np.sum",
    "∏": "np.prod",
    "∞": "np.inf",
    "…": "...",
    "¬": "~",
    "∧": "&",
    "∨": "|",
    "∈": "in",
    "→": "->",
    "←": "=",
    "⇒": ":",
    "∣": "|",
    "｜": "|",
    "、": ",",
    "。": ".",
    "「": "[",
    "」": "]",
    "【": "[",
    "】": "]",
}
"""By a character: what Python has for it."""


def foreign(broken: Broken) -> str:
    """``invalid character '−' (U+2212)``."""
    found = re.match(r"invalid character '(.+)' \(U\+([0-9A-F]+)\)", broken.says)
    if found is None:
        return ""
    character = chr(int(found[2], 16))
    name = unicodedata.name(character, "").lower() or message("without a name")
    instead = _INSTEAD.get(character) or _plain(character)
    column = broken.text.find(character) + 1
    if instead in ("'", '"'):
        return message(
            "The quotation mark {character} at column {column} is a typographic one: Python's are "
            "straight, \" or '. Replace both ends.",
            character=character,
            column=column,
        )
    if instead:
        return message(
            "{character} (U+{code}, {name}) at column {column} is no sign of Python: write "
            "{instead} instead.",
            character=character,
            code=found[2],
            name=name,
            column=column,
            instead=instead,
        )
    return message(
        "{character} (U+{code}, {name}) at column {column} is no sign of Python: remove it, or put "
        "it in quotes.",
        character=character,
        code=found[2],
        name=name,
        column=column,
    )


def _plain(character: str) -> str:
    """The ASCII character that a full-width one or the like stands for; empty without one."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isascii() and plain.isprintable() and plain.strip() else ""


def unseen(broken: Broken) -> str:
    """``invalid non-printable character U+200B``."""
    found = re.match(r"invalid non-printable character U\+([0-9A-F]+)", broken.says)
    if found is None:
        return ""
    character = chr(int(found[1], 16))
    name = unicodedata.name(character, "").lower() or message("a control character")
    facts = {"code": found[1], "name": name, "column": broken.text.find(character) + 1}
    if unicodedata.category(character) == "Zs":
        text = message(
            "At column {column}, there is a special space (U+{code}, {name}) where Python needs an "
            "ordinary one: replace it.",
            **facts,
        )
    else:
        text = message(
            "At column {column}, there is a character that nobody sees (U+{code}, {name}): delete "
            "it.",
            **facts,
        )
    count = sum(character in line for line in broken.lines)
    if count == 1:
        return text
    return message("{text} It is on {count} lines of the file.", text=text, count=count)


RULES: tuple[Rule, ...] = (foreign, unseen)
