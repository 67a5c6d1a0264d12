"""Runs mutants on a lab's cases, and those that pass on further inputs."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pickle
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import FrameType
from typing import Any

import numpy as np

from grader.feedback.smallest_input.shrinking import shrunk_calls
from grader.judging.judgment import judge, tolerance_of
from grader.lab import Call, Case, Lab, Scenario
from grader.lab.expected_answers import ExpectedAnswer, expected_answer
from grader.lab.rules import rule_cases
from grader.lab.scenarios import steps
from grader.lab.sizes import input_bytes
from grader.mutation_testing.input_kinds import never_asked, varied_calls
from grader.mutation_testing.mutants import Functions, Mutant, mutants, reference_files
from grader.mutation_testing.reach import Lines, lines_run
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome, RaisedException
from grader.values.comparison import Tolerance

CALL_SECONDS = 2.0
"""CPU time of a call: a mutant that has not answered by then runs without end, and is caught."""

FURTHER_DRAWS = 3
"""Draws of the hidden cases on which mutants that pass are tried again."""
MOST_FURTHER_CALLS = 60
"""Calls through the changed line that are tried on one mutant."""
MOST_BYTES = 64 << 10
"""Cases with larger inputs are not shrunk into further ones."""
_REPR_CHARS = 80


@dataclass(frozen=True)
class Survivor:
    """A mutant that all cases let through, with a call that tells it from the reference."""

    place: str
    words: str
    call: str

    def as_dict(self) -> dict[str, str]:
        """For JSON."""
        return {"place": self.place, "words": self.words, "call": self.call}


@dataclass(frozen=True)
class MutationResult:
    """The cases kill ``killed`` of ``killed + len(survivors)`` mutants.

    ``equivalent`` more give the reference's answers on all further inputs, and do not count.
    ``never_asked`` are kinds of input that no case holds: function, parameter and kind.
    """

    killed: int
    survivors: tuple[Survivor, ...]
    equivalent: int
    never_asked: tuple[tuple[str, str, str], ...] = ()

    @property
    def share(self) -> float:
        """Of the mutants that are not equivalent the share that the cases kill, 0 to 1."""
        total = self.killed + len(self.survivors)
        return self.killed / total if total else 1.0

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "killed": self.killed,
            "share": round(self.share, 4),
            "alike": self.equivalent,
            "survivors": [survivor.as_dict() for survivor in self.survivors],
            "never_asked": [list(entry) for entry in self.never_asked],
        }


@dataclass(frozen=True)
class AnsweredCase:
    """A case with the reference's answer, and the lines of the reference that it runs through."""

    case: Case
    expected: ExpectedAnswer
    tolerance: Tolerance
    lines: Lines

    def can_notice(self, mutant: Mutant) -> bool:
        """Whether the mutant's answer can be another than the reference's."""
        return mutant.reach is None or mutant.reach.is_met(self.lines)


def mutate(lab: Lab, seed: int = 0) -> MutationResult:
    """Runs every mutant in this process: they are changes of the operator's own files.

    Args:
        lab: whose reference is changed.
        seed: draws the hidden cases and the further inputs.
    """
    cases = _all_cases(lab, np.random.default_rng(seed))
    answered = _answered(lab, cases)
    answered.sort(key=lambda entry: input_bytes(entry.case.inputs))
    further = _further_cases(lab, seed)
    killed = equivalent = 0
    survivors: list[Survivor] = []
    with _limited_calls(), _without_output():
        for mutant in mutants(lab, [entry.case.inputs for entry in answered]):
            if _is_killed(lab, mutant, answered):
                killed += 1
            elif (call := _distinguishing_call(lab, mutant, further)) is not None:
                survivors.append(Survivor(mutant.place, mutant.words, call))
            else:
                equivalent += 1
    unasked = never_asked(lab, [call for case in cases for call in case.inputs.calls])
    return MutationResult(killed, tuple(survivors), equivalent, tuple(unasked))


def _all_cases(lab: Lab, rng: np.random.Generator) -> list[Case]:
    made = rule_cases(lab.declarations, lab.functions, rng)
    return [*lab.visible, *lab.hidden(rng), *made]


def _further_cases(lab: Lab, seed: int) -> list[AnsweredCase]:
    """Other draws of all cases, smaller and rounder inputs, and kinds that were never asked."""
    rng = np.random.default_rng([seed, 1])
    cases: list[Case] = []
    for draw in range(1, 1 + FURTHER_DRAWS):
        drawn = _all_cases(lab, np.random.default_rng([seed, 2, draw]))
        cases += [case for case in drawn if draw == 1 or not (case.rule or case.check)]
    checked = {c.inputs.calls[-1].function for c in cases if c.check is not None}
    for case in (*lab.visible, *lab.hidden(rng)):
        if input_bytes(case.inputs) <= MOST_BYTES and not _has_meaning(case, checked):
            calls = list(shrunk_calls(case.inputs, rng))
            if not lab.declarations:  # which say what may be asked
                calls += [call for _, call in varied_calls(case.inputs)]
            cases += [replace(case, inputs=_judged_part(lab, call)) for call in calls]
    cases = [replace(case, expects=None, tolerance=None) for case in cases]
    answered = _answered(lab, _without_repeated(cases))
    return _most_different_first([entry for entry in answered if entry.expected.raised is None])


def _most_different_first(answered: Sequence[AnsweredCase]) -> list[AnsweredCase]:
    """One case of each set of lines that are run, then the second of each, and so on."""
    rounds: Counter[frozenset[tuple[str, int]]] = Counter()
    placed: list[tuple[int, AnsweredCase]] = []
    for entry in answered:
        lines = frozenset((path, line) for path, run in entry.lines.items() for line in run)
        placed.append((rounds[lines], entry))
        rounds[lines] += 1
    return [entry for _, entry in sorted(placed, key=lambda pair: pair[0])]


def _judged_part(lab: Lab, call: Call) -> Call:
    """The call, as a scenario of one where the lab declares that a part of its answer counts."""
    for declaration in lab.declarations:
        if call.function in declaration.functions and declaration.judged is not None:
            return steps(call, judged=declaration.judged)
    return call


def _without_repeated(cases: Sequence[Case]) -> list[Case]:
    """Each call and its check once: visible cases are the same in every draw."""
    kept: dict[Any, Case] = {}
    for case in cases:
        calls = [(call.function, call.args, call.kwargs) for call in case.inputs.calls]
        judged = case.inputs.judged if isinstance(case.inputs, Scenario) else None
        try:
            key: Any = (pickle.dumps((calls, judged)), case.check)
        except Exception:  # an argument of any kind may refuse to be written down
            key = id(case)
        kept.setdefault(key, case)
    return list(kept.values())


def _answered(lab: Lab, cases: Sequence[Case]) -> list[AnsweredCase]:
    files = reference_files()
    return [_with_answer(lab, case, files) for case in cases]


def _with_answer(lab: Lab, case: Case, files: Sequence[str]) -> AnsweredCase:
    answers: list[ExpectedAnswer] = []
    lines = lines_run(files, lambda: answers.append(expected_answer(lab.reference, case.inputs)))
    return AnsweredCase(case, answers[0], tolerance_of(lab, case, answers[0]), lines)


def _has_meaning(case: Case, checked: Collection[str]) -> bool:
    """Whether other inputs may mean nothing: to calls that follow each other, or to a check.

    A refused input of a function whose answers a check judges has several right answers, too, once
    it is made into one that is allowed.
    """
    if isinstance(case.inputs, Scenario) or case.check is not None:
        return True
    return case.expects is not None and case.inputs.function in checked


def _is_killed(lab: Lab, mutant: Mutant, answered: list[AnsweredCase]) -> bool:
    with _activated(mutant) as functions:
        if functions is None:
            return True
        for place, entry in enumerate(answered):
            if entry.can_notice(mutant) and not _passes(lab, entry, functions):
                answered.insert(0, answered.pop(place))  # what kills one kills others like it
                return True
    return False


def _passes(lab: Lab, entry: AnsweredCase, functions: Functions) -> bool:
    outcome = _outcome(functions, entry.case.inputs)
    case, expected = entry.case, entry.expected
    return judge(lab, case, False, outcome, expected, entry.tolerance).passed


def _distinguishing_call(lab: Lab, mutant: Mutant, further: Sequence[AnsweredCase]) -> str | None:
    """The first further call on which the mutant is wrong by the lab's tolerance."""
    with _activated(mutant) as functions:
        if functions is None:
            return None
        noticing = (entry for entry in further if entry.can_notice(mutant))
        for entry in islice(noticing, MOST_FURTHER_CALLS):
            if not _passes(lab, entry, functions):
                return "; ".join(_short_call(lab, call) for call in entry.case.inputs.calls)
    return None


def _short_call(lab: Lab, call: Call) -> str:
    inputs = ", ".join(f"{name}={_short_repr(value)}" for name, value in lab.inputs(call))
    return f"{call.function}({inputs})"


def _short_repr(value: Any) -> str:
    text = " ".join(repr(value).split())
    return text if len(text) <= _REPR_CHARS else text[: _REPR_CHARS - 1] + "…"


@contextlib.contextmanager
def _activated(mutant: Mutant) -> Iterator[Functions | None]:
    """The mutant's functions; ``None`` when it cannot even be defined."""
    with contextlib.ExitStack() as stack, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        functions: Functions | None = None
        # A change may break anything, so that the file does not even load: then it is caught.
        with contextlib.suppress(Exception):
            functions = stack.enter_context(mutant.activate())
        yield functions


@contextlib.contextmanager
def _without_output() -> Iterator[None]:
    """Drops what is printed meanwhile: LAPACK reports a mutant's arguments on standard output."""
    sys.stdout.flush()
    c_library, standard_output = ctypes.CDLL(None), os.dup(1)
    c_library.fflush(None)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    try:
        yield
    finally:
        sys.stdout.flush()
        c_library.fflush(None)  # what C keeps for later
        os.dup2(standard_output, 1)
        os.close(standard_output)


class _TimeLimitReached(BaseException):
    """Raised in a mutant that runs without end; no ``except Exception`` in it stops this."""


@contextlib.contextmanager
def _limited_calls() -> Iterator[None]:
    """While it is entered, the timer that `_outcome` sets stops a call."""

    def stop(signal_number: int, frame: FrameType | None) -> None:
        raise _TimeLimitReached

    before = signal.signal(signal.SIGVTALRM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGVTALRM, before)


def _outcome(functions: Functions, call: Call) -> Outcome:
    """A call's outcome as the sandbox would report it: value, exception, limit, changed inputs.

    Of a scenario the CPU time is that of all its calls.
    """
    own = call.fresh()
    signal.setitimer(signal.ITIMER_VIRTUAL, CALL_SECONDS)
    try:
        answer = expected_answer(functions, own)
    except _TimeLimitReached:
        return Outcome(Verdict.time_limit)
    except BaseException as error:  # a mutant may raise anything, SystemExit included
        return _raised(error, 0)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    if answer.raised is not None:
        return _raised(answer.raised, answer.step)
    changed = not _same_inputs(own, call)
    verdict = Verdict.changed_inputs if changed else Verdict.passed
    return Outcome(verdict, answer.value, step=len(own.calls) - 1)


def _raised(error: BaseException, step: int) -> Outcome:
    bases = tuple(kind.__name__ for kind in type(error).__mro__[1:])
    raised = RaisedException(type(error).__name__, str(error), (), bases)
    return Outcome(Verdict.raised, raised=raised, step=step)


def _same_inputs(used: Call, original: Call) -> bool:
    pairs = zip(_flat_inputs(used), _flat_inputs(original), strict=True)
    return all(not isinstance(b, np.ndarray) or _is_equal(a, b) for a, b in pairs)


def _is_equal(used: np.ndarray, original: np.ndarray) -> bool:
    if used.tobytes() == original.tobytes():  # mostly, and much sooner
        return True
    return np.array_equal(used, original, equal_nan=original.dtype.kind in "fc")


def _flat_inputs(call: Call) -> list[Any]:
    parts = [part for one in call.calls for part in (*one.args, *one.kwargs.values())]
    return [p for part in parts for p in (part if isinstance(part, (list, tuple)) else [part])]
