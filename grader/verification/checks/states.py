"""For playground labs: correct states reach every goal, and wrong ones get their own hint."""

from __future__ import annotations

from collections.abc import Iterator

import grader
from grader.files.faults import did_you_mean
from grader.results.report import Report
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding
from grader.verification.subject import Subject


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """The states of ``solutions/`` that fail, and those of ``mistakes/`` told another hint."""
    for name, text in subject.solutions.items():
        yield from _right(subject.path(f"solutions/{name}.txt"), grader.grade(subject.lab, text))
    for name, text in subject.mistakes.items():
        path = subject.path(f"mistakes/{name}.txt")
        yield from _wrong(path, name, grader.grade(subject.lab, text))


def _right(path: str, report: Report) -> Iterator[Finding]:
    if report.failure or report.load is not None:
        yield Finding(path, 1, f"cannot be graded: {report.sentence}")
    for case in report.cases:
        if not case.passed:
            message = f'fails "{case.name}": {case.hint}'
            yield Finding(path, 1, message, "Change the state, or what the goal asks for.")


def _wrong(path: str, name: str, report: Report) -> Iterator[Finding]:
    if report.failure or report.load is not None:
        yield Finding(path, 1, f"cannot be graded: {report.sentence}")
        return
    failing = [case for case in report.cases if not case.passed]
    if not failing:
        yield Finding(path, 1, "reaches every goal", "Make it wrong, or move it to solutions/.")
        return
    told = sorted({case.mistake for case in failing if case.mistake})
    if told != [name]:
        instead = ", ".join(told) or f'nothing but "{report.sentence}"'
        near = did_you_mean(name, told)
        remedy = f"Let the conditions below when: fit it, and those before it not.{near}"
        yield Finding(path, 1, f"gets the hint of {instead}", remedy)


CHECK = Check(
    "correct states reach every goal, wrong ones get their hint",
    97,
    check,
    formats=("playground",),
)
