"""The index of a course, in memory: which entries match what was typed, and in which order. Pure.

A word's weight depends on its place: highest in a title, lower in a name, lowest in text. A word
matches itself, words that begin with it, and where there are none, words that differ in a letter or
two.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from courseware.search.entries import Entry
from courseware.search.spelling import Speller
from courseware.search.words import spans_of, words_in

TITLE, NAME, TEXT = 8.0, 5.0, 1.0
WHOLE, BEGINNING, MISTAKEN = 1.0, 0.5, 0.3
SAME_TITLE, TITLE_BEGINS, NAME_BEGINS = 30.0, 10.0, 10.0
MOST_WORDS = 12  # of what was typed
MOST_BEGINNINGS = 200
BEFORE, AFTER = 60, 120  # letters of a text around the word that was found


@dataclass(frozen=True)
class Found:
    """An entry, and a piece of its text: parts, and whether each is a word that was looked for."""

    entry: Entry
    excerpt: tuple[tuple[str, bool], ...] = ()


class Index:
    """Built once for a course; then `search` changes nothing, so that threads can share it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = list(entries)
        weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._titles = [" ".join(words_in(entry.title)) for entry in self.entries]
        self._names = [" ".join(["", *words_in(entry.names)]) for entry in self.entries]
        for place, entry in enumerate(self.entries):
            for text, weight in ((entry.title, TITLE), (entry.names, NAME), (entry.text, TEXT)):
                for word, count in Counter(words_in(text)).items():
                    worth = weight * (1 + math.log(count))
                    weights[word][place] = max(worth, weights[word].get(place, 0.0))
        self._weights = dict(weights)
        self._words = sorted(self._weights)
        self._speller = Speller(self._words)

    def search(self, typed: str, allowed: Container[int], limit: int) -> list[Found]:
        """The best first. Entries of items that are not in ``allowed`` are left out."""
        words = list(dict.fromkeys(words_in(typed)))[:MOST_WORDS]
        if not words:
            return []
        scores: dict[int, float] = defaultdict(float)
        matched: Counter[int] = Counter()
        meant: set[str] = set()
        for word in words:
            quality = self._meant_by(word)
            meant |= quality.keys()
            for place, score in self._scores_of(quality).items():
                scores[place] += score
                matched[place] += 1
        seen = [place for place in scores if self._may_see(place, allowed)]
        most = max((matched[place] for place in seen), default=0)
        whole = " ".join(words_in(typed))
        for place in seen:
            scores[place] += self._for_order(place, whole)
        best = [place for place in seen if matched[place] == most]
        best.sort(key=lambda place: (-scores[place], place))
        return [
            Found(self.entries[place], tuple(_excerpt(self.entries[place].text, meant)))
            for place in best[:limit]
        ]

    def _meant_by(self, word: str) -> dict[str, float]:
        """Words of the index with how well they match."""
        found = {word: WHOLE} if word in self._weights else {}
        start = bisect_left(self._words, word)
        for other in self._words[start : start + MOST_BEGINNINGS]:
            if not other.startswith(word):
                break
            found.setdefault(other, BEGINNING * (0.5 + 0.5 * len(word) / len(other)))
        if not found:
            close = self._speller.close_to(word)
            found = {other: MISTAKEN / steps for other, steps in close if steps}
        return found

    def _scores_of(self, quality: dict[str, float]) -> dict[int, float]:
        """By entry, the best of the words; rare ones count more."""
        scores: dict[int, float] = {}
        for word, match in quality.items():
            places = self._weights[word]
            rarity = math.log(1 + len(self.entries) / len(places))
            for place, weight in places.items():
                scores[place] = max(scores.get(place, 0.0), match * weight * rarity)
        return scores

    def _may_see(self, place: int, allowed: Container[int]) -> bool:
        item = self.entries[place].item
        return item is None or item in allowed

    def _for_order(self, place: int, whole: str) -> float:
        """For words that appear in a title or name as typed, one after the other."""
        title = self._titles[place]
        if title == whole:
            return SAME_TITLE
        if title.startswith(whole):
            return TITLE_BEGINS
        return NAME_BEGINS if " " in whole and f" {whole}" in self._names[place] else 0.0


def _excerpt(text: str, meant: Container[str]) -> Iterator[tuple[str, bool]]:
    """The text around the first word that was meant; nothing where it has none."""
    spans = [(start, end) for word, start, end in spans_of(text) if word in meant]
    if not spans:
        return
    start = text.rfind(" ", 0, max(spans[0][0] - BEFORE, 0)) + 1
    end = text.find(" ", spans[0][1] + AFTER)
    end = len(text) if end < 0 else end
    at = start
    if start:
        yield "… ", False
    for first, last in spans:
        if at <= first and last <= end:
            yield text[at:first], False
            yield text[first:last], True
            at = last
    yield text[at:end] + (" …" if end < len(text) else ""), False
