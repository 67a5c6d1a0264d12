"""Asks a lab's mistakes, one after the other, in one sandbox that is opened when first needed."""

from __future__ import annotations

from collections import OrderedDict

from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Lab, Mistake
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome

BUDGET_SECONDS = 3.0
_KEPT = 4096
_known: OrderedDict[tuple[str, str, str], Outcome] = OrderedDict()
"""Outcomes of mistakes on visible cases, which are always the same."""


class MistakeRunner:
    """Runs mistakes on cases; a context manager."""

    def __init__(self, lab: Lab) -> None:
        self.lab, self.loaded = lab, ""
        self.runner: Runner | None = None

    def __enter__(self) -> MistakeRunner:
        return self

    def __exit__(self, *error: object) -> None:
        if self.runner is not None:
            self.runner.close()

    def outcome(self, mistake: Mistake, one: Judgment) -> Outcome:
        key = (self.lab.revision, mistake.name, one.case.name)
        if one.visible and key in _known:
            return _known[key]
        outcome = self._runner(mistake).ask(one.case.inputs)
        if one.visible and outcome.verdict is not Verdict.not_run:
            _known[key] = outcome
            if len(_known) > _KEPT:
                _known.popitem(last=False)
        return outcome

    def passes(self, mistake: Mistake, one: Judgment) -> bool:
        outcome = self.outcome(mistake, one)
        return judge(self.lab, one.case, one.visible, outcome, one.answer).passed

    def _runner(self, mistake: Mistake) -> Runner:
        if self.runner is None:
            self.runner = Runner(
                mistake.source, self.lab.limits, budget=BUDGET_SECONDS, by_cpu=True
            )
        elif self.loaded != mistake.name:
            self.runner.swap(mistake.source)
        self.loaded = mistake.name
        return self.runner
