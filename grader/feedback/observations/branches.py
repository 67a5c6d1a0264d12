"""Which branch of a function a case tries: ``kind="l1"``, ``reduction="mean"``.

A mistake is usually made in one branch, so that cases of one branch are evidence together.
"""

from __future__ import annotations

from grader.judging.judgment import Judgment
from grader.lab import Lab

Branch = tuple[str, tuple[tuple[str, str], ...]]
"""A function's name, and the texts among the inputs as (parameter, text)."""


def branch_of(lab: Lab, judgment: Judgment) -> Branch:
    """The branch that a case tries."""
    calls = judgment.case.inputs.calls
    inputs = (given for call in calls for given in lab.inputs(call))
    texts = dict.fromkeys((name, value) for name, value in inputs if isinstance(value, str))
    return calls[-1].function, tuple(texts)
