"""Functions that are defined twice, the first time rightly: the later definition is what counts.

The file is run without the later definition on the cases that fail. Where that is wrong as well,
other sources say why, and `grader.feedback.explain` adds that there are two definitions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from grader.feedback.definitions import Redefinition
from grader.feedback.evidence import Evidence, is_small
from grader.feedback.explanation import Explanation, Source, Strength
from grader.judging import budget
from grader.judging.runner import Runner
from grader.messages import joined, message
from grader.results.cause import Stage

MOST_CASES = 16
"""Of one function."""


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    for function, redefinition in evidence.redefinitions.items():
        failing = [n for n in evidence.failing if evidence.judgments[n].function == function]
        tried = [n for n in failing if is_small(evidence.judgments[n])][:MOST_CASES]
        right = _right_before(evidence, redefinition, tried)
        if not right:
            continue
        if right == tried:
            right = failing
        sentence = joined(
            redefinition.words, message("The earlier one is right where this one is wrong.")
        )
        yield Explanation(
            SOURCE.name,
            function,
            sentence,
            frozenset(right),
            Strength.certain,
            Stage.nothing_runs,
        )


def _right_before(
    evidence: Evidence, redefinition: Redefinition, numbers: Sequence[int]
) -> list[int]:
    """The cases that pass without the later definition."""
    if not numbers:
        return []
    calls = evidence.budget.part(SOURCE.name, budget.REDEFINED_CALLS)
    with Runner(redefinition.without_last, evidence.lab.limits, calls=calls) as runner:
        return [n for n in numbers if evidence.passes(n, runner)]


SOURCE = Source("redefined", Strength.certain, _explain)
