"""Ways to stop a session so that nothing inside can undo it.

Three are proof against whatever runs inside: the freezer of control groups version 2, that of
version 1, and ptrace. Where a host offers none of them, stop signals are left: the calls that could
lift them are refused and every stop is checked, but speed measured that way is marked as not proof
against cheating. ``GRADER_FREEZER`` names one way to use; otherwise the best one is taken.
"""

from __future__ import annotations

import os

from grader.sandbox.freezing.base import FREEZE_SECONDS, FreezeError, Freezer, FreezerUnavailable
from grader.sandbox.freezing.ptrace import PtraceFreezer, can_trace
from grader.sandbox.freezing.stop_signals import SignalFreezer
from grader.sandbox.process_tree import ProcessTree

METHODS = ("cgroup2", "cgroup1", "ptrace", "signals")
"""From the best to the weakest; only the last can be undone from inside."""


def requested_method() -> str | None:
    """The method that the operator asks for; ``None``: the best there is.

    Raises: FreezerUnavailable.
    """
    name = os.environ.get("GRADER_FREEZER", "auto")
    if name == "auto":
        return None
    if name not in METHODS:
        raise FreezerUnavailable(
            f"GRADER_FREEZER is {name!r}; use auto or one of {', '.join(METHODS)}."
        )
    return name


def is_tamper_proof(method: str) -> bool:
    """Whether nothing inside a session can undo this way of freezing it."""
    return method != "signals"


def create_freezer(tree: ProcessTree) -> Freezer:
    """A freezer for a session that is in no control group of its own.

    Raises: FreezerUnavailable.
    """
    name = requested_method()
    if name in ("cgroup1", "cgroup2"):
        raise FreezerUnavailable(
            f"GRADER_FREEZER is {name}, and no such control group can be made here."
        )
    if name != "signals" and can_trace(tree.pid):
        return PtraceFreezer(tree)
    if name == "ptrace":
        raise FreezerUnavailable("GRADER_FREEZER is ptrace, and this host does not allow it.")
    return SignalFreezer(tree)


__all__ = [
    "FREEZE_SECONDS",
    "METHODS",
    "FreezeError",
    "Freezer",
    "FreezerUnavailable",
    "create_freezer",
    "is_tamper_proof",
    "requested_method",
]
