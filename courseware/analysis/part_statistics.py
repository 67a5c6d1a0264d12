"""Statistics of each part and of the whole from a table of marks, by Moodle's formulas.

A part earns marks of its own: a question of a quiz, a case of a lab. A row is one attempt or one
submission. With S rows and P positions; x are the marks of one part, T the totals, y = T - x the
rest marks.

    facility                    100 mean(x) / most
    discrimination index        100 corr(x, y)
    discriminative efficiency   100 C(x, y) / C_max, C_max the covariance of x and y both sorted
    intended weight             100 most / sum of most
    effective weight            100 sqrt(C(x, T)) / sum over parts of it; none below 0
    internal consistency        100 P / (P - 1) (1 - sum V(x) / V(T)), Cronbach's alpha
    error ratio                 100 sqrt(1 - consistency / 100)
    standard error              error ratio / 100 times the standard deviation

A question that a pool deals to some attempts only is compared with T itself, as Moodle does with
what a random slot draws. A part that a row has no mark for says nothing about that row.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from courseware.analysis import sample_statistics as st

MIN_COUNT = 20  # rows, below which a discrimination is hidden


@dataclass(frozen=True)
class Table:
    """Marks by row and part; a part that a row does not have is missing there."""

    max_points: Mapping[str, float]
    marks: Sequence[Mapping[str, float]]
    pools: Sequence[tuple[str, ...]] = ()

    @property
    def totals(self) -> list[float]:
        """The marks of each row, added up."""
        return [math.fsum(row.values()) for row in self.marks]

    def is_drawn(self, part: str) -> bool:
        """Whether a pool deals the part to some rows only."""
        return any(part in pool for pool in self.pools)

    def positions(self) -> list[list[float]]:
        """Marks by place; what a pool draws takes its places in order."""
        fixed = [part for part in self.max_points if not self.is_drawn(part)]
        columns = [[row[part] for row in self.marks] for part in fixed]
        for pool in self.pools:
            drawn = [[row[part] for part in pool if part in row] for row in self.marks]
            columns += [list(column) for column in zip(*drawn, strict=True)]
        return columns


@dataclass(frozen=True)
class PartStatistics:
    """Percent, and marks for ``deviation``. ``None`` where a value cannot be computed.

    ``discrimination`` and ``efficiency`` are there for few rows too; `has_enough` says
    whether they mean anything.
    """

    count: int
    facility: float | None
    facility_interval: tuple[float, float] | None
    deviation: float | None
    intended_weight: float | None
    effective_weight: float | None
    discrimination: float | None
    discrimination_interval: tuple[float, float] | None
    efficiency: float | None
    negative_covariance: bool = False

    @property
    def has_enough(self) -> bool:
        """Whether a discrimination means something."""
        return self.count >= MIN_COUNT


@dataclass(frozen=True)
class TotalStatistics:
    """Of the totals, in marks; consistency and error ratio in percent."""

    count: int
    possible: float
    mean: float | None = None
    median: float | None = None
    deviation: float | None = None
    skewness: float | None = None
    kurtosis: float | None = None
    consistency: float | None = None
    error_ratio: float | None = None
    standard_error: float | None = None


def part_statistics(table: Table) -> dict[str, PartStatistics]:
    """The statistics of each part, by its name."""
    totals = table.totals
    columns = {part: _column(table, part, totals) for part in table.max_points}
    with_total = {q: st.covariance(x, t) for q, (x, t) in columns.items()}
    roots = {q: math.sqrt(c) for q, c in with_total.items() if c is not None and c >= 0}
    possible, weight = math.fsum(table.max_points.values()), math.fsum(roots.values())
    statistics = {}
    for part, (x, total) in columns.items():
        y = total if table.is_drawn(part) else [t - m for t, m in zip(total, x, strict=True)]
        max_points, root = table.max_points[part], roots.get(part)
        r = st.correlation(x, y)
        statistics[part] = PartStatistics(
            count=len(x),
            facility=100 * st.mean(x) / max_points if x and max_points else None,
            facility_interval=_facility_interval(x, max_points),
            deviation=st.deviation(x),
            intended_weight=100 * max_points / possible if possible else None,
            effective_weight=100 * root / weight if root is not None and weight else None,
            discrimination=None if r is None else 100 * r,
            discrimination_interval=_discrimination_interval(r, len(x)),
            efficiency=_efficiency(x, y),
            negative_covariance=(with_total[part] or 0) < -st.TINY,
        )
    return statistics


def _column(table: Table, part: str, totals: list[float]) -> tuple[list[float], list[float]]:
    """The marks of the rows that have the part, and their totals."""
    pairs = [
        (row[part], total) for row, total in zip(table.marks, totals, strict=True) if part in row
    ]
    return [x for x, _ in pairs], [total for _, total in pairs]


def _facility_interval(x: list[float], max_points: float) -> tuple[float, float] | None:
    if not x or not max_points:
        return None
    share = min(1.0, max(0.0, st.mean(x) / max_points))  # a certainty penalty can go below 0
    return _percent(st.share_interval(share * len(x), len(x)))


def _percent(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if interval is None else (100 * interval[0], 100 * interval[1])


def _discrimination_interval(r: float | None, count: int) -> tuple[float, float] | None:
    return None if r is None else _percent(st.correlation_interval(r, count))


def _efficiency(x: list[float], y: list[float]) -> float | None:
    covariance, largest = st.covariance(x, y), st.max_covariance(x, y)
    if covariance is None or largest is None or abs(largest) <= st.TINY:
        return None
    return 100 * covariance / largest


def total_statistics(table: Table) -> TotalStatistics:
    """The statistics of the totals."""
    totals, possible = table.totals, _possible(table)
    if not totals:
        return TotalStatistics(0, possible)
    deviation, consistency = st.deviation(totals), _consistency(table, totals)
    ratio = None if consistency is None else 100 * math.sqrt(max(0.0, 1 - consistency / 100))
    return TotalStatistics(
        count=len(totals),
        possible=possible,
        mean=st.mean(totals),
        median=st.median(totals),
        deviation=deviation,
        skewness=st.skewness(totals),
        kurtosis=st.kurtosis(totals),
        consistency=consistency,
        error_ratio=ratio,
        standard_error=None if ratio is None or deviation is None else ratio * deviation / 100,
    )


def _possible(table: Table) -> float:
    """Of one row: a pool counts as often as it is drawn from."""
    left_out = 0.0
    for pool in table.pools:
        drawn = sum(part in table.marks[0] for part in pool) if table.marks else 0
        left_out += (len(pool) - drawn) * table.max_points[pool[0]]
    return math.fsum(table.max_points.values()) - left_out


def _consistency(table: Table, totals: list[float]) -> float | None:
    positions, spread = table.positions(), st.variance(totals)
    if len(positions) < 2 or not spread or spread < st.TINY:
        return None
    inner = math.fsum(st.variance(x) or 0.0 for x in positions)
    return 100 * len(positions) / (len(positions) - 1) * (1 - inner / spread)
