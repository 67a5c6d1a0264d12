"""The known mistakes of the lab: each is a program, whose answers are compared."""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.mistakes.matching import name_mistakes
from grader.judging import budget
from grader.judging.judgment import Judgment
from grader.lab import Mistake
from grader.results.verdicts import Verdict

Key = tuple[str, Verdict]


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    """A mistake runs on one draw of each case, or on two where their verdicts differ: else a case
    that passes on the first would leave the second without a cause."""
    judgments = evidence.judgments
    firsts: dict[Key, int] = {}
    for number, judgment in enumerate(judgments):
        firsts.setdefault(_key(judgment), number)
    places = list(firsts.values())
    skipped = [n for n, place in enumerate(places) if place in evidence.explained]
    calls = evidence.budget.part(SOURCE.name, budget.MISTAKE_CALLS)
    tried = [judgments[place] for place in places]
    found = name_mistakes(evidence.lab, tried, calls, skipped)
    named = {_key(tried[n]): mistake for n, mistake in found.items()}
    for mistake in evidence.lab.mistakes:
        cases = frozenset(n for n in evidence.failing if named.get(_key(judgments[n])) is mistake)
        if cases:
            yield _explanation(mistake, cases)


def _explanation(mistake: Mistake, cases: frozenset[int]) -> Explanation:
    return Explanation(SOURCE.name, mistake.name, mistake.hint, cases, Strength.exact)


def _key(judgment: Judgment) -> Key:
    return judgment.case.name, judgment.verdict


SOURCE = Source("mistake", Strength.exact, _explain)
