"""Ways to stop a session so that nothing inside can undo it.

Three are proof against whatever runs inside: the freezer of control groups version 2, that of
version 1, and ptrace. Where a host offers none of them, stop signals are left: the calls that could
lift them are refused and every stop is checked, but speed measured that way is marked as not proof
against cheating. ``GRADER_FREEZER`` names one way to use; otherwise the best one is taken.
"""

from __future__ import annotations

import os

from grader.sandbox.freezing.base import FREEZE_SECONDS, Freezer, NotFrozen, Unavailable
from grader.sandbox.freezing.signals import Stopper
from grader.sandbox.freezing.tracing import Tracer, available
from grader.sandbox.processes import Program

METHODS = ("cgroup2", "cgroup1", "ptrace", "signals")
"""From the best to the weakest; only the last can be undone from inside."""


def wanted() -> str | None:
    """The method that the operator asks for; ``None``: the best there is. Raises: Unavailable."""
    name = os.environ.get("GRADER_FREEZER", "auto")
    if name == "auto":
        return None
    if name not in METHODS:
        raise Unavailable(f"GRADER_FREEZER is {name!r}; use auto or one of {', '.join(METHODS)}.")
    return name


def is_proof(method: str) -> bool:
    """Whether nothing inside a session can undo this way of freezing it."""
    return method != "signals"


def without_group(program: Program) -> Freezer:
    """A freezer for a session that is in no control group of its own. Raises: Unavailable."""
    name = wanted()
    if name in ("cgroup1", "cgroup2"):
        raise Unavailable(f"GRADER_FREEZER is {name}, and no such control group can be made here.")
    if name != "signals" and available(program.pid):
        return Tracer(program)
    if name == "ptrace":
        raise Unavailable("GRADER_FREEZER is ptrace, and this host does not allow it.")
    return Stopper(program)


__all__ = [
    "FREEZE_SECONDS",
    "METHODS",
    "Freezer",
    "NotFrozen",
    "Unavailable",
    "is_proof",
    "wanted",
    "without_group",
]
