"""Statistics of each question and of the quiz from a table of marks, by Moodle's formulas.

S attempts, P positions; x are the marks of one question, T the totals, y = T - x the rest marks.

    facility                    100 mean(x) / most
    discrimination index        100 corr(x, y)
    discriminative efficiency   100 C(x, y) / C_max, C_max the covariance of x and y both sorted
    intended weight             100 most / sum of most
    effective weight            100 sqrt(C(x, T)) / sum over questions of it; none below 0
    internal consistency        100 P / (P - 1) (1 - sum V(x) / V(T)), Cronbach's alpha
    error ratio                 100 sqrt(1 - consistency / 100)
    standard error              error ratio / 100 times the standard deviation

A question that a pool deals to some attempts only is compared with T itself, as Moodle does with
what a random slot draws.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.analysis import statistics as st

ENOUGH = 20  # attempts below which a discrimination is hidden


@dataclass(frozen=True)
class Table:
    """Marks by attempt and question; a question that an attempt was not dealt is missing there."""

    most: Mapping[str, float]
    marks: Sequence[Mapping[str, float]]
    pools: Sequence[tuple[str, ...]] = ()

    @property
    def totals(self) -> list[float]:
        return [math.fsum(row.values()) for row in self.marks]

    def is_drawn(self, question: str) -> bool:
        return any(question in pool for pool in self.pools)

    def positions(self) -> list[list[float]]:
        """Marks by place in the quiz; what a pool draws takes its places in order."""
        fixed = [question for question in self.most if not self.is_drawn(question)]
        found = [[row[question] for row in self.marks] for question in fixed]
        for pool in self.pools:
            drawn = [[row[each] for each in pool if each in row] for row in self.marks]
            found += [list(column) for column in zip(*drawn, strict=True)]
        return found


@dataclass(frozen=True)
class QuestionStatistics:
    """Percent, and marks for ``deviation``. ``None`` where a value cannot be computed.

    ``discrimination`` and ``efficiency`` are there for few attempts too; ``is_enough`` says
    whether they mean something.
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
    def is_enough(self) -> bool:
        return self.count >= ENOUGH


@dataclass(frozen=True)
class QuizStatistics:
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


def of_questions(table: Table) -> dict[str, QuestionStatistics]:
    totals = table.totals
    columns = {question: _column(table, question, totals) for question in table.most}
    with_total = {q: st.covariance(x, t) for q, (x, t) in columns.items()}
    roots = {q: math.sqrt(c) for q, c in with_total.items() if c is not None and c >= 0}
    possible, weight = math.fsum(table.most.values()), math.fsum(roots.values())
    found = {}
    for question, (x, total) in columns.items():
        y = total if table.is_drawn(question) else [t - m for t, m in zip(total, x, strict=True)]
        most, negative = table.most[question], (with_total[question] or 0) < -st.TINY
        root = roots.get(question)
        found[question] = QuestionStatistics(
            count=len(x),
            intended_weight=100 * most / possible if possible else None,
            effective_weight=100 * root / weight if root is not None and weight else None,
            negative_covariance=negative,
            deviation=st.deviation(x),
            **_facility(x, most),
            **_discrimination(x, y),
        )
    return found


def _column(table: Table, question: str, totals: list[float]) -> tuple[list[float], list[float]]:
    """The marks of those who had the question, and their totals."""
    pairs = [
        (row[question], total)
        for row, total in zip(table.marks, totals, strict=True)
        if question in row
    ]
    return [x for x, _ in pairs], [total for _, total in pairs]


def _facility(x: list[float], most: float) -> dict[str, float | tuple[float, float] | None]:
    if not x or not most:
        return {"facility": None, "facility_interval": None}
    share = min(1.0, max(0.0, st.mean(x) / most))  # certainty can bring less than nothing
    low, high = st.share_interval(share * len(x), len(x))
    return {"facility": 100 * st.mean(x) / most, "facility_interval": (100 * low, 100 * high)}


def _discrimination(
    x: list[float], y: list[float]
) -> dict[str, float | tuple[float, float] | None]:
    r = st.correlation(x, y)
    interval = None if r is None else st.correlation_interval(r, len(x))
    both, best = st.covariance(x, y), st.best_covariance(x, y)
    usable = both is not None and best is not None and abs(best) > st.TINY
    return {
        "discrimination": None if r is None else 100 * r,
        "discrimination_interval": interval and (100 * interval[0], 100 * interval[1]),
        "efficiency": 100 * both / best if usable else None,
    }


def of_quiz(table: Table) -> QuizStatistics:
    totals, possible = table.totals, _possible(table)
    if not totals:
        return QuizStatistics(0, possible)
    deviation, consistency = st.deviation(totals), _consistency(table, totals)
    ratio = None if consistency is None else 100 * math.sqrt(max(0.0, 1 - consistency / 100))
    return QuizStatistics(
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
    """Of one attempt: a pool counts as often as it is drawn from."""
    left_out = 0.0
    for pool in table.pools:
        drawn = sum(question in table.marks[0] for question in pool) if table.marks else 0
        left_out += (len(pool) - drawn) * table.most[pool[0]]
    return math.fsum(table.most.values()) - left_out


def _consistency(table: Table, totals: list[float]) -> float | None:
    positions, spread = table.positions(), st.variance(totals)
    if len(positions) < 2 or not spread or spread < st.TINY:
        return None
    inner = math.fsum(st.variance(x) or 0.0 for x in positions)
    return 100 * len(positions) / (len(positions) - 1) * (1 - inner / spread)
