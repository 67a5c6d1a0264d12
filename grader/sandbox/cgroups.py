"""A control group for a warm parent and its sessions, where this process may create_group one.

Both versions are supported. The parent is moved in once, when it starts (moving a process costs
milliseconds), and every session is born inside. Without a group, limits are kept by rlimits and by
the monitor; with one, the kernel keeps them for all processes of the session together.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import platform
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from grader.sandbox.cgroup_paths import GROUP_PREFIX, mount_point, own_paths
from grader.sandbox.freezing import Freezer, requested_method
from grader.sandbox.freezing.cgroup import CgroupV1Freezer, CgroupV2Freezer

SLACK = 512 << 20
"""Bytes beyond a session's own memory: the parent, two memory file systems, a reply."""
_FILES = {
    1: {"memory": "memory.limit_in_bytes", "pids": "pids.max", "cpu": "cpu.cfs_quota_us"},
    2: {"memory": "memory.max", "pids": "pids.max", "cpu": "cpu.max"},
}
_TWO_CPUS = {1: "200000", 2: "200000 100000"}  # microseconds of each tenth of a second
_SESSION_PREFIX = "session-"
_numbers = itertools.count()


@dataclass(frozen=True)
class MemoryEvents:
    """How often the kernel killed a process of a group for want of memory, and how often the
    group reached its own limit; a kill without the other is the whole host's want."""

    kills: int = 0
    at_limit: int = 0


@dataclass(frozen=True)
class SessionGroup:
    """The group of one session, to be frozen alone."""

    method: str
    folder: Path

    def entry_fd(self) -> int:
        """The descriptor by which a session enters: the folder in version 2, where it is born
        inside; ``tasks`` in version 1, where it moves itself. Raises: OSError."""
        if self.method == "cgroup2":
            return os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        return os.open(self.folder / "tasks", os.O_WRONLY | os.O_CLOEXEC)

    def freezer(self) -> Freezer:
        """Takes hold of the group's freezer. Raises: OSError."""
        if self.method == "cgroup2":
            return CgroupV2Freezer(self.folder)
        return CgroupV1Freezer(self.folder)

    def remove(self) -> None:
        """Removes the control group's folder."""
        _remove_folder(self.folder)


@dataclass
class ParentGroup:
    """``folders`` by controller; in version 2 all are the same folder.

    ``freezing`` names the way in which sessions are frozen by groups of their own, and
    ``session_folder`` the folder in which those groups are made.
    """

    version: int
    folders: dict[str, Path]
    freezing: str | None = None
    session_folder: Path | None = None
    limits: tuple[int, int] = (0, 0)
    thaw_helper: subprocess.Popen[bytes] | None = None

    def add(self, pid: int) -> None:
        """Moves a process in; its later children follow."""
        for folder in self.all_folders():
            if folder != self.session_folder or self.freezing == "cgroup2":
                (folder / "cgroup.procs").write_text(str(pid))

    def delegate_to(self, user: int) -> None:
        """Lets a user's processes be born in the group of a session, as version 2 asks for."""
        if self.freezing == "cgroup2" and self.session_folder is not None:
            os.chown(self.session_folder / "cgroup.procs", user, -1)

    def limit(self, memory_bytes: int, tasks: int) -> None:
        """Sets the limits for one session, with room for those that are kept ready or end."""
        if self.limits == (memory_bytes, tasks):
            return
        self.write("memory", str(memory_bytes + SLACK))
        # The session, the one that is kept ready, one that is ending; the parent and its forks.
        self.write("pids", str(2 * tasks + 64))
        self.limits = (memory_bytes, tasks)

    def session_group(self, user: int | None) -> SessionGroup | None:
        """A new group for a session of ``user``; ``None`` where sessions are frozen in another
        way. Raises: OSError."""
        if self.freezing is None or self.session_folder is None:
            return None
        folder = self.session_folder / f"{_SESSION_PREFIX}{next(_numbers)}"
        folder.mkdir()
        if user is not None and self.freezing == "cgroup2":
            os.chown(folder / "cgroup.procs", user, -1)
        return SessionGroup(self.freezing, folder)

    def memory_events(self) -> MemoryEvents:
        """What the kernel has counted so far."""
        folder = self.folders.get("memory")
        if folder is None:
            return MemoryEvents()
        if self.version == 2:
            events = _read_numbers(folder / "memory.events")
            return MemoryEvents(events.get("oom_kill", 0), events.get("max", 0))
        kills = _read_numbers(folder / "memory.oom_control").get("oom_kill", 0)
        with contextlib.suppress(OSError, ValueError):
            return MemoryEvents(kills, int((folder / "memory.failcnt").read_text()))
        return MemoryEvents(kills)

    def abandon(self) -> None:
        """In a forked child: the group stays with the process that made it."""
        if self.thaw_helper is not None and self.thaw_helper.stdin is not None:
            self.thaw_helper.stdin.close()
            self.thaw_helper.returncode = 0  # not ours to wait for

    def close(self) -> None:
        """Removes the folders; the processes must be gone, or nearly."""
        if self.thaw_helper is not None:
            self.thaw_helper.communicate()  # it waits for the end of its input
        deadline = time.monotonic() + 1.0
        for folder in self.all_folders():
            while not _remove_folder(folder) and time.monotonic() < deadline:
                time.sleep(0.005)

    def all_folders(self) -> set[Path]:
        """The folders of this group, and of those of its sessions."""
        return {*self.folders.values(), *([self.session_folder] if self.session_folder else [])}

    def write(self, controller: str, text: str) -> None:
        """Sets the limit of a controller, where this group has it and the host allows it."""
        folder = self.folders.get(controller)
        if folder is not None:
            with contextlib.suppress(OSError):
                (folder / _FILES[self.version][controller]).write_text(text)


def create_group() -> ParentGroup | None:
    """A new group, or ``None`` where none can be made. Raises: FreezerUnavailable."""
    pid, method = os.getpid(), requested_method()
    name = f"{GROUP_PREFIX}{pid}.{_start_ticks(pid)}-{next(_numbers)}"
    unified = _create_v2_folder(name)
    group = _create_v2_group(unified) or _create_v1_group(name)
    if unified is not None and method in (None, "cgroup2") and _can_freeze(unified):
        group.freezing, group.session_folder = "cgroup2", unified
    elif method in (None, "cgroup1"):
        group.session_folder = _create_v1_folder("freezer", name)
        group.freezing = "cgroup1" if group.session_folder else None
        group.thaw_helper = (
            _start_thaw_helper(group.session_folder) if group.session_folder else None
        )
    if unified is not None and unified not in group.all_folders():
        _remove_folder(unified)
    group.write("cpu", _TWO_CPUS[group.version])
    for folder in group.all_folders():
        remove_stale_groups(folder.parent)
    return group if group.all_folders() else None


def _can_freeze(folder: Path) -> bool:
    """Whether sessions can be born in a group (Linux 5.7) and frozen in it (5.2)."""
    kernel = tuple(int(part) for part in platform.release().split(".")[:2])
    return kernel >= (5, 7) and (folder / "cgroup.freeze").exists()


def _start_thaw_helper(session_folder: Path) -> subprocess.Popen[bytes]:
    """Thaws every session when this process is gone, or the group closed: a frozen process of
    version 1 that is killed does not end before."""
    thaw = 'for state in "$0"/*/freezer.state; do echo THAWED >"$state"; done'
    script = f'trap "" TERM HUP INT; read _; {thaw}'
    return subprocess.Popen(
        ["/bin/sh", "-c", script, str(session_folder)],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={},
        start_new_session=True,
    )


def _remove_folder(folder: Path) -> bool:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def remove_stale_groups(base: Path) -> None:
    """Removes what workers left that were killed; a folder in use cannot be removed."""
    for folder in base.glob(f"{GROUP_PREFIX}*"):
        owner = folder.name.removeprefix(GROUP_PREFIX).partition("-")[0]
        pid, _, started = owner.partition(".")
        born = _start_ticks(pid)
        if not born or (started and started != born):  # gone, or its number is a stranger's now
            for session_group in folder.glob(f"{_SESSION_PREFIX}*"):
                with contextlib.suppress(OSError):  # version 1: what is frozen does not end
                    (session_group / "freezer.state").write_text("THAWED")
                _remove_folder(session_group)
            _remove_folder(folder)


def _start_ticks(pid: int | str) -> str:
    """When the process was born, in clock ticks; empty when it has ended, reaped or not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]


def _read_numbers(file: Path) -> dict[str, int]:
    """A file with a name and a number in each line."""
    with contextlib.suppress(OSError, ValueError):
        pairs = [line.split() for line in file.read_text().splitlines()]
        return {name: int(number) for name, number in pairs}
    return {}


def _create_v2_folder(name: str) -> Path | None:
    mount = mount_point("cgroup2")
    return _create_folder(mount / own_paths().get("", "") / name) if mount else None


def _create_v1_folder(controller: str, name: str) -> Path | None:
    mount, paths = mount_point("cgroup", controller), own_paths()
    return (
        _create_folder(mount / paths[controller] / name) if mount and controller in paths else None
    )


def _create_folder(folder: Path) -> Path | None:
    try:
        folder.mkdir()
    except OSError:
        return None
    return folder


def _create_v2_group(folder: Path | None) -> ParentGroup | None:
    """Limits kept by version 2, where it has the controllers."""
    if folder is None:
        return None
    base = folder.parent
    try:
        offered = (base / "cgroup.subtree_control").read_text().split()
        known = (base / "cgroup.controllers").read_text().split()
    except OSError:
        return None
    for controller in {"memory", "pids", "cpu"} & set(known) - set(offered):
        with contextlib.suppress(OSError):  # refused where processes live in the group itself
            (base / "cgroup.subtree_control").write_text(f"+{controller}")
            offered.append(controller)
    usable = {"memory", "pids", "cpu"} & set(offered)
    return ParentGroup(2, dict.fromkeys(usable, folder)) if "memory" in usable else None


def _create_v1_group(name: str) -> ParentGroup:
    """Limits kept by version 1, by those of its controllers that this process may use."""
    made = {controller: _create_v1_folder(controller, name) for controller in _FILES[1]}
    return ParentGroup(1, {controller: folder for controller, folder in made.items() if folder})
