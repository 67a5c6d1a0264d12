"""Thresholds of a lab that trains lie far from what its own programs reach."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from grader.formats.result import check_thresholds
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding
from grader.verification.subject import Subject

LEAST_RUNS, LEAST_MEDIANS, LEAST_GRADINGS = 8, 4, 2
"""Of fewer values a standard deviation says little: of single runs, and of medians of them."""


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """What `check_thresholds` finds: programs on the wrong side of a threshold, or too near it."""
    task = subject.lab.content
    count = max(LEAST_GRADINGS, math.ceil(LEAST_RUNS / task.seeds))
    if any(measure.over_seeds == "median" for measure in task.measures):
        count = max(LEAST_MEDIANS, count)
    asked = effort.seeds if effort.seeds > Effort().seeds else 0
    gradings = range(max(count, asked))
    mistakes = tuple(each for each in subject.lab.mistakes if each.name in subject.mistakes)
    written = replace(subject.lab, solutions=subject.solutions, mistakes=mistakes)
    for fault in check_thresholds(written, gradings, all_seeds=bool(asked)).faults:
        remedy = "Move the threshold, use more seeds or more held-out data, or change the program."
        yield Finding(fault.file, fault.line, fault.message, remedy)


CHECK = Check(
    "thresholds lie far from what programs reach", 105, check, timed=True, formats=("result",)
)
