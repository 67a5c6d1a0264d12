"""How every case of a lab does, on first and on best submissions. Pure.

A case is a part with its weight for a mark: a submission that passes it has the weight, another
one nothing. Facility, discrimination and the other statistics are then those of questions
(`courseware.analysis.part_statistics`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from courseware.analysis.part_statistics import (
    PartStatistics,
    Table,
    TotalStatistics,
    part_statistics,
    total_statistics,
)
from courseware.analysis.strength import group_by_strength, shares

Failures = Collection[int]
"""Places of the cases that one submission failed."""


@dataclass(frozen=True)
class Case:
    """One row of a report: a case, or a rule that many cases have to meet."""

    name: str
    visible: bool
    weight: float
    hint: str = ""


@dataclass(frozen=True)
class CaseFacts:
    """``by_group``: the share that passed at the first submission, from the weakest fifth to the
    strongest. ``same_as``: an earlier case that the same first submissions failed."""

    case: Case
    first: PartStatistics
    best: PartStatistics
    by_group: tuple[float | None, ...]
    same_as: str = ""

    @property
    def fails(self) -> bool:
        """Whether any first submission failed it."""
        return self.first.facility is not None and self.first.facility < 100


def case_facts(
    cases: Sequence[Case], first: Sequence[Failures], best: Sequence[Failures]
) -> list[CaseFacts]:
    """In the order of the cases; ``first`` and ``best`` have an entry for each person."""
    tables = [_table(cases, rows) for rows in (first, best)]
    of_first, of_best = (part_statistics(table) for table in tables)
    totals, twins = tables[0].totals, _twins(cases, first)
    facts = []
    for place, case in enumerate(cases):
        passed = [place not in failures for failures in first]
        rest = [total - case.weight * passes for total, passes in zip(totals, passed, strict=True)]
        facts.append(
            CaseFacts(
                case,
                of_first[str(place)],
                of_best[str(place)],
                shares(passed, group_by_strength(rest)),
                twins.get(place, ""),
            )
        )
    return facts


def whole(cases: Sequence[Case], rows: Sequence[Failures]) -> TotalStatistics:
    """The statistics of the weights that passed, of everything."""
    return total_statistics(_table(cases, rows))


def _table(cases: Sequence[Case], rows: Sequence[Failures]) -> Table:
    weights = {str(place): case.weight for place, case in enumerate(cases)}
    return Table(
        weights,
        [
            {
                name: 0.0 if place in failures else weight
                for place, (name, weight) in enumerate(weights.items())
            }
            for failures in rows
        ],
    )


def _twins(cases: Sequence[Case], rows: Sequence[Failures]) -> dict[int, str]:
    """By place, the first case that the same submissions failed, of those that any failed."""
    failed: list[list[int]] = [[] for _ in cases]
    for number, failures in enumerate(rows):
        for place in failures:
            if 0 <= place < len(cases):
                failed[place].append(number)
    seen: dict[tuple[int, ...], str] = {}
    twins = {}
    for place, numbers in enumerate(failed):
        pattern = tuple(numbers)
        if pattern and len(pattern) < len(rows):
            if pattern in seen:
                twins[place] = seen[pattern]
            else:
                seen[pattern] = cases[place].name
    return twins
