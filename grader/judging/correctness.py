"""The share of correctness that judgments amount to, as a report counts it: row by row."""

from __future__ import annotations

from collections.abc import Iterable

from grader.judging.judgment import Judgment


def correctness_of(judgments: Iterable[Judgment]) -> float:
    """The share of the weight that passes, 0 to 1; of a rule all cases or none.

    Args:
        judgments: of all cases of one draw, those of one rule with one weight.
    """
    weights: dict[str, float] = {}
    failed: set[str] = set()
    for judgment in judgments:
        weights[judgment.case.row] = judgment.case.weight
        if not judgment.passed:
            failed.add(judgment.case.row)
    total = sum(weights.values())
    passed = sum(weight for row, weight in weights.items() if row not in failed)
    return passed / total if total else 0.0
