"""The starter loads, runs, and only gets the feedback that it still has to be written.

With ``starter: runs`` in lab.yaml it trains a model instead, one that earns little.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import grader
from grader.feedback.hints.exceptions import Program
from grader.feedback.starter import unwritten
from grader.results.report import Report
from grader.results.verdicts import Verdict
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding
from grader.verification.subject import Subject

WORDS = "still to be written"
_EXPECTED = (Verdict.raised, Verdict.passed, Verdict.not_run)
"""Passing parts are distinguished; training that raises is not tried again."""
_TRAINED = (Verdict.passed, Verdict.below_target)
MOST_OF_STARTER = 0.2
"""Share of the points for results that a starter which trains stays below."""


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """Faults of starter.py when it is handed in unchanged."""
    path = subject.path("starter.py")
    if not subject.lab.starter_runs:
        yield from _says_so(subject)
    report = grader.grade(subject.untimed, subject.lab.starter, seed=0)
    if report.failure:
        yield Finding(path, 1, f"cannot be graded: {report.failure}")
        return
    if report.load is not None:
        yield Finding(path, 1, f"does not load: {report.load.detail}", "Make it run as it is.")
        return
    if subject.lab.starter_runs:
        yield from _earns_little(subject, report)
        return
    passed = [case.name for case in report.cases if case.passed]
    if passed:
        others = f" and {len(passed) - 1} more" if len(passed) > 1 else ""
        message = f'passes the case "{passed[0]}"{others} unchanged'
        remedy = "Raise an exception that no case expects, such as RuntimeError."
        yield Finding(path, 1, message, remedy)
    other = next((c for c in report.cases if c.verdict not in _EXPECTED), None)
    if other is not None:
        yield Finding(path, 1, f'ends "{other.name}" with: {other.verdict.words}', _remedy(subject))
    elif WORDS not in report.sentence:
        message = f'a student who hands it in reads: "{report.sentence}"'
        yield Finding(path, 1, message, _remedy(subject))


def _earns_little(subject: Subject, report: Report) -> Iterator[Finding]:
    """A starter that trains: every run comes to its end, and the model is a bad one.

    Of its other functions those may be left that are still to be written.
    """
    path = subject.path("starter.py")
    trains = subject.lab.functions[0].name
    left = {*unwritten(subject.lab, Program.of(subject.lab.starter))} - {trains}
    cases = (case for case in report.cases if case.function not in left)
    failed = next((case for case in cases if case.verdict not in _TRAINED), None)
    if failed is not None:
        message = f'ends "{failed.name}" with: {failed.verdict.words}'
        remedy = "Make it run as it is, or remove starter: runs from lab.yaml."
        yield Finding(path, 1, message, remedy)
    elif report.result is not None and report.result.score >= MOST_OF_STARTER:
        message = f"earns {report.result.score:.0%} of the points for results unchanged"
        remedy = f"Leave more to be written: a starter earns less than {MOST_OF_STARTER:.0%}."
        yield Finding(path, 1, message, remedy)


def _says_so(subject: Subject) -> Iterator[Finding]:
    """Each function ends by raising an exception with the words that the report shows."""
    names = {function.name for function in subject.lab.functions}
    for node in ast.parse(subject.lab.starter).body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            last = node.body[-1]
            if not (isinstance(last, ast.Raise) and WORDS in ast.unparse(last)):
                message = f"{node.name} does not say that it is {WORDS}"
                yield Finding(subject.path("starter.py"), node.lineno, message, _remedy(subject))


def _remedy(subject: Subject) -> str:
    name = subject.lab.functions[0].name
    return f'End each function with raise NotImplementedError("{name} is {WORDS}").'


CHECK = Check(
    "the starter runs and leaves all to be written", 70, check, formats=("code", "result")
)
