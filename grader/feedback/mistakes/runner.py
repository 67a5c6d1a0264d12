"""Runs a lab's mistakes, one after the other, in one sandbox that is opened when first needed."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from grader.feedback.mistakes.free_order import in_order
from grader.feedback.observations.same_end import same_end
from grader.judging.budget import CallBudget
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Case, Lab, Mistake
from grader.lab.expected_answers import ExpectedAnswer
from grader.lab.sizes import input_bytes
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome

_NOT_RUN = Outcome(Verdict.not_run, alive=False)
_KEPT, _KEPT_BYTES = 16_384, 16 << 10
"""Outcomes that are remembered, and the most bytes that the inputs of each may have."""


@dataclass
class _Known:
    """An outcome on a case, and what the calls took of the budget.

    ``passed`` says whether it is right, once that was asked, and by which answer of the reference.
    """

    case: Case
    outcome: Outcome
    used: int
    spent: int
    passed: tuple[ExpectedAnswer, bool] | None = None


_known: OrderedDict[tuple[str, str, str | int], _Known] = OrderedDict()
"""Outcomes of mistakes on visible cases and on public ones that are remembered as well.

Both are the same for each submission. By the lab's revision, the mistake, and the name of a visible
case or the id of a public one.
"""


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
        case, calls = judgment.case, self.calls
        key = self._key(mistake, judgment)
        known = _known.get(key)
        if known is not None and (judgment.visible or known.case is case):
            if not calls.allows():
                return _NOT_RUN
            calls.charge(known.used, known.spent)
            _known.move_to_end(key)
            return known.outcome
        used, left = calls.used, calls.left
        outcome = self._runner_of(mistake).run(case.inputs)
        if outcome.verdict is not Verdict.not_run and input_bytes(case.inputs) <= _KEPT_BYTES:
            _known[key] = _Known(case, outcome, calls.used - used, left - calls.left)
            if len(_known) > _KEPT:
                _known.popitem(last=False)
        return outcome

    def gives_answer(self, mistake: Mistake, judgment: Judgment) -> bool:
        """Whether the mistake ends as the submission does, in a free order of its own."""
        theirs, ours = self.outcome(mistake, judgment), judgment.outcome
        case = judgment.case
        return same_end(in_order(case, ours), in_order(case, theirs), judgment.likeness)

    def passes(self, mistake: Mistake, judgment: Judgment) -> bool:
        """Whether the mistake is right in a case."""
        outcome = self.outcome(mistake, judgment)
        case, visible, expected = judgment.case, judgment.visible, judgment.expected
        known = _known.get(self._key(mistake, judgment))
        if known is not None and known.outcome is not outcome:
            known = None
        if known is not None and known.passed is not None and known.passed[0] is expected:
            return known.passed[1]
        passed = judge(self.lab, case, visible, outcome, expected, judgment.tolerance).passed
        if known is not None:
            known.passed = expected, passed
        return passed

    def _key(self, mistake: Mistake, judgment: Judgment) -> tuple[str, str, str | int]:
        case = judgment.case
        return self.lab.revision, mistake.name, case.name if judgment.visible else id(case)

    def _runner_of(self, mistake: Mistake) -> Runner:
        if self._runner is None:
            self._runner = Runner(mistake.source, self.lab.limits, calls=self.calls)
        elif self._loaded != mistake.name:
            self._runner.swap(mistake.source)
        self._loaded = mistake.name
        return self._runner
