"""What may be said about a hidden case: only what happens again on inputs that are no secret.

A submission sees the inputs of hidden cases and decides what becomes of each call: its answers, its
exceptions, their lines, the time they take. Anything said from those could carry the inputs to
whoever wrote it. So nothing is. The lab's hidden cases are drawn a second time from a seed that
anybody may know, and run in a session that has never seen a secret input. What is said of a hidden
case is what was found on its twin, where both have the same verdict. A report thus depends on the
hidden inputs through the verdicts alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.judging import budget
from grader.judging.drawn_cases import draw_cases
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.lab import Call, Case, Lab
from grader.lab.expected_answers import expected_answer
from grader.lab.sizes import input_bytes
from grader.results.verdicts import Verdict

SMALL_BYTES = 64 << 10
_SAYS_NOTHING = (Verdict.time_limit, Verdict.not_run)


def public_seed(lab: Lab, source: bytes) -> np.random.SeedSequence:
    """Depends on the lab and the code, never on the secret seed of the hidden inputs."""
    known = hashlib.sha256(f"public {lab.revision} ".encode() + source).digest()
    return np.random.SeedSequence(int.from_bytes(known))


def public_evidence(
    lab: Lab, source: str | bytes, judged: Sequence[Judgment], seed: np.random.SeedSequence
) -> list[Judgment]:
    """The visible cases as they were judged, and twins of the hidden ones, judged here.

    A twin of a case that ran out of time is left out: it would take as long and tell no more.
    """
    visible = [one for one in judged if one.visible]
    wanted = {
        one.case.name for one in judged if not one.visible and one.verdict not in _SAYS_NOTHING
    }
    twins = [case for case in public_cases(lab, seed) if case.name in wanted] if wanted else []
    if not twins:
        return visible
    with Runner(source, lab.limits, budget=budget.TWIN_SECONDS) as runner:
        return visible + [one for case in twins if (one := _judged(lab, case, runner)) is not None]


def _judged(lab: Lab, case: Case, runner: Runner) -> Judgment | None:
    expected = expected_answer(lab.reference, case.inputs)
    wanted = case.expects.exception if case.expects else ()
    if case.expects and expected.raised is None:
        return None
    if expected.raised is not None and not isinstance(expected.raised, wanted):
        return None
    outcome = runner.ask(case.inputs)
    if outcome.verdict in (Verdict.not_run, Verdict.grader_failed):
        return None
    return judge(lab, case, False, outcome, expected)


def public_cases(lab: Lab, seed: np.random.SeedSequence) -> list[Case]:
    """The hidden cases on public inputs, small ones on two draws: one may fit a cause by chance.

    Raises nothing: without them less is explained.
    """
    first, first_large, second, second_large, own = map(np.random.default_rng, seed.spawn(5))
    try:
        cases = draw_cases(lab, first, first_large)
        again = draw_cases(lab, second, second_large)
    except Exception:  # the lab's own code; that it fails is said where hidden cases are drawn
        return []
    mine, others = ({case.name: case for case in draw} for draw in (cases, again))
    small = [case for case in again if input_bytes(case.inputs) <= SMALL_BYTES]
    return [
        *(_public(case, others.get(case.name), own) for case in cases),
        *(_public(case, mine.get(case.name), own) for case in small),
    ]


def _public(case: Case, other: Case | None, rng: np.random.Generator) -> Case:
    """The case with inputs of its own.

    An array that is the same in two draws is not drawn but written down in the lab, and thus in the
    hidden case as well; its numbers are moved a little. Whole numbers, scalars and arrays of -1, 0
    and 1 that a lab writes down stay as they are: nothing of their own is ever shown.
    """
    mine, theirs = case.inputs, other.inputs if other else case.inputs
    args = [
        _moved(value, theirs.args[n] if n < len(theirs.args) else None, rng)
        for n, value in enumerate(mine.args)
    ]
    kwargs = {name: _moved(v, theirs.kwargs.get(name), rng) for name, v in mine.kwargs.items()}
    return replace(case, inputs=Call(mine.function, tuple(args), kwargs))


def _moved(one: Any, other: Any, rng: np.random.Generator) -> Any:
    """The input, its arrays of floats up to a tenth nearer to zero where ``other`` holds the same.

    What a case may be about stays: signs, sizes, -1, 0, 1, NaN and infinity, the order in memory.
    """
    if isinstance(one, (list, tuple)):
        same_length = isinstance(other, (list, tuple)) and len(one) == len(other)
        others = other if same_length else [None] * len(one)
        return type(one)(_moved(a, b, rng) for a, b in zip(one, others, strict=True))
    if (
        not isinstance(one, np.ndarray)
        or one.dtype.kind != "f"
        or not isinstance(other, np.ndarray)
    ):
        return one
    if one.shape != other.shape or one.dtype != other.dtype or one.tobytes() != other.tobytes():
        return one
    new = one.copy(order="K")
    plain = np.isfinite(new) & ~np.isin(new, (-1, 0, 1))
    new[plain] *= rng.uniform(0.9, 1.0, new.shape)[plain].astype(new.dtype)
    return new
