"""Which branch of a function a case tries: ``kind="l1"``, ``reduction="mean"``.

A slip is usually made in one branch, so that cases of one branch are evidence together.
"""

from __future__ import annotations

from grader.judging.judgment import Judgment
from grader.lab import Lab

Branch = tuple[str, tuple[tuple[str, str], ...]]


def branch_of(lab: Lab, one: Judgment) -> Branch:
    """The function, and the texts among the inputs by name."""
    call = one.case.inputs
    texts = tuple((name, value) for name, value in lab.inputs(call) if isinstance(value, str))
    return call.function, texts
