"""All that is known of a submission's failures, on inputs that are no secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from grader.feedback.case_kinds import CaseKind
from grader.feedback.definitions import Redefinition, redefinitions
from grader.feedback.hints.exceptions import Program
from grader.feedback.observations.groups import Groups, groups_of
from grader.judging.budget import ExplanationBudget
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Lab
from grader.lab.sizes import input_bytes
from grader.results.verdicts import Verdict

MOST_BYTES = 64 << 10
"""Cases with larger inputs are not called again to explain a failure."""


def is_small(judgment: Judgment) -> bool:
    """Whether its case may be called again: the inputs take little time."""
    return input_bytes(judgment.case.inputs) <= MOST_BYTES


@dataclass
class Evidence:
    """What every source of explanations is given; cases are identified by their position in it.

    Attributes:
        lab: whose cases they are.
        source: the submission.
        judgments: of visible cases and of twins of hidden ones (`grader.feedback.public_cases`).
        kinds: of the rows of the report, by name.
        budget: of calls.
        explained: the failing cases that a stronger source has explained.
    """

    lab: Lab
    source: str | bytes
    judgments: Sequence[Judgment]
    kinds: Mapping[str, CaseKind] = field(default_factory=dict)
    budget: ExplanationBudget = field(default_factory=ExplanationBudget)
    explained: set[int] = field(default_factory=set)

    @cached_property
    def failing(self) -> tuple[int, ...]:
        """The places of cases that were run and failed."""
        return tuple(
            number
            for number, judgment in enumerate(self.judgments)
            if not judgment.passed and judgment.verdict is not Verdict.not_run
        )

    @property
    def unexplained(self) -> list[int]:
        """The places of failing cases that nothing explains yet."""
        return [number for number in self.failing if number not in self.explained]

    @cached_property
    def groups(self) -> tuple[Groups, Groups]:
        """The observations by branch: those on small inputs, and those on large ones."""
        return groups_of(self.lab, self.judgments)

    @cached_property
    def program(self) -> Program:
        """The submission's text, in which the lines of exceptions are looked up."""
        return Program.of(self.source)

    @cached_property
    def redefinitions(self) -> Mapping[str, Redefinition]:
        """The lab's functions that the submission defines more than once, by name."""
        return redefinitions(self.program, [function.name for function in self.lab.functions])

    def kind(self, number: int) -> CaseKind:
        """What the case at a place is about."""
        return self.kinds.get(self.judgments[number].case.row, CaseKind.ordinary)

    def passes(self, number: int, runner: Runner) -> bool:
        """Whether the case at a place passes with the program that ``runner`` runs."""
        judgment = self.judgments[number]
        case, outcome = judgment.case, runner.run(judgment.case.inputs)
        return judge(self.lab, case, judgment.visible, outcome, judgment.expected).passed
