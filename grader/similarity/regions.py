"""Where two submissions match: pairs of places, as line and column ranges.

A fingerprint that both have is the seed of a match, which grows in both directions as long as the
tokens are equal. Longer matches take their tokens first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.similarity.nodes import Span
from grader.similarity.normalized import Sequence as Tokens
from grader.similarity.winnowing import Fingerprint, K

_MOST_SEEDS = 4  # of one fingerprint on one side; what is repeated more often tells little


@dataclass(frozen=True)
class Range:
    """From a line and column to a line and column: lines from 1, columns from 0, end excluded."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int

    def as_list(self) -> list[int]:
        """First line, first column, last line, last column."""
        return [self.first_line, self.first_column, self.last_line, self.last_column]


@dataclass(frozen=True)
class Match:
    """The same tokens on both sides; temporary variables and order may scatter them there."""

    left: tuple[Range, ...]
    right: tuple[Range, ...]
    tokens: int


_Run = tuple[int, int, int, int, int]  # length, sequence and start on both sides


def matches(
    left: Sequence[Tokens],
    right: Sequence[Tokens],
    left_prints: Sequence[Fingerprint],
    right_prints: Sequence[Fingerprint],
    wanted: set[int],
) -> list[Match]:
    """The matches of two submissions, the longest first.

    Args:
        left, right: their tokens.
        left_prints, right_prints: their fingerprints.
        wanted: hashes of fingerprints that count.
    """
    places = [_places(prints, wanted) for prints in (left_prints, right_prints)]
    runs = {
        _grown(left, right, a, b)
        for found in places[0]
        if found in places[1]
        for a in places[0][found]
        for b in places[1][found]
    }
    taken: tuple[set[tuple[int, int]], set[tuple[int, int]]] = (set(), set())
    matched = []
    for run in sorted(runs, reverse=True):
        for piece in _free_pieces(run, taken):
            length, a, i, b, j = piece
            taken[0].update((a, i + n) for n in range(length))
            taken[1].update((b, j + n) for n in range(length))
            spans = left[a].spans[i : i + length], right[b].spans[j : j + length]
            matched.append(Match(_ranges(spans[0]), _ranges(spans[1]), length))
    return sorted(matched, key=lambda match: -match.tokens)


def _places(prints: Sequence[Fingerprint], wanted: set[int]) -> Mapping[int, list[tuple[int, int]]]:
    places: dict[int, list[tuple[int, int]]] = {}
    for each in prints:
        if each.hash in wanted and len(found := places.setdefault(each.hash, [])) < _MOST_SEEDS:
            found.append((each.sequence, each.start))
    return places


def _grown(
    left: Sequence[Tokens], right: Sequence[Tokens], at: tuple[int, int], to: tuple[int, int]
) -> _Run:
    """The longest run of equal tokens around two places."""
    (a, i), (b, j) = at, to
    one, two = left[a].labels, right[b].labels
    back = 0
    while back < min(i, j) and one[i - back - 1] == two[j - back - 1]:
        back += 1
    end = 0
    while i + end < len(one) and j + end < len(two) and one[i + end] == two[j + end]:
        end += 1
    return back + end, a, i - back, b, j - back


def _free_pieces(run: _Run, taken: tuple[set[tuple[int, int]], set[tuple[int, int]]]) -> list[_Run]:
    """The parts of a run that are long enough and not taken."""
    length, a, i, b, j = run
    pieces, start = [], None
    for n in range(length + 1):
        free = n < length and (a, i + n) not in taken[0] and (b, j + n) not in taken[1]
        if free and start is None:
            start = n
        if not free and start is not None:
            if n - start >= K:
                pieces.append((n - start, a, i + start, b, j + start))
            start = None
    return pieces


def _ranges(spans: Sequence[Span]) -> tuple[Range, ...]:
    """The places of tokens, neighboring lines as one."""
    lines: dict[int, tuple[int, int]] = {}
    for line, first, last in spans:
        if line:
            known = lines.get(line, (first, last))
            lines[line] = min(known[0], first), max(known[1], last)
    ranges: list[Range] = []
    for line in sorted(lines):
        first, last = lines[line]
        if ranges and ranges[-1].last_line == line - 1:
            before = ranges.pop()
            ranges.append(Range(before.first_line, before.first_column, line, last))
        else:
            ranges.append(Range(line, first, line, last))
    return tuple(ranges)
