"""The whole of a comparison: reads all submissions, ranks the pairs and groups them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from math import ceil
from typing import Any

import numpy as np

from grader.similarity.base_rate import BINS, BaseRate
from grader.similarity.documents import Reader, Submission
from grader.similarity.groups import Group, groups_of
from grader.similarity.index import Index, build
from grader.similarity.ranking import Candidate, ranked
from grader.similarity.regions import Match, matches
from grader.similarity.winnowing import K, W

__all__ = ["Group", "Pair", "Result", "Settings", "Submission", "compare"]

HISTOGRAM = 64


@dataclass(frozen=True)
class Settings:
    """How submissions are compared.

    Args:
        known: programs that everybody knows or is bound to write: starter code, the lab's own.
        entry_points: functions that the lab asks for.
        common_share: what a larger share of the people has is an idiom of the lab,
        common_least: but not what fewer people than this have.
        rare_share: what at most this share of the people has is rare,
        rare_least: and what at most so many people have.
        least_z: of a pair that stands out,
        least_rare: and how many rare fingerprints it shares.
        most_pairs: how many are reported.
    """

    known: tuple[str, ...] = ()
    entry_points: frozenset[str] = frozenset()
    common_share: float = 0.2
    common_least: int = 10
    rare_share: float = 0.01
    rare_least: int = 8
    least_z: float = 6.0
    least_rare: int = 5
    most_pairs: int = 200

    def as_dict(self) -> dict[str, Any]:
        """For a report; not the programs."""
        values = asdict(self)
        values.update(known=len(self.known), entry_points=sorted(self.entry_points), k=K, w=W)
        return values


@dataclass(frozen=True)
class Pair:
    """Two submissions, against all pairs of the lab.

    ``similarity`` is what they share of what the shorter one could share, from 0 to 1, weighted by
    how rare it is; ``percentile`` and ``z`` compare that with all pairs. ``stands_out`` when both
    ``z`` and the number of ``rare`` fingerprints reach the settings.
    """

    left: str
    right: str
    similarity: float
    percentile: float
    z: float
    shared: int
    rare: int
    stands_out: bool
    by_words: bool = False
    matches: tuple[Match, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        values = asdict(replace(self, matches=()))
        values["matches"] = [
            {
                "left": [place.as_list() for place in match.left],
                "right": [place.as_list() for place in match.right],
                "tokens": match.tokens,
            }
            for match in self.matches
        ]
        return values


@dataclass(frozen=True)
class Result:
    """What was found, the most similar pairs first.

    ``too_short`` are submissions of which nothing is left once the lab's idioms are out;
    ``by_words`` those that do not parse. ``histogram`` counts all pairs from 0 to 1.
    """

    pairs: list[Pair]
    groups: list[Group]
    compared: int
    earlier: int
    all_pairs: int
    median: float
    spread: float
    histogram: list[int]
    common: int
    too_short: list[str] = field(default_factory=list)
    by_words: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__}
        values["pairs"] = [pair.as_dict() for pair in self.pairs]
        values["groups"] = [asdict(group) for group in self.groups]
        return values


def compare(
    submissions: Sequence[Submission],
    settings: Settings | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Result:
    """Compares this term's submissions with each other and with those of earlier terms.

    ``progress`` receives how many of all submissions have been read.
    """
    settings = settings or Settings()
    current = sorted(submissions, key=lambda each: each.earlier)
    reader = Reader(settings.entry_points)
    reader.all_hashes(current, lambda done: progress(done, len(current)))
    parsed = [each for each in current if reader.is_parsed(each.source)]
    broken = [each for each in current if not reader.is_parsed(each.source)]
    main = _Round(parsed, sum(not each.earlier for each in parsed), reader, settings)
    pairs = main.pairs()
    if rows := sum(not each.earlier for each in broken):
        words = Reader(settings.entry_points, lexical=True)
        pairs += _Round([*broken, *parsed], rows, words, settings, by_words=True).pairs()
        pairs.sort(key=lambda pair: -pair.z)
    pairs = pairs[: settings.most_pairs]
    earlier = sum(each.earlier for each in submissions)
    return Result(
        pairs=pairs,
        groups=groups_of([(p.left, p.right, p.similarity) for p in pairs if p.stands_out]),
        compared=len(submissions) - earlier,
        earlier=earlier,
        all_pairs=main.rate.pairs,
        median=main.rate.median,
        spread=main.rate.spread,
        histogram=main.rate.counts.reshape(HISTOGRAM, BINS // HISTOGRAM).sum(axis=1).tolist(),
        common=main.index.common,
        too_short=main.too_short,
        by_words=[each.key for each in broken],
    )


class _Round:
    """One comparison of submissions that are read in the same way."""

    def __init__(
        self,
        submissions: list[Submission],
        rows: int,
        reader: Reader,
        settings: Settings,
        *,
        by_words: bool = False,
    ) -> None:
        self.submissions, self.reader, self.settings = submissions, reader, settings
        self.by_words = by_words
        self.people = len({each.person for each in submissions})
        self.index = self._index()
        self.candidates, self.rate = ranked(self.index, submissions, rows, settings.most_pairs)

    def _index(self) -> Index:
        people: dict[str, int] = {}
        owners = [people.setdefault(each.person, len(people)) for each in self.submissions]
        most = max(self.settings.common_least, ceil(self.settings.common_share * len(people)))
        hashes = [self.reader.hashes(each.source) for each in self.submissions]
        return build(hashes, owners, self.reader.known(self.settings.known), most)

    @property
    def too_short(self) -> list[str]:
        sets = zip(self.submissions, self.index.prints, strict=True)
        return [each.key for each, ids in sets if len(ids) < self.settings.least_rare]

    def pairs(self) -> list[Pair]:
        return [self._pair(each, self.rate) for each in self.candidates]

    def _pair(self, candidate: Candidate, rate: BaseRate) -> Pair:
        left, right = (self.submissions[each] for each in (candidate.left, candidate.right))
        ids = np.intersect1d(self.index.prints[candidate.left], self.index.prints[candidate.right])
        most = max(self.settings.rare_least, ceil(self.settings.rare_share * self.people))
        rare = int((self.index.owners[ids] <= most).sum())
        z = rate.z(candidate.similarity)
        stands_out = z >= self.settings.least_z and rare >= self.settings.least_rare
        return Pair(
            left=left.key,
            right=right.key,
            similarity=candidate.similarity,
            percentile=rate.percentile(candidate.similarity),
            z=z,
            shared=len(ids),
            rare=rare,
            stands_out=stands_out,
            by_words=self.by_words,
            matches=tuple(
                matches(
                    self.reader.tokens(left.source).sequences,
                    self.reader.tokens(right.source).sequences,
                    self.reader.prints(left.source),
                    self.reader.prints(right.source),
                    self.index.hash_set(ids),
                )
            ),
        )
