"""Runs mutants on a lab's cases, and those that pass on further inputs."""

from __future__ import annotations

import contextlib
import signal
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.feedback.smallest_input.shrinking import shrunk
from grader.judging.judgment import judge
from grader.lab import Call, Case, Lab
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.lab.sizes import input_bytes
from grader.mutation_testing.mutants import Functions, Mutant, mutants
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome, RaisedException

SECONDS = 2.0
"""A mutant that has not answered by then runs without end, and is caught."""

FURTHER_DRAWS = 3
MOST_BYTES = 1 << 20


@dataclass(frozen=True)
class Survivor:
    """A mutant that all cases let through, with a call that tells it from the reference."""

    place: str
    words: str
    call: str


@dataclass(frozen=True)
class MutationResult:
    """``killed`` of ``killed + len(survivors)``; ``alike`` mutants are no mistakes."""

    killed: int
    survivors: tuple[Survivor, ...]
    alike: int

    @property
    def share(self) -> float:
        """Of the mutants that are mistakes, the share that the cases catch, 0-1."""
        total = self.killed + len(self.survivors)
        return self.killed / total if total else 1.0

    def as_dict(self) -> dict[str, Any]:
        return {
            "killed": self.killed,
            "share": round(self.share, 4),
            "alike": self.alike,
            "survivors": [dict(one.__dict__) for one in self.survivors],
        }


@dataclass(frozen=True)
class AnsweredCase:
    case: Case
    expected: ExpectedAnswer


def mutate(lab: Lab, seed: int = 0) -> MutationResult:
    """Runs every mutant in this process: they are changes of the operator's own files."""
    cases = [*lab.visible, *lab.hidden(np.random.default_rng(seed))]
    asked = [AnsweredCase(case, expected_answer(lab.reference, case.inputs)) for case in cases]
    asked.sort(key=lambda one: input_bytes(one.case.inputs))
    further = _further(lab, seed)
    killed = alike = 0
    survivors: list[Survivor] = []
    for mutant in mutants(lab, [one.case.inputs for one in asked]):
        if _caught(lab, mutant, asked):
            killed += 1
        elif (call := _told(lab, mutant, further)) is not None:
            survivors.append(Survivor(mutant.place, mutant.words, call))
        else:
            alike += 1
    return MutationResult(killed, tuple(survivors), alike)


def _further(lab: Lab, seed: int) -> list[AnsweredCase]:
    """Other draws of the hidden cases, and smaller and rounder inputs of all kinds."""
    rng = np.random.default_rng([seed, 1])
    calls: list[Call] = []
    for draw in range(1, 1 + FURTHER_DRAWS):
        cases = lab.hidden(np.random.default_rng([seed, 2, draw]))
        calls += [case.inputs for case in cases]
    for case in (*lab.visible, *lab.hidden(rng)):
        if input_bytes(case.inputs) <= MOST_BYTES // 16:
            calls += shrunk(case.inputs, rng)
    found = [AnsweredCase(Case("made", c, ""), expected_answer(lab.reference, c)) for c in calls]
    return [one for one in found if one.expected.raised is None]


def _caught(lab: Lab, mutant: Mutant, asked: Sequence[AnsweredCase]) -> bool:
    with _entered(mutant) as functions:
        if functions is None:
            return True
        return any(not _passes(lab, one, functions) for one in asked)


def _passes(lab: Lab, one: AnsweredCase, functions: Functions) -> bool:
    outcome = _outcome(functions, one.case.inputs)
    return judge(lab, one.case, False, outcome, one.expected).passed


def _told(lab: Lab, mutant: Mutant, further: Sequence[AnsweredCase]) -> str | None:
    """The first further call on which the mutant is wrong by the lab's tolerance."""
    with _entered(mutant) as functions:
        for one in further if functions is not None else ():
            if not _passes(lab, one, functions):
                inputs = ", ".join(f"{k}={_short(v)}" for k, v in lab.inputs(one.case.inputs))
                return f"{one.case.inputs.function}({inputs})"
    return None


def _short(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= 80 else text[:79] + "…"


@contextlib.contextmanager
def _entered(mutant: Mutant) -> Iterator[Functions | None]:
    """The mutant's functions; ``None`` when it cannot even be defined."""
    with contextlib.ExitStack() as stack, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            functions = stack.enter_context(mutant.in_place())
        except Exception:  # a change may break anything: then the lab would not load
            functions = None
        yield functions


class _TimeLimitReached(BaseException):
    pass


def _outcome(functions: Functions, call: Call) -> Outcome:
    """A call as the sandbox would tell it: value, exception, limit, or changed inputs."""

    def stop(*_: Any) -> None:
        raise _TimeLimitReached

    mine = call.fresh()
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        with np.errstate(all="ignore"):
            value = functions[mine.function](*mine.args, **mine.kwargs)
    except _TimeLimitReached:
        return Outcome(Verdict.time_limit)
    except BaseException as error:  # a mutant may raise anything
        bases = tuple(kind.__name__ for kind in type(error).__mro__[1:])
        return Outcome(
            Verdict.raised, raised=RaisedException(type(error).__name__, str(error), (), bases)
        )
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    changed = not _same_inputs(mine, call)
    return Outcome(Verdict.changed_inputs if changed else Verdict.passed, value)


def _same_inputs(one: Call, other: Call) -> bool:
    pairs = zip(_flat(one), _flat(other), strict=True)
    return all(
        not isinstance(b, np.ndarray) or np.array_equal(a, b, equal_nan=b.dtype.kind in "fc")
        for a, b in pairs
    )


def _flat(call: Call) -> list[Any]:
    parts = [*call.args, *call.kwargs.values()]
    return [p for part in parts for p in (part if isinstance(part, (list, tuple)) else [part])]
