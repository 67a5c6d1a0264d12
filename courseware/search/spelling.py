"""Words that somebody may have meant: those that differ in a letter or two. Pure."""

from __future__ import annotations

from collections.abc import Iterable

LEAST_LETTERS = 4  # of a word in which a letter may be wrong
LEAST_FOR_TWO = 8


def mistakes_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped with their neighbor."""
    if len(word) < LEAST_LETTERS or not word.isalpha():
        return 0
    return 2 if len(word) >= LEAST_FOR_TWO else 1


class Speller:
    """Finds words close to another one among many.

    Each word has a mask of the letters in it. Words whose masks differ in too many letters are
    sorted out before any are compared letter by letter, which takes a thousand times as long.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [(word, _mask(word)) for word in words if word.isalpha()]

    def close_to(self, word: str) -> list[tuple[str, int]]:
        """Words with their distances, of those within what is allowed."""
        most = mistakes_allowed(word)
        if not most:
            return []
        mask, length = _mask(word), len(word)
        candidates = (
            each
            for each, own in self._words
            if abs(len(each) - length) <= most and (mask ^ own).bit_count() <= 2 * most
        )
        found = ((each, distance(word, each, most)) for each in candidates)
        return [(each, steps) for each, steps in found if steps <= most]


def distance(one: str, other: str, most: int) -> int:
    """Letters to change, add, leave out or swap with their neighbor; ``most + 1`` if more."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, aim in enumerate(other, 1):
            steps = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != aim))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == aim:
                steps = min(steps, earlier[j - 2] + 1)
            row.append(steps)
        if min(row) > most:
            return most + 1
    return row[-1]


def _mask(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 61)
    return mask
