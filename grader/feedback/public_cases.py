"""What may be said about a hidden case: only what happens again on inputs that are no secret.

A submission sees the inputs of hidden cases and decides what becomes of each call: its answers, its
exceptions, their lines, the time they take. Anything said from those could carry the inputs to
whoever wrote it. So nothing is. The lab's hidden cases are drawn a second time from a public seed,
and run in a session that has never seen a secret input. What is said of a hidden case is what was
found on this twin, where both have the same verdict. A report thus depends on the hidden inputs
through the verdicts alone.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from grader.judging import budget
from grader.judging.drawn_cases import draw_cases
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Call, Case, Lab, Scenario
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.lab.sizes import input_bytes
from grader.results.verdicts import Verdict, worst

SMALL_BYTES = 64 << 10
"""Cases with smaller inputs are drawn twice."""
_WITHOUT_TWIN = (Verdict.time_limit, Verdict.not_run)
"""A twin of a case that ran out of time would take as long and tell no more."""
CASES_OF_A_RULE = 2
"""Failing cases of one rule that have a twin."""
_NEAREST = 0.9
"""Arrays that a lab writes down are multiplied by factors from here to 1."""
_KEPT = 4 << 20
"""Bytes of inputs up to which a lab's public cases are remembered."""
_LABS_KEPT = 16


@dataclass(frozen=True)
class _Drawn:
    """Public cases, and the reference's answers to those that were asked, by the case's id."""

    cases: list[Case]
    reference: Mapping[str, Any]
    answers: dict[int, ExpectedAnswer] = field(default_factory=dict)


_known: OrderedDict[tuple[str, Any], _Drawn] = OrderedDict()
"""Public cases by the lab's revision and the function that draws its hidden cases.

They are the same objects each time, by which outcomes of the lab's mistakes are remembered too.
"""


def public_seed(lab: Lab) -> np.random.SeedSequence:
    """A seed that depends on the lab alone, never on the secret seed of hidden inputs."""
    known = hashlib.sha256(f"public {lab.revision}".encode()).digest()
    return np.random.SeedSequence(int.from_bytes(known))


def public_evidence(
    lab: Lab,
    source: str | bytes,
    judgments: Sequence[Judgment],
    cases: Sequence[Case],
    spending: budget.ExplanationBudget,
) -> list[Judgment]:
    """The judgments of visible cases, and of twins of the hidden ones, which are run here.

    Args:
        lab: whose cases they are.
        source: the submission.
        judgments: of all cases, hidden ones included; of these only names and verdicts are used.
        cases: from `public_cases`.
        spending: how many calls may be made.
    """
    visible = [judgment for judgment in judgments if judgment.visible]
    telling = _telling(judgments)
    wanted = [case for case in cases if _is_wanted(case, telling)]
    if not wanted:
        return visible
    calls = spending.part("twins", budget.TWIN_CALLS)
    with Runner(source, lab.limits, calls=calls) as runner:
        runner.announce([case.inputs for case in wanted])
        twins = [_judge_twin(lab, case, runner) for case in wanted]
    return visible + [twin for twin in twins if twin is not None]


def _telling(judgments: Sequence[Judgment]) -> dict[str, bool]:
    """The names of hidden cases whose twins tell something, and whether they passed.

    Of a case that ran out of time a twin takes as long; of a rule a few cases show what is wrong.
    """
    told: dict[str, bool] = {}
    by_row: dict[str, list[Judgment]] = {}
    for judgment in judgments:
        if not judgment.visible and judgment.verdict not in _WITHOUT_TWIN:
            by_row.setdefault(judgment.case.row, []).append(judgment)
    for row in by_row.values():
        verdict = worst(judgment.verdict for judgment in row)
        alike = [judgment for judgment in row if judgment.verdict is verdict]
        kept = alike[:CASES_OF_A_RULE] if row[0].case.rule else row
        for judgment in kept:
            if not (judgment.case.rule and judgment.passed):
                told[judgment.case.name] = judgment.passed
    return told


def _is_wanted(case: Case, telling: Mapping[str, bool]) -> bool:
    """A large case that passed tells nothing: small ones contradict a wrong cause as well."""
    passed = telling.get(case.name)
    if passed is None:
        return False
    return not passed or input_bytes(case.inputs) <= SMALL_BYTES


def _judge_twin(lab: Lab, case: Case, runner: Runner) -> Judgment | None:
    expected = _expected(lab, case)
    if case.expects and expected.raised is None:
        return None
    right = case.expects.exception if case.expects else ()
    if expected.raised is not None and not isinstance(expected.raised, right):
        return None
    outcome = runner.run(case.inputs)
    if outcome.verdict in (Verdict.not_run, Verdict.grader_failed):
        return None
    judgment = judge(lab, case, False, outcome, expected)
    return None if judgment.verdict is Verdict.grader_failed else judgment


def public_cases(lab: Lab) -> list[Case]:
    """The hidden cases on public inputs, small ones on two draws: one may fit a cause by chance.

    They are the same for each submission, so that equal mistakes get equal feedback. It raises
    nothing: without these cases less is explained.
    """
    key = lab.revision, lab.make_hidden
    if key in _known:
        _known.move_to_end(key)
        return _known[key].cases
    cases = _drawn(lab, public_seed(lab))
    if sum(input_bytes(case.inputs) for case in cases) <= _KEPT:
        _known[key] = _Drawn(cases, lab.reference)
        if len(_known) > _LABS_KEPT:
            _known.popitem(last=False)
    return cases


def _expected(lab: Lab, case: Case) -> ExpectedAnswer:
    """The reference's answer, which is remembered where the case is."""
    known = _known.get((lab.revision, lab.make_hidden))
    if known is None or known.reference is not lab.reference:
        return expected_answer(lab.reference, case.inputs)
    if id(case) not in known.answers:
        if not any(each is case for each in known.cases):  # an id alone may be another's later
            return expected_answer(lab.reference, case.inputs)
        known.answers[id(case)] = expected_answer(lab.reference, case.inputs)
    return known.answers[id(case)]


def _drawn(lab: Lab, seed: np.random.SeedSequence) -> list[Case]:
    first, first_large, second, second_large, own = map(np.random.default_rng, seed.spawn(5))
    try:
        cases = draw_cases(lab, first, first_large)
        again = draw_cases(lab, second, second_large)
    except Exception:  # the lab's own code; it is reported where hidden cases are drawn
        return []
    by_name, again_by_name = ({case.name: case for case in draw} for draw in (cases, again))
    small = [c for c in again if input_bytes(c.inputs) <= SMALL_BYTES and not c.rule]
    return [
        *(_public(case, again_by_name.get(case.name), own) for case in cases),
        *(_public(case, by_name.get(case.name), own) for case in small),
    ]


def _public(case: Case, other: Case | None, rng: np.random.Generator) -> Case:
    """The case with inputs of its own; ``other`` is the same case in another draw.

    An array that is the same in two draws is not drawn but written down in the lab, and thus in the
    hidden case as well; its numbers are moved a little. Integers, scalars and arrays of -1, 0 and 1
    that a lab writes down stay as they are: nothing of their own is ever shown. No lab writes down
    the case of a rule.
    """
    if case.rule:
        return case
    calls, other_calls = case.inputs.calls, (other or case).inputs.calls
    if len(calls) != len(other_calls):
        other_calls = calls
    moved = _SameForSame(rng)
    public = [_public_call(*pair, moved) for pair in zip(calls, other_calls, strict=True)]
    if isinstance(case.inputs, Scenario):
        return replace(case, inputs=case.inputs.with_calls(public))
    return replace(case, inputs=public[0])


def _public_call(call: Call, other: Call, moved: _SameForSame) -> Call:
    other_args: list[Any] = [*other.args, *[None] * len(call.args)]
    args = tuple(moved(*pair) for pair in zip(call.args, other_args, strict=False))
    kwargs = {name: moved(value, other.kwargs.get(name)) for name, value in call.kwargs.items()}
    return Call(call.function, args, kwargs)


class _SameForSame:
    """`_moved`, which moves an input once that several calls of a scenario are given."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._known: dict[int, tuple[Any, Any]] = {}

    def __call__(self, value: Any, other: Any) -> Any:
        if id(value) not in self._known:
            self._known[id(value)] = value, _moved(value, other, self._rng)
        return self._known[id(value)][1]


def _moved(value: Any, other: Any, rng: np.random.Generator) -> Any:
    """The input, its arrays of floats up to a tenth nearer to zero where ``other`` holds the same.

    What a case may be about stays: signs, sizes, -1, 0, 1, NaN and infinity, the order in memory.
    """
    if isinstance(value, (list, tuple)):
        same_length = isinstance(other, (list, tuple)) and len(value) == len(other)
        others = other if same_length else [None] * len(value)
        return type(value)(_moved(*pair, rng) for pair in zip(value, others, strict=True))
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
        return value
    if not isinstance(other, np.ndarray) or not _is_identical(value, other):
        return value
    moved = value.copy(order="K")
    ordinary = np.isfinite(moved) & ~np.isin(moved, (-1, 0, 1))
    factors = np.asarray(rng.uniform(_NEAREST, 1.0, moved.shape))
    moved[ordinary] *= factors[ordinary].astype(moved.dtype)
    return moved


def _is_identical(first: np.ndarray, second: np.ndarray) -> bool:
    same_kind = first.shape == second.shape and first.dtype == second.dtype
    return same_kind and first.tobytes() == second.tobytes()
