"""Runs programs of a lab's author on its cases, all in one sandbox: they may see each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from grader.judging.correctness import correctness_of
from grader.judging.drawn_cases import draw_cases
from grader.judging.judgment import Judgment, format_exception, judge, tolerance_of
from grader.judging.runner import Runner
from grader.lab import Case, Lab
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from grader.values.comparison import Tolerance
from grader.verification.check import Effort
from grader.verification.code_keys import code_keys

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

    On the first draw every case is judged that can be; on others a rule that is broken is not tried
    further. What has passed a case in one program is not run again in another (`code_keys`).

    Args:
        lab: whose cases they are.
        sources: programs by name.
        seeds: how many draws.

    Raises: SandboxUnavailable.
    """
    draws = [_answered(lab, seed) for seed in range(seeds)]
    known: list[_Passed] = [{} for _ in draws]
    for name, source in sources.items():
        with Runner(source, lab.limits, budget=_SECONDS) as runner:
            trials = [
                _try(lab, runner, draw, passed, whole_rules=number == 0)
                for number, (draw, passed) in enumerate(zip(draws, known, strict=True))
            ]
            yield name, trials


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
            yield name, _try_to_the_first_failure(lab, runner, draw)
    finally:
        if runner is not None:
            runner.close()


def describe_load(load: Outcome) -> str:
    """Why a program does not load."""
    return format_exception(load.raised) if load.raised else load.detail or load.verdict.words


@dataclass(frozen=True)
class _AnsweredCase:
    """A case with the reference's answer, and how near to it an answer has to come."""

    visible: bool
    case: Case
    expected: ExpectedAnswer
    tolerance: Tolerance

    @classmethod
    def of(cls, lab: Lab, case: Case, expected: ExpectedAnswer, *, visible: bool) -> _AnsweredCase:
        """The case with its tolerance."""
        return cls(visible, case, expected, tolerance_of(lab, case, expected))


_Draw = list[_AnsweredCase]
_Passed = dict[tuple[int, tuple[str, ...]], Judgment]
"""Judgments of cases that were passed, by the case's place in the draw and the code that it ran."""


def _answered(lab: Lab, seed: int) -> _Draw:
    """All cases of one draw with the reference's answers, the visible ones marked."""
    hidden, timed = map(np.random.default_rng, np.random.SeedSequence(seed).spawn(2))
    visible = zip(lab.visible, lab.visible_answers, strict=True)
    drawn = draw_cases(lab, hidden, timed)
    return [
        *(_AnsweredCase.of(lab, case, answer, visible=True) for case, answer in visible),
        *(
            _AnsweredCase.of(lab, case, expected_answer(lab.reference, case.inputs), visible=False)
            for case in drawn
        ),
    ]


def _try(
    lab: Lab, runner: Runner, draw: _Draw, passed: _Passed, *, whole_rules: bool = False
) -> Trial:
    """A program on one draw; what it passes is added to ``passed``."""
    if runner.load.verdict is not Verdict.passed:
        return Trial(runner.load)
    keys = code_keys(runner.source, [function.name for function in lab.functions])
    codes = [tuple(keys[call.function] for call in entry.case.inputs.calls) for entry in draw]
    known = [passed.get((place, code)) for place, code in enumerate(codes)]
    left = [entry.case.inputs for entry, before in zip(draw, known, strict=True) if before is None]
    runner.announce(left)
    judgments: list[Judgment] = []
    failed_rules: set[str | None] = set()
    for place, entry in enumerate(draw):
        if entry.case.rule in failed_rules:
            continue  # a rule is all or nothing
        judgment = known[place] or _judged(lab, runner, entry)
        judgments.append(judgment)
        if judgment.passed:
            passed[place, codes[place]] = judgment
        elif entry.case.rule is not None and not whole_rules:
            failed_rules.add(entry.case.rule)
    return Trial(runner.load, tuple(judgments))


def _try_to_the_first_failure(lab: Lab, runner: Runner, draw: _Draw) -> Trial:
    judgments: list[Judgment] = []
    if runner.load.verdict is Verdict.passed:
        for entry in draw:
            judgments.append(_judged(lab, runner, entry))
            if not judgments[-1].passed:
                break
    return Trial(runner.load, tuple(judgments))


def _judged(lab: Lab, runner: Runner, entry: _AnsweredCase) -> Judgment:
    outcome = runner.run(entry.case.inputs)
    return judge(lab, entry.case, entry.visible, outcome, entry.expected, entry.tolerance)
