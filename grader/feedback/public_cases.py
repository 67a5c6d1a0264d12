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
"""Cases with smaller inputs are drawn twice."""
_WITHOUT_TWIN = (Verdict.time_limit, Verdict.not_run)
"""A twin of a case that ran out of time would take as long and tell no more."""
_NEAREST = 0.9
"""Arrays that a lab writes down are multiplied by factors from here to 1."""


def public_seed(lab: Lab, source: bytes) -> np.random.SeedSequence:
    """A seed that depends on the lab and the code, never on the secret seed of hidden inputs."""
    known = hashlib.sha256(f"public {lab.revision} ".encode() + source).digest()
    return np.random.SeedSequence(int.from_bytes(known))


def public_evidence(
    lab: Lab, source: str | bytes, judgments: Sequence[Judgment], seed: np.random.SeedSequence
) -> list[Judgment]:
    """The judgments of visible cases, and of twins of the hidden ones, which are run here.

    Args:
        lab: whose cases they are.
        source: the submission.
        judgments: of all cases, hidden ones included; of these only names and verdicts are used.
        seed: from `public_seed`.
    """
    visible = [judgment for judgment in judgments if judgment.visible]
    wanted = {
        judgment.case.name
        for judgment in judgments
        if not judgment.visible and judgment.verdict not in _WITHOUT_TWIN
    }
    cases = [case for case in public_cases(lab, seed) if case.name in wanted] if wanted else []
    if not cases:
        return visible
    with Runner(source, lab.limits, budget=budget.TWINS_CPU_SECONDS, by_cpu=True) as runner:
        twins = [_judge_twin(lab, case, runner) for case in cases]
    return visible + [twin for twin in twins if twin is not None]


def _judge_twin(lab: Lab, case: Case, runner: Runner) -> Judgment | None:
    expected = expected_answer(lab.reference, case.inputs)
    if case.expects and expected.raised is None:
        return None
    right = case.expects.exception if case.expects else ()
    if expected.raised is not None and not isinstance(expected.raised, right):
        return None
    outcome = runner.run(case.inputs)
    if outcome.verdict in (Verdict.not_run, Verdict.grader_failed):
        return None
    return judge(lab, case, False, outcome, expected)


def public_cases(lab: Lab, seed: np.random.SeedSequence) -> list[Case]:
    """The hidden cases on public inputs, small ones on two draws: one may fit a cause by chance.

    It raises nothing: without these cases less is explained.
    """
    first, first_large, second, second_large, own = map(np.random.default_rng, seed.spawn(5))
    try:
        cases = draw_cases(lab, first, first_large)
        again = draw_cases(lab, second, second_large)
    except Exception:  # the lab's own code; it is reported where hidden cases are drawn
        return []
    by_name, again_by_name = ({case.name: case for case in draw} for draw in (cases, again))
    small = [case for case in again if input_bytes(case.inputs) <= SMALL_BYTES]
    return [
        *(_public(case, again_by_name.get(case.name), own) for case in cases),
        *(_public(case, by_name.get(case.name), own) for case in small),
    ]


def _public(case: Case, other: Case | None, rng: np.random.Generator) -> Case:
    """The case with inputs of its own; ``other`` is the same case in another draw.

    An array that is the same in two draws is not drawn but written down in the lab, and thus in the
    hidden case as well; its numbers are moved a little. Integers, scalars and arrays of -1, 0 and 1
    that a lab writes down stay as they are: nothing of their own is ever shown.
    """
    call, other_call = case.inputs, other.inputs if other else case.inputs
    other_args: list[Any] = [*other_call.args, *[None] * len(call.args)]
    args = tuple(_moved(*pair, rng) for pair in zip(call.args, other_args, strict=False))
    kwargs = {
        name: _moved(value, other_call.kwargs.get(name), rng) for name, value in call.kwargs.items()
    }
    return replace(case, inputs=Call(call.function, args, kwargs))


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
