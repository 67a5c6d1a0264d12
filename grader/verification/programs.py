"""Runs programs of a lab's author on its cases, all in one sandbox: they may see each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from grader.judging.correctness import correctness_of
from grader.judging.drawn_cases import draw_cases
from grader.judging.judgment import Judgment, format_exception, judge
from grader.judging.runner import Runner
from grader.lab import Case, Lab
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.verification.check import Effort

_SECONDS = 600.0
"""For all of a program's cases: each call has a limit of its own."""


@dataclass(frozen=True)
class Trial:
    """What became of one program on one draw of the cases; ``load`` is how it loaded."""

    load: Outcome
    judgments: tuple[Judgment, ...] = ()

    @property
    def loads(self) -> bool:
        """Whether the program can be called."""
        return self.load.verdict is Verdict.passed

    @property
    def right(self) -> bool:
        """Whether it loads and passes every case."""
        return self.loads and not self.failing

    @property
    def failing(self) -> list[Judgment]:
        """The cases that fail."""
        return [judgment for judgment in self.judgments if not judgment.passed]

    @property
    def correctness(self) -> float:
        """The share of the weight that passes, 0 to 1."""
        return correctness_of(self.judgments)


def trials_of(
    lab: Lab, sources: Mapping[str, str], effort: Effort
) -> Iterator[tuple[str, list[Trial]]]:
    """Each program with its trials: on every draw, or for a quick check as `find_right` does it.

    Raises: SandboxUnavailable.
    """
    if effort.quick and effort.seeds == 1:
        return ((name, [trial]) for name, trial in find_right(lab, sources))
    return try_programs(lab, sources, effort.seeds)


def try_programs(
    lab: Lab, sources: Mapping[str, str], seeds: int
) -> Iterator[tuple[str, list[Trial]]]:
    """Each program, in a sandbox of its own, with its trial on each draw; the first is on seed 0.

    Args:
        lab: whose cases they are.
        sources: programs by name.
        seeds: how many draws.

    Raises: SandboxUnavailable.
    """
    draws = [_answered(lab, seed) for seed in range(seeds)]
    for name, source in sources.items():
        with Runner(source, lab.limits, budget=_SECONDS) as runner:
            yield name, [_try(lab, runner, draw) for draw in draws]


def find_right(lab: Lab, sources: Mapping[str, str]) -> Iterator[tuple[str, Trial]]:
    """Each program with its trial up to the first case that it fails, on the draw of seed 0.

    Quicker than `try_programs`: they follow each other in one sandbox as long as it lives.
    Raises: SandboxUnavailable.
    """
    draw, runner = _answered(lab, 0), None
    try:
        for name, source in sources.items():
            if runner is None or runner.session is None or not runner.session.alive:
                if runner is not None:
                    runner.close()
                runner = Runner(source, lab.limits, budget=_SECONDS)
            else:
                runner.swap(source)
            yield name, _try(lab, runner, draw, to_the_end=False)
    finally:
        if runner is not None:
            runner.close()


def describe_load(load: Outcome) -> str:
    """Why a program does not load."""
    return format_exception(load.raised) if load.raised else load.detail or load.verdict.words


_Draw = list[tuple[bool, Case, ExpectedAnswer]]


def _answered(lab: Lab, seed: int) -> _Draw:
    """All cases of one draw with the reference's answers, the visible ones marked."""
    hidden, timed = map(np.random.default_rng, np.random.SeedSequence(seed).spawn(2))
    visible = [(True, *pair) for pair in zip(lab.visible, lab.visible_answers, strict=True)]
    drawn = draw_cases(lab, hidden, timed)
    return [
        *visible,
        *((False, case, expected_answer(lab.reference, case.inputs)) for case in drawn),
    ]


def _try(lab: Lab, runner: Runner, draw: _Draw, *, to_the_end: bool = True) -> Trial:
    if runner.load.verdict is not Verdict.passed:
        return Trial(runner.load)
    if to_the_end:
        runner.announce([case.inputs for _, case, _ in draw])
    judgments: list[Judgment] = []
    failed_rules: set[str | None] = set()
    for visible, case, expected in draw:
        if case.rule in failed_rules:
            continue  # a rule is all or nothing
        judgments.append(judge(lab, case, visible, runner.run(case.inputs), expected))
        if judgments[-1].passed:
            continue
        if not to_the_end:
            break
        if case.rule is not None:
            failed_rules.add(case.rule)
    return Trial(runner.load, tuple(judgments))
