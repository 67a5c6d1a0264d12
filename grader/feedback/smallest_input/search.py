"""The smallest input on which a submission fails, made up for it, to be shown whole.

It is made from public evidence alone (`grader.feedback.public_cases`), in a sandbox that has never
seen a hidden input, so that nothing shown here can hold one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.feedback.smallest_input.shrinking import shrunk
from grader.judging.judgment import Judgment, judge, to_case_result
from grader.judging.runner import Runner
from grader.lab import Call, Case, Lab
from grader.lab.expected_answers import expected_answer
from grader.lab.sizes import input_arrays, input_bytes, input_numbers
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict
from grader.values.comparison import Tolerance, compare
from grader.values.formatting import format_number

MOST_CALLS = 60
MOST_BASES = 4
MOST_BYTES = 64 << 10
MOST_CELLS = 64
ORDINARY = 40.0


@dataclass(frozen=True)
class SmallestInput:
    """``judged`` is the failing call with all that is known of it, ``result`` what is shown."""

    judged: Judgment
    result: CaseResult

    @property
    def call(self) -> Call:
        return self.judged.case.inputs

    def as_dict(self) -> dict[str, Any]:
        """As a visible case, with ``cells``: rows of expected, got and whether they differ."""
        return self.result.as_dict() | {"cells": _cells(self.judged)}


def find_smallest(
    lab: Lab, evidence: Sequence[Judgment], runner: Runner, rng: np.random.Generator
) -> SmallestInput | None:
    """The smallest call found that fails as a case failed; ``None`` when none does."""
    best: Judgment | None = None
    asked = 0
    for base in _bases(evidence):
        if best is not None and _odd(base):
            break
        for call in shrunk(base.case.inputs, rng):
            if best is not None and _entries(call) >= _entries(best.case.inputs):
                break
            if asked == MOST_CALLS or runner.left <= 0.05:
                break
            found = _failing(lab, call, runner, base.case.tolerance)
            asked += found is not _UNASKED
            if isinstance(found, Judgment) and found.verdict is base.verdict:
                best = found
                break
    if best is None:
        return None
    return SmallestInput(best, to_case_result(lab, best))


_UNASKED = object()


def _bases(evidence: Sequence[Judgment]) -> list[Judgment]:
    """Failing cases of the function that fails first, visible ones before twins of hidden ones."""
    failing = [
        one
        for one in evidence
        if one.failed_by_value and input_bytes(one.case.inputs) <= MOST_BYTES
    ]
    failing = [one for one in failing if one.function == failing[0].function]
    failing.sort(
        key=lambda one: (
            _odd(one),
            not one.visible,
            _special(one.case.inputs),
            _entries(one.case.inputs),
        )
    )
    return failing[:MOST_BASES]


def _failing(
    lab: Lab, call: Call, runner: Runner, tolerance: Tolerance | None
) -> Judgment | object | None:
    """The call judged when it fails; ``None`` when it passes, `_UNASKED` when it has no answer."""
    expected = expected_answer(lab.reference, call)
    if expected.raised is not None:
        return _UNASKED
    case = Case("Smallest input that fails", call, "", tolerance=tolerance)
    found = judge(lab, case, True, runner.ask(call), expected)
    return None if found.passed or found.verdict is Verdict.not_run else found


def _special(call: Call) -> bool:
    """Whether the first array is of another dtype than float64, which need not be the point."""
    return any(array.dtype != float for array in input_arrays(call)[:1])


def _entries(call: Call) -> int:
    parts = [*call.args, *call.kwargs.values()]
    flat = [p for part in parts for p in (part if isinstance(part, (list, tuple)) else [part])]
    return sum(part.size if isinstance(part, np.ndarray) else 1 for part in flat)


def _odd(one: Judgment) -> bool:
    """An input of nothing, or of extremes, shows less than an ordinary one that fails too."""
    call = one.case.inputs
    sizes = [float(np.abs(array).max(initial=0)) for array in input_arrays(call)]
    return input_numbers(call) == 0 or not max(sizes, default=0.0) < ORDINARY


def _cells(one: Judgment) -> list[list[dict[str, Any]]]:
    """The answers entry by entry, where both are numbers of one shape of at most two axes."""
    got, want = one.outcome.value, one.answer.value
    numbers = (int, float, np.number, np.ndarray)
    if not isinstance(got, numbers) or not isinstance(want, numbers):
        return []
    got, want = np.asarray(got), np.asarray(want)
    if got.shape != want.shape or got.ndim > 2 or not 0 < got.size <= MOST_CELLS:
        return []
    pairs = zip(np.atleast_2d(got), np.atleast_2d(want), strict=True)
    return [
        [
            {
                "expected": format_number(w, 6),
                "got": format_number(g, 6),
                "differs": not compare(g, w, one.tolerance).right,
            }
            for g, w in zip(row, wanted, strict=True)
        ]
        for row, wanted in pairs
    ]
