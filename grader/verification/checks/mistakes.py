"""Each file in mistakes/ runs and is wrong, in the same cases whatever the draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from grader.judging.judgment import Judgment
from grader.verification.check import Check, Effort
from grader.verification.finding import Finding, line_of_case
from grader.verification.programs import Trial, describe_load, trials_of
from grader.verification.subject import Subject

_SAME = 1e-9


def check(subject: Subject, effort: Effort) -> Iterator[Finding]:
    """The mistakes that are right, that do not run, or whose score depends on the draw."""
    for name, trials in trials_of(subject.lab, subject.mistakes, effort):
        path = subject.path(f"mistakes/{name}.py")
        if not effort.quick:  # there a trial ends at the first case that fails
            subject.judged[name] = trials[0].judgments
        if not trials[0].loads:
            message = f"does not load: {describe_load(trials[0].load)}"
            yield Finding(path, 1, message, "Make it run: a mistake gives wrong answers.")
        elif all(trial.right for trial in trials):
            message = "passes every case"
            yield Finding(path, 1, message, "Add a case that it fails, or move it to solutions/.")
        else:
            yield from _depends_on_draw(subject, name, trials)


def _depends_on_draw(subject: Subject, mistake: str, trials: list[Trial]) -> Iterator[Finding]:
    scores = sorted({round(100 * trial.correctness, 2) for trial in trials})
    if scores[-1] - scores[0] <= _SAME:
        return
    failed = Counter(row for trial in trials for row in {_row(j) for j in trial.failing})
    for (rule, name), times in failed.items():
        if times == len(trials):
            continue
        line = line_of_case(subject.folder / "cases.py", "ARGUMENTS" if rule else name)
        message = (
            f'{"the rule " if rule else ""}"{name}" catches mistakes/{mistake}.py on {times} of '
            f"{len(trials)} draws, so that it scores {scores[0]:g} or {scores[-1]:g} % by luck"
        )
        remedy = "Draw its inputs so that every draw catches the mistake, or none does."
        yield Finding(subject.path("cases.py"), line, message, remedy)


def _row(judgment: Judgment) -> tuple[bool, str]:
    """Whether it belongs to a rule, and the name of the row of the report that it counts in."""
    rule = judgment.case.rule
    return rule is not None, rule or judgment.case.name


CHECK = Check(
    "every mistake is wrong, on every draw alike", 90, check, quick=True, formats=("code",)
)
