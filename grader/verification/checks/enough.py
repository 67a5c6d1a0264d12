"""There are enough solutions and mistakes, hints that differ, and what a student needs to know."""

from __future__ import annotations

from collections.abc import Iterator

from grader.files.faults import Faults
from grader.files.yaml_nodes import read_yaml
from grader.lab.formats import format_of
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, line_with
from grader.verification.subject import Subject

LEAST_MISTAKES = 8
"""Of a lab of code. Fewer say little of which wrong answers are explained."""
NEEDED = {
    "minutes": "Say how long a student usually takes: minutes: 20.",
    "difficulty": "Say how hard it is: difficulty: easy.",
    "tags": "Name what it can be found by: tags: [gradient].",
    "needs": "Name the labs to be done before, or none: needs: [].",
}
"""Keys of lab.yaml that a page can do without, and a student cannot."""


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """Faults of what a lab has too little of to be useful."""
    root = read_yaml(subject.folder / "lab.yaml", Faults())
    for key, remedy in NEEDED.items() if root is not None else ():
        if root is not None and root.get(key) is None:
            yield Finding(subject.path("lab.yaml"), 1, f'does not say "{key}"', remedy)
    if subject.readable is None:
        return
    lab = subject.readable
    least = format_of(lab).least
    yield from _number(subject, "solutions", len(lab.solutions), least["solutions"])
    yield from _number(subject, "mistakes", len(lab.mistakes), least["mistakes"])
    for number, hint in enumerate(lab.hints):
        if hint in lab.hints[:number]:
            remedy = "Let each hint say more than the one before."
            line = line_with(subject.folder / "hints.md", hint.partition("\n")[0])
            yield Finding(subject.path("hints.md"), line, "gives a hint twice", remedy)


def _number(subject: Subject, kind: str, found: int, least: int) -> Iterator[Finding]:
    if found < least:
        message = f"has {found} of at least {least} {kind}"
        yield Finding(subject.path(kind), 1, message, f"Write {least - found} more.")


CHECK = Check(
    "there are enough solutions, mistakes and hints", 55, check, quick=True, needs_lab=False
)
