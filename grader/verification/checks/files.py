"""The folder can be read: its files, lab.yaml, the syntax of programs, cases that are answered."""

from __future__ import annotations

from collections.abc import Iterator

from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, findings_of
from grader.verification.subject import Subject


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """The faults that keep a site from loading the lab."""
    _ = subject.readable
    yield from findings_of(subject.faults)


CHECK = Check("files are complete and can be read", 10, check, quick=True, needs_lab=False)
