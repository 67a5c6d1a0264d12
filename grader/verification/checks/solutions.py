"""Each file in solutions/ passes every case, on several draws."""

from __future__ import annotations

from collections.abc import Iterator

from grader.judging.judgment import Judgment
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding
from grader.verification.programs import Trial, describe_load, trials_of
from grader.verification.subject import Subject

_SHOWN = 3
"""Failing cases that are named for one file."""


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """The solutions that are wrong, with the cases that say so."""
    for name, trials in trials_of(subject.lab, subject.solutions, effort):
        yield from _solution(subject.path(f"solutions/{name}.py"), trials)


def _solution(path: str, trials: list[Trial]) -> Iterator[Finding]:
    remedy = "Correct it, or move it to mistakes/."
    if not trials[0].loads:
        yield Finding(path, 1, f"does not load: {describe_load(trials[0].load)}", remedy)
        return
    failing: dict[str, Judgment] = {}
    for trial in trials:
        for judgment in trial.failing:
            failing.setdefault(judgment.case.name, judgment)
    for judgment in list(failing.values())[:_SHOWN]:
        reason = f"{judgment.verdict.words}. {judgment.detail}".rstrip(". ")
        yield Finding(path, 1, f'fails "{judgment.case.name}": {reason}', remedy)
    if len(failing) > _SHOWN:
        more = f"fails {len(failing) - _SHOWN} more of {len(trials[0].judgments)} cases"
        yield Finding(path, 1, more, remedy)


CHECK = Check("every solution is right", 80, check, quick=True, formats=("code", "result"))
