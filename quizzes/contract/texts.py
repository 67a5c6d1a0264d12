"""What of a text counts when it is compared: its letters, not how they are set.

Characters are compared in their composed form (NFC), so a letter with a combining accent equals the
accented letter. Ligatures, full-width and styled letters, quotation marks, dashes and spaces count
as the plain ones, superscripts as powers; marks without width and a final full stop do not count.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = {
    "'": "‘’‚‛′‵ʼʹʻʽˈ`´＇",
    '"': "“”„‟″‶«»〝〞〟＂",
    "-": "‐‑‒–—―−﹘﹣－⁃",
    "*": "∗＊",
    "x": "×✕",
    "<=": "≤⩽",
    ">=": "≥⩾",
    "!=": "≠",
    "->": "→",
    "Δ": "∆",
    "/": "⁄∕",
}
_FOLDED = {character: plain for plain, characters in _PLAIN.items() for character in characters}
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ"
_POWER = re.compile(f"[{_SUPERSCRIPTS}]+")
_FINAL_STOPS = re.compile(r"(?<=[^\s.。．])\s*[.。．]+$")
_SPACED = ("<compat> 0020 ", "<super>", "<fraction>", "<circle>")  # decompositions to leave alone


def typographic_plain(text: str) -> str:
    """The text in plain characters and single spaces; case and full stops stay."""
    text = _POWER.sub(lambda match: "^" + unicodedata.normalize("NFKC", match[0]), text)
    plain = "".join(map(_plain, unicodedata.normalize("NFC", text)))
    return " ".join(unicodedata.normalize("NFC", plain).replace("−", "-").split())


def comparable(text: str, *, case: bool = False) -> str:
    """Equal for texts that differ in setting alone, and in capitals unless ``case`` counts."""
    plain = _FINAL_STOPS.sub("", typographic_plain(text))
    return plain if case else unicodedata.normalize("NFC", plain.casefold())


def _plain(character: str) -> str:
    if character in _FOLDED:
        return _FOLDED[character]
    if unicodedata.category(character) == "Cf":
        return ""
    decomposition = unicodedata.decomposition(character)
    if decomposition.startswith("<") and not decomposition.startswith(_SPACED):
        return "".join(map(_plain, unicodedata.normalize("NFKC", character)))
    return character
