"""Functions that are still as the starter has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.starter import as_given, unwritten
from grader.messages import message
from grader.results.cause import Stage


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    runs = evidence.lab.starter_runs
    if not runs and (words := as_given(evidence.lab, evidence.program)):
        yield _found(words, evidence.failing)
        return
    for function in unwritten(evidence.lab, evidence.program):
        cases = [n for n in evidence.failing if evidence.judgments[n].function == function]
        if cases:
            words = message("{function} is still to be written.", function=function)
            yield _found(words, cases)


def _found(words: str, cases: Sequence[int]) -> Explanation:
    return Explanation(
        SOURCE.name, "", words, frozenset(cases), Strength.certain, Stage.nothing_runs
    )


SOURCE = Source("unwritten", Strength.certain, _explain)
