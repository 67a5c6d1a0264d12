"""NaN and infinity that NumPy has warned of: a warning names its line."""

from __future__ import annotations

from collections.abc import Iterator

from grader.feedback.described import described
from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Source, Strength
from grader.feedback.hints.warnings import hint_for_warning
from grader.feedback.observations.branches import Branch, branch_of
from grader.judging.judgment import Judgment
from grader.results.verdicts import Verdict


def _explain(evidence: Evidence) -> Iterator[Explanation]:
    """Python warns once of a line, so that the first warning of a branch represents its cases."""
    hints: dict[Branch, str] = {}
    for number in evidence.failing:
        judgment = evidence.judgments[number]
        hint = hint_for_warning(judgment.outcome.output, evidence.program)
        if hint and judgment.verdict is Verdict.not_finite:
            hints.setdefault(branch_of(evidence.lab, judgment), hint)

    def describe(_: Evidence, judgment: Judgment) -> tuple[str, str]:
        if judgment.verdict is not Verdict.not_finite:
            return "", ""
        return "", hints.get(branch_of(evidence.lab, judgment), "")

    yield from described(SOURCE.name, describe, evidence)


SOURCE = Source("warning", Strength.described, _explain)
