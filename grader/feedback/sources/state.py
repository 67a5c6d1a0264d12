"""Answers that depend on the calls before: something is kept between calls, or drawn at random.

The failing cases are called again in a fresh session, in reverse order. Where one ends otherwise
than before, it is called alone, twice, each time in a session of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback.evidence import Evidence, is_small
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.observations.same_end import same_end
from grader.judging import budget
from grader.judging.budget import CallBudget
from grader.judging.judgment import Judgment, judge
from grader.judging.runner import Runner
from grader.messages import Message, message
from grader.results.cause import Stage
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome

MOST_AGAIN = 16
"""Cases that are called again in one session."""
MOST_ALONE = 6
"""Cases that are called alone."""
_TRIED = (Verdict.passed, Verdict.changed_inputs, Verdict.raised)

RIGHT_ALONE = message(
    "Right when it is called alone, wrong after other calls: something is kept between calls, in a "
    "global, a cache or a default argument."
)
DEPENDS = message(
    "The same call ends differently after other calls: something is kept between calls, in a "
    "global, a cache or a default argument, or an array of np.empty is not filled."
)
RANDOM = message(
    "The same call gives another answer each time the file is run: from random numbers, or from an "
    "array of np.empty that is not filled."
)


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    tried = [n for n in evidence.unexplained if _is_tried(evidence.judgments[n])]
    if not tried:
        return
    calls = evidence.budget.part(SOURCE.name, budget.STATE_CALLS)
    again = _in_one_session(evidence, tried[:MOST_AGAIN][::-1], calls)
    differing = [n for n in tried if n in again and not _same(evidence, n, again[n])]
    found: dict[Message, list[int]] = {}
    for number in differing[:MOST_ALONE]:
        words = _words(evidence, number, calls)
        if words is not None:
            found.setdefault(words, []).append(number)
    if not found:
        return
    # What was not tried alone differs for the reason of what was.
    most = max(found, key=lambda words: len(found[words]))
    found[most] += differing[MOST_ALONE:]
    for words, numbers in found.items():
        name = "random" if words is RANDOM else "kept_between_calls"
        yield Explanation(
            SOURCE.name, name, words, frozenset(numbers), Strength.certain, Stage.stops
        )


def _is_tried(judgment: Judgment) -> bool:
    return is_small(judgment) and judgment.outcome.verdict in _TRIED


def _words(evidence: Evidence, number: int, calls: CallBudget) -> Message | None:
    alone, once_more = (_in_one_session(evidence, [number], calls).get(number) for _ in range(2))
    if alone is None or once_more is None:
        return None
    judgment = evidence.judgments[number]
    if not _equal(alone, once_more, judgment):
        return RANDOM
    if _same(evidence, number, alone):
        return None
    case, expected = judgment.case, judgment.expected
    right = judge(evidence.lab, case, judgment.visible, alone, expected).passed
    return RIGHT_ALONE if right else DEPENDS


def _same(evidence: Evidence, number: int, outcome: Outcome) -> bool:
    judgment = evidence.judgments[number]
    return _equal(judgment.outcome, outcome, judgment)


def _equal(first: Outcome, second: Outcome, judgment: Judgment) -> bool:
    """Whether they end alike; the text of an exception may hold an address, which says nothing."""
    if first.raised is not None and second.raised is not None:
        return first.raised.type == second.raised.type
    return same_end(first, second, judgment.tolerance)


def _in_one_session(
    evidence: Evidence, numbers: list[int], calls: CallBudget
) -> dict[int, Outcome]:
    """The outcomes of cases, called in this order in a fresh session; without what did not run."""
    with Runner(evidence.source, evidence.lab.limits, calls=calls) as runner:
        outcomes = {n: runner.run(evidence.judgments[n].case.inputs) for n in numbers}
    idle = (Verdict.not_run, Verdict.grader_failed)
    return {n: outcome for n, outcome in outcomes.items() if outcome.verdict not in idle}


SOURCE = Source("state", Strength.certain, _explain)
