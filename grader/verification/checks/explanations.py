"""A student who makes one of the lab's mistakes reads the hint of that mistake."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import grader
from grader.grading.grade import explain_judged
from grader.results.report import Report
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding
from grader.verification.subject import Subject


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """The mistakes whose report names something else, or does not name them."""
    for name in subject.mistakes:
        yield from explained(subject, name)


def explained(subject: Subject, name: str) -> Iterator[Finding]:
    """What is wrong with the report on one mistake; nothing where it does not fail."""
    report = _report(subject, name)
    if report.load is not None or report.full_correctness:
        return
    path = subject.path(f"mistakes/{name}.py")
    failing = [case for case in report.cases if not case.passed]
    for other in sorted({case.mistake for case in failing} - {None, name}, key=str):
        case = next(case for case in failing if case.mistake == other)
        message = f'is taken for mistakes/{other}.py in "{case.name}"'
        remedy = "Make them one, or add a case in which they differ."
        yield Finding(path, 1, message, remedy)
    if any(case.mistake == name for case in failing):
        return
    shown = report.first
    instead = f'"{shown.hint}"' if shown and shown.hint else "nothing"
    by = f", by the hypothesis {shown.hypothesis}" if shown and shown.hypothesis else ""
    message = (
        f"its hint is shown for none of the {len(failing)} cases that it fails, but {instead}{by}"
    )
    remedy = "Write it as students do, add a small case on which it is wrong, or remove it."
    yield Finding(path, 1, message, remedy)


def _report(subject: Subject, name: str) -> Report:
    """The hints that a student who submits the mistake gets.

    Most mistakes have been judged on the cases of the same draw before.
    """
    lab, source = subject.untimed, subject.mistakes[name]
    judged = subject.judged.get(name, ())
    if judged and all(judgment.outcome.alive for judgment in judged):
        return explain_judged(lab, source, judged)
    if lab.format == "result":
        once = replace(lab, content=replace(lab.content, seeds=1))  # hints are of the public run
        report = grader.grade(once, source, seed=0)
        if report.load is not None or not report.full_correctness:
            return report
    return grader.grade(lab, source, seed=0)


CHECK = Check(
    "every mistake gets its own hint",
    95,
    check,
    formats=("code", "result"),
    after="mistakes",
)
