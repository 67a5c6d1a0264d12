"""The smallest input on which a submission fails, made up for it, to be shown whole.

It is made from public evidence alone (`grader.feedback.public_cases`), in a sandbox that has never
seen a hidden input, so that nothing shown here can hold one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.feedback.smallest_input.shrinking import shrunk_calls
from grader.judging.judgment import Judgment, judge, to_case_result
from grader.judging.runner import Runner
from grader.lab import Call, Case, Lab, Scenario
from grader.lab.expected_answers import expected_answer
from grader.lab.sizes import input_arrays, input_bytes, input_numbers
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict
from grader.values.comparison import Tolerance, compare
from grader.values.formatting import format_number

MOST_CALLS = 60
"""Of the submission."""
MOST_BASES = 4
"""Failing cases that inputs are made from."""
MOST_BYTES = 64 << 10
"""A case with larger inputs is no base."""
MOST_CELLS = 64
"""A larger answer is not shown entry by entry."""
ORDINARY = 40.0
"""An input of larger numbers is about overflow, and shows less of an ordinary mistake."""
_CELL_DIGITS = 6


@dataclass(frozen=True)
class SmallestInput:
    """``judgment`` is of the failing call, with all that is known of it; ``result`` is shown."""

    judgment: Judgment
    result: CaseResult

    @property
    def call(self) -> Call:
        """The failing call."""
        return self.judgment.case.inputs

    def as_dict(self) -> dict[str, Any]:
        """As a visible case, with ``cells``: rows of expected, got and whether they differ."""
        return self.result.as_dict() | {"cells": _cells(self.judgment)}


def find_smallest(
    lab: Lab, evidence: Sequence[Judgment], runner: Runner, rng: np.random.Generator
) -> SmallestInput | None:
    """The smallest call found that fails as a case failed; ``None`` when none does.

    Args:
        lab: whose cases they are.
        evidence: from `grader.feedback.public_evidence`.
        runner: of the submission, in a sandbox that has seen no hidden input.
        rng: draws the inputs.
    """
    search = _Search(lab, runner, rng)
    for base in _bases(evidence):
        if search.best is not None and _is_odd(base):
            break
        search.try_smaller_than(base)
    if search.best is None:
        return None
    return SmallestInput(search.best, to_case_result(lab, search.best))


class _Search:
    """The search as it proceeds; ``best`` is the smallest failing call so far."""

    def __init__(self, lab: Lab, runner: Runner, rng: np.random.Generator) -> None:
        self.lab, self.runner, self.rng = lab, runner, rng
        self.best: Judgment | None = None
        self.calls = 0

    def try_smaller_than(self, base: Judgment) -> None:
        """Tries calls of the base's kind, smallest first, until one fails with its verdict."""
        for call in shrunk_calls(base.case.inputs, self.rng):
            if self.best is not None and _entries(call) >= _entries(self.best.case.inputs):
                return
            if self.calls == MOST_CALLS:
                return
            judgment = self._judge(call, base.case.tolerance)
            if judgment is None:
                continue
            if _has_failed(judgment) and judgment.verdict is base.verdict:
                self.best = judgment
                return

    def _judge(self, call: Call, tolerance: Tolerance | None) -> Judgment | None:
        """The call's judgment; ``None`` where the reference has no answer and nothing is run."""
        expected = expected_answer(self.lab.reference, call)
        if expected.raised is not None:
            return None
        self.calls += 1
        case = Case("Smallest input that fails", call, "", tolerance=tolerance)
        return judge(self.lab, case, True, self.runner.run(call), expected)


def _has_failed(judgment: Judgment) -> bool:
    return not judgment.passed and judgment.verdict is not Verdict.not_run


def _bases(evidence: Sequence[Judgment]) -> list[Judgment]:
    """Failing cases of the function that fails first, those first that make the plainest inputs."""
    failing = [
        judgment
        for judgment in evidence
        if judgment.failed_by_value
        and not isinstance(judgment.case.inputs, Scenario)
        and judgment.case.check is None
        and input_bytes(judgment.case.inputs) <= MOST_BYTES
    ]
    failing = [judgment for judgment in failing if judgment.function == failing[0].function]

    def order(judgment: Judgment) -> tuple[bool, bool, bool, int, int]:
        call = judgment.case.inputs
        is_hidden, other_dtype = not judgment.visible, _has_other_dtype(call)
        return _is_odd(judgment), is_hidden, other_dtype, _axes_above_two(call), _entries(call)

    return sorted(failing, key=order)[:MOST_BASES]


def _has_other_dtype(call: Call) -> bool:
    """Whether the first array is of another dtype than float64, which need not be the point."""
    return any(array.dtype != float for array in input_arrays(call)[:1])


def _axes_above_two(call: Call) -> int:
    """Axes of the inputs beyond those that can be written as a table."""
    return max((max(array.ndim, 2) for array in input_arrays(call)), default=2)


def _entries(call: Call) -> int:
    parts = [*call.args, *call.kwargs.values()]
    flat = [p for part in parts for p in (part if isinstance(part, (list, tuple)) else [part])]
    return sum(part.size if isinstance(part, np.ndarray) else 1 for part in flat)


def _is_odd(judgment: Judgment) -> bool:
    """An empty input, or one of extremes, shows less than an ordinary one that fails too."""
    call = judgment.case.inputs
    sizes = [float(np.abs(array).max(initial=0)) for array in input_arrays(call)]
    return input_numbers(call) == 0 or not max(sizes, default=0.0) < ORDINARY


def _cells(judgment: Judgment) -> list[list[dict[str, Any]]]:
    """The answers entry by entry, where both are numbers of one shape of at most two axes."""
    got, expected = judgment.outcome.value, judgment.expected.value
    numbers = (int, float, np.number, np.ndarray)
    if not isinstance(got, numbers) or not isinstance(expected, numbers):
        return []
    got, expected = np.asarray(got), np.asarray(expected)
    if got.shape != expected.shape or got.ndim > 2 or not 0 < got.size <= MOST_CELLS:
        return []
    rows = zip(np.atleast_2d(got), np.atleast_2d(expected), strict=True)
    return [
        [_cell(*pair, judgment.tolerance) for pair in zip(got_row, expected_row, strict=True)]
        for got_row, expected_row in rows
    ]


def _cell(got: Any, expected: Any, tolerance: Tolerance) -> dict[str, Any]:
    return {
        "expected": format_number(expected, _CELL_DIGITS),
        "got": format_number(got, _CELL_DIGITS),
        "differs": not compare(got, expected, tolerance).right,
    }
