"""What a verdict says by itself: a limit, a missing function, a changed input."""

from __future__ import annotations

from functools import partial

from grader.feedback.case_kinds import CaseKind
from grader.feedback.described import described
from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Source, Strength
from grader.feedback.hints.verdict_hints import hint_for_outcome
from grader.judging.judgment import Judgment
from grader.results.verdicts import Verdict


def _describe(evidence: Evidence, judgment: Judgment) -> tuple[str, str]:
    if judgment.verdict is Verdict.raised:
        return "", ""
    kind = evidence.kinds.get(judgment.case.row)
    if judgment.verdict is Verdict.memory_limit and kind is CaseKind.special:
        return "", ""  # its author knows what is large there
    is_missing = judgment.verdict is Verdict.no_such_function
    name = judgment.function if is_missing else ""
    return name, hint_for_outcome(judgment, evidence.lab)


SOURCE = Source("verdict", Strength.described, partial(described, "verdict", _describe))
