"""Solutions are as fast, one beside the other, as ``lab.yaml`` says, and earn what they should."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf

from grader.lab import Lab, Thresholds
from grader.measuring.ratio import Estimate
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, Kind, line_of_key
from grader.verification.subject import Subject
from grader.verification.timing import NotTimed, Range, Stopwatch

VECTORISED, NAIVE = "vectorised", "naive"
VECTORISED_LEAST, NAIVE_MOST = 0.8, 0.2
"""Shares of the points for speed that an ordinary solution on whole arrays, and a loop, earn."""
FASTER = Range(0.0, 1.0)
ALIKE = Range(1 / 1.15, 1.10)
"""Of two that are declared equally fast: the first may not be slower by a tenth, nor so much faster
that the order could be declared."""


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """Faults of the declared order and of the thresholds, over as many runs as asked."""
    lab = subject.lab
    named = {name for group in lab.speed_order for name in group}
    if not lab.weights["performance"] or named - set(subject.solutions):
        return
    seen: set[str] = set()
    for run in range(effort.orders):
        for finding in _one_run(subject, Stopwatch(lab, run)):
            if finding.message.partition(":")[0] not in seen:
                seen.add(finding.message.partition(":")[0])
                yield finding


def _one_run(subject: Subject, stopwatch: Stopwatch) -> Iterator[Finding]:
    path = subject.path("lab.yaml")
    line = line_of_key(subject.folder / "lab.yaml", "performance")
    try:
        for text, remedy, kind in (
            *_points(subject.lab, subject.solutions, stopwatch),
            *_order(subject.lab, stopwatch),
        ):
            yield Finding(path, line, text, remedy, kind)
    except NotTimed as error:
        kind = Kind.fault if error.wrong else Kind.undecided
        yield Finding(path, line, f"a solution could not be timed: {error}", "", kind)


_Found = tuple[str, str, Kind]
"""Message, remedy and kind."""


def _points(lab: Lab, solutions: dict[str, str], stopwatch: Stopwatch) -> Iterator[_Found]:
    accepted = {
        VECTORISED: Range(0.0, ratio_for(VECTORISED_LEAST, lab.thresholds)),
        NAIVE: Range(ratio_for(NAIVE_MOST, lab.thresholds), inf),
    }
    asked = {VECTORISED: f"at least {VECTORISED_LEAST:.0%}", NAIVE: f"at most {NAIVE_MOST:.0%}"}
    for name in filter(solutions.__contains__, accepted):
        answer, found = stopwatch.decide_reference(name, accepted[name])
        if not answer:
            kind = Kind.undecided if answer is None else Kind.fault
            text = (
                f"{name} does not earn {asked[name]} of the points for speed: it takes "
                f"{_shown(found)} times as long as the reference"
            )
            yield text, "Change full_at or zero_at, or the solution.", kind


def _order(lab: Lab, stopwatch: Stopwatch) -> Iterator[_Found]:
    for group in lab.speed_order:
        for first, second in pairwise(group):
            answer, found = stopwatch.decide(first, second, ALIKE)
            if answer is False:
                text = f"{first} and {second} are not equally fast: times are as {_shown(found)}"
                yield text, "Take them out of their brackets, the faster one first.", Kind.fault
    for faster, slower in pairwise(lab.speed_order):
        for first in faster:
            for second in slower:
                answer, found = stopwatch.decide(first, second, FASTER)
                if not answer:
                    kind = Kind.undecided if answer is None else Kind.fault
                    text = f"{first} is not faster than {second}: times are as {_shown(found)}"
                    remedy = f"Change order, or write [{first}, {second}] for equally fast ones."
                    yield text, remedy, kind


def ratio_for(points: float, thresholds: Thresholds) -> float:
    """The ratio to the reference at which speed earns this share of its points."""
    full, zero = thresholds.full_at, thresholds.zero_at
    return float(zero * (full / zero) ** points)


def _shown(found: Estimate) -> str:
    return f"{found.value:.3g} ({found.low:.3g} to {found.high:.3g})"


CHECK = Check("solutions are as fast as declared", 110, check, timed=True, formats=("code",))
