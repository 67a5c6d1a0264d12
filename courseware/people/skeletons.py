"""Skeletons of usernames: names that can be mistaken for each other have the same skeleton.

After Unicode's skeleton for confusable identifiers (UTS #39, section 4), with its table from the
package `confusable-homoglyphs`. The skeleton tells apart upper and lower case, accents and dots at
the end; people reading a list do not, so ours leaves them out.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from hashlib import sha256

MAX_LENGTH = 150  # characters of a skeleton that is stored as it is; longer ones are hashed

# Letters and marks that show nothing, besides those of the category "format" (Unicode's property
# Default_Ignorable_Code_Point): fillers of Hangul, vowels of Khmer, variation selectors.
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_SMALL_CAPITAL = re.compile("LATIN LETTER SMALL CAPITAL ([A-Z])")
_REPEATED = re.compile(r"([.@+_-])\1+")


def skeleton_of(name: str) -> str:
    """The same for names that look the same; empty for a name that shows nothing."""
    # Confusable first, as some letters lose their shape in the compatible form. Then once more, as
    # it is often only one of the two cases that is confusable.
    skeleton = _prototypes(_bare(_prototypes(unicodedata.normalize("NFD", name))))
    skeleton = _bare(_prototypes(_bare(skeleton).casefold())).casefold()
    # A capital I has the shape of an l, and names are the same in both cases: so are i and l here.
    skeleton = skeleton.replace("i", "l").replace("vv", "w")
    skeleton = _REPEATED.sub(r"\1", skeleton).strip(" .@+_-")
    if len(skeleton) > MAX_LENGTH:  # compatibility forms can be longer than the name
        return sha256(skeleton.encode("utf-8", "replace")).hexdigest()
    return skeleton


def _prototypes(text: str) -> str:
    return "".join(map(_prototype_of, text))


@lru_cache(4096)
def _prototype_of(char: str) -> str:
    shape = _confusables().get(char, char)
    small = _SMALL_CAPITAL.fullmatch(unicodedata.name(shape, "")) if len(shape) == 1 else None
    return small[1] if small else shape


def _bare(text: str) -> str:
    """Compatibility forms folded, without accents and characters that show nothing."""
    decomposed = unicodedata.normalize("NFKD", _BLANK.sub("", text))
    return "".join(
        char
        for char in _BLANK.sub("", decomposed)
        if not unicodedata.combining(char) and unicodedata.category(char) not in ("Cf", "Cc")
    )


@cache
def _confusables() -> dict[str, str]:
    """For each character that is confusable with another its prototype."""
    # Here, as the table takes a moment to read and most processes look at no name.
    from confusable_homoglyphs.confusables import confusables_data

    pairs = {
        _shown(char): [_shown(other["c"]) for other in others]
        for char, others in confusables_data.items()
    }
    return {char: _prototype(char, others, pairs) for char, others in pairs.items()}


def _prototype(char: str, others: list[str], pairs: dict[str, list[str]]) -> str:
    """The table lists pairs both ways: a prototype with all that look like it, the rest with it."""
    if len(others) > 1:
        return char
    other = others[0]
    if len(pairs.get(other, ())) > 1:
        return other
    return max(char, other, key=lambda text: (len(text), text.isascii(), -ord(text[0])))


def _shown(char: str) -> str:
    """Without the marks of direction that the table puts around letters of some scripts."""
    return char.strip("\u200e") or char
