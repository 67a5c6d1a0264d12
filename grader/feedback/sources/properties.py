"""What the check of a case says, where a case is judged by a property of the answer."""

from __future__ import annotations

from functools import partial

from grader.feedback.described import described
from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Source, Strength
from grader.judging.judgment import Judgment


def _describe(_: Evidence, judgment: Judgment) -> tuple[str, str]:
    """The sentence may hold numbers, which differ from case to case: the function names it."""
    return judgment.function, judgment.sentence


SOURCE = Source("property", Strength.described, partial(described, "property", _describe))
