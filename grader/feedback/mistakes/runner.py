"""Runs a lab's mistakes, one after the other, in one sandbox that is opened when first needed."""

from __future__ import annotations

from collections import OrderedDict

from grader.judging.budget import CallBudget
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Lab, Mistake
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome

_NOT_RUN = Outcome(Verdict.not_run, alive=False)
_KEPT = 4096
"""Outcomes that are remembered, of small inputs: some ten megabytes at the most."""
_known: OrderedDict[tuple[str, str, str], Outcome] = OrderedDict()
"""Outcomes of mistakes on visible cases, which are always the same, by revision, mistake, case."""


class MistakeRunner:
    """Runs the mistakes of a lab on cases; a context manager that closes the sandbox.

    All mistakes together make as many calls as ``calls`` allows. A call whose outcome is known
    already counts as well: what is tried does not depend on what was graded before.
    """

    def __init__(self, lab: Lab, calls: CallBudget) -> None:
        self.lab, self.calls, self._loaded = lab, calls, ""
        self._own: dict[tuple[str, int], tuple[Judgment, Outcome]] = {}
        self._runner: Runner | None = None

    def __enter__(self) -> MistakeRunner:
        return self

    def __exit__(self, *error: object) -> None:
        if self._runner is not None:
            self._runner.close()

    def outcome(self, mistake: Mistake, judgment: Judgment) -> Outcome:
        """What the mistake does in a case; `Verdict.not_run` when all calls are made."""
        own_key = mistake.name, id(judgment)
        if own_key not in self._own:
            # With the judgment, so that no other one gets its id.
            self._own[own_key] = judgment, self._outcome(mistake, judgment)
        return self._own[own_key][1]

    def _outcome(self, mistake: Mistake, judgment: Judgment) -> Outcome:
        key = (self.lab.revision, mistake.name, judgment.case.name)
        if judgment.visible and key in _known:
            if not self.calls.allows():
                return _NOT_RUN
            self.calls.spend(_known[key].cpu_ns)
            return _known[key]
        outcome = self._runner_of(mistake).run(judgment.case.inputs)
        if judgment.visible and outcome.verdict is not Verdict.not_run:
            _known[key] = outcome
            if len(_known) > _KEPT:
                _known.popitem(last=False)
        return outcome

    def passes(self, mistake: Mistake, judgment: Judgment) -> bool:
        """Whether the mistake is right in a case."""
        outcome = self.outcome(mistake, judgment)
        case, visible, expected = judgment.case, judgment.visible, judgment.expected
        return judge(self.lab, case, visible, outcome, expected).passed

    def _runner_of(self, mistake: Mistake) -> Runner:
        if self._runner is None:
            self._runner = Runner(mistake.source, self.lab.limits, calls=self.calls)
        elif self._loaded != mistake.name:
            self._runner.swap(mistake.source)
        self._loaded = mistake.name
        return self._runner
