"""Text to words. Pure, and the same for what is searched and for what is typed.

Letters are compared without case, accents and typographic variants, and subscripts are digits:
`L₁` is `l1`. A Greek letter is found by its name too: `σ` by `sigma`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_GREEK = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?([A-Z]+)$")
_FOLDS_FROM = "\u0370"
_LAST_GREEK = "\u03ff"


def fold(text: str) -> str:
    """`Softmaß, L₁` becomes `softmass, l1`."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def words_in(text: str) -> list[str]:
    """All words in order. `softmax_ce(x)` is three: what joins parts of a name separates words."""
    return [word for word, _, _ in spans_of(text)]


def spans_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Words with the places that they come from; a Greek letter brings its name at its place."""
    for match in _WORD.finditer(text):
        word = fold(match[0])
        for part in _WORD.findall(word):
            yield part, match.start(), match.end()
        for letter in word:
            if _FOLDS_FROM <= letter <= _LAST_GREEK and (name := _greek_name(letter)):
                yield name, match.start(), match.end()


@lru_cache(maxsize=256)
def _greek_name(letter: str) -> str:
    found = _GREEK.match(unicodedata.name(letter, ""))
    return found[1].lower().replace("lamda", "lambda") if found else ""
