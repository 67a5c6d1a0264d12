"""Exceptions: each kind has a remedy that names the line."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import replace

from grader.feedback.case_kinds import CaseKind
from grader.feedback.described import described
from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.hints.verdict_hints import hint_for_outcome
from grader.judging.judgment import Judgment
from grader.results.cause import Stage
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import RaisedException

_OF_SIZE = (OverflowError.__name__, FloatingPointError.__name__)


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    """Exceptions of one line have one cause, and those of one kind with one remedy."""
    names: dict[tuple[str, str], str] = {}

    def describe(evidence: Evidence, judgment: Judgment) -> tuple[str, str]:
        raised = judgment.outcome.raised
        if judgment.verdict is not Verdict.raised or raised is None:
            return "", ""
        sentence = hint_for_outcome(judgment, evidence.lab, evidence.program)
        place, _, remedy = sentence.partition(": ")
        kind = _kind(raised)
        at = f"{kind}, line {raised.lines[-1][0]}" if raised.lines else kind
        name = names.get((at, "")) or names.get((kind, remedy or place)) or at
        names.setdefault((at, ""), name)
        names.setdefault((kind, remedy or place), name)
        return name, sentence

    for found in described(SOURCE.name, describe, evidence):
        ordinary = any(evidence.kind(n) is CaseKind.ordinary for n in found.cases)
        yield replace(found, stage=Stage.values) if ordinary and _is_of_size(found.name) else found


def _is_of_size(name: str) -> bool:
    """Whether Python stops where NumPy would go on with infinity or NaN: large numbers alone do so,
    and it is no reason to speak of it before wrong values of all others."""
    return name.startswith(_OF_SIZE)


def _kind(raised: RaisedException) -> str:
    """The exception's type, or the nearest that Python has: names of the code's own tell inputs."""
    known = (name for name in (raised.type, *raised.bases) if hasattr(builtins, name))
    return next(known, BaseException.__name__)


SOURCE = Source("exception", Strength.described, _explain)
