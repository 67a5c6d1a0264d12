"""Exceptions: each kind has a remedy that names the line."""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from grader.feedback.described import described
from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.hints.verdict_hints import hint_for_outcome
from grader.judging.judgment import Judgment
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import RaisedException


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

    yield from described(SOURCE.name, describe, evidence)


def _kind(raised: RaisedException) -> str:
    """The exception's type, or the nearest that Python has: names of the code's own tell inputs."""
    known = (name for name in (raised.type, *raised.bases) if hasattr(builtins, name))
    return next(known, BaseException.__name__)


SOURCE = Source("exception", Strength.described, _explain)
