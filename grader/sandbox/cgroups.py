"""A control group for a warm parent and its sessions, where this process may make one.

Both versions are served. The parent is moved in once, when it starts (moving a process costs
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

from grader.sandbox.cgroup_paths import NAME, mounted_at, own_paths
from grader.sandbox.freezing import Freezer, wanted
from grader.sandbox.freezing.cgroup import CgroupV1Freezer, CgroupV2Freezer

# What a session may take beyond its own memory: the parent, two memory file systems, an answer.
SLACK = 512 << 20
_FILES = {
    1: {"memory": "memory.limit_in_bytes", "pids": "pids.max", "cpu": "cpu.cfs_quota_us"},
    2: {"memory": "memory.max", "pids": "pids.max", "cpu": "cpu.max"},
}
_TWO_CPUS = {1: "200000", 2: "200000 100000"}  # microseconds of each tenth of a second
_CELL = "session-"
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

    def door(self) -> int:
        """The descriptor by which a session gets in: the folder in version 2, where it is born
        inside; ``tasks`` in version 1, where it moves itself."""
        if self.method == "cgroup2":
            return os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        return os.open(self.folder / "tasks", os.O_WRONLY | os.O_CLOEXEC)

    def freezer(self) -> Freezer:
        """Takes hold of the group's freezer. Raises: OSError."""
        return {"cgroup2": CgroupV2Freezer, "cgroup1": CgroupV1Freezer}[self.method](self.folder)

    def remove(self) -> None:
        _removed(self.folder)


@dataclass
class Group:
    """``folders`` by controller; in version 2 all are the same folder.

    ``freezing`` names the way in which sessions are frozen by groups of their own, and ``cells``
    the folder in which those groups are made.
    """

    version: int
    folders: dict[str, Path]
    freezing: str | None = None
    cells: Path | None = None
    limits: tuple[int, int] = (0, 0)
    thawer: subprocess.Popen[bytes] | None = None

    def add(self, pid: int) -> None:
        """Moves a process in; its later children follow."""
        for folder in self.all_folders():
            if folder != self.cells or self.freezing == "cgroup2":
                (folder / "cgroup.procs").write_text(str(pid))

    def hand_over(self, user: int) -> None:
        """Lets a user's processes be born in the group of a session, as version 2 asks for."""
        if self.freezing == "cgroup2" and self.cells is not None:
            os.chown(self.cells / "cgroup.procs", user, -1)

    def limit(self, memory_bytes: int, tasks: int) -> None:
        if self.limits == (memory_bytes, tasks):
            return
        self.write("memory", str(memory_bytes + SLACK))
        self.write("pids", str(2 * tasks + 64))
        self.limits = (memory_bytes, tasks)

    def cell(self, user: int | None) -> SessionGroup | None:
        """A new group for a session of ``user``; ``None`` where sessions are frozen in another
        way. Raises: OSError."""
        if self.freezing is None or self.cells is None:
            return None
        folder = self.cells / f"{_CELL}{next(_numbers)}"
        folder.mkdir()
        if user is not None and self.freezing == "cgroup2":
            os.chown(folder / "cgroup.procs", user, -1)
        return SessionGroup(self.freezing, folder)

    def memory_events(self) -> MemoryEvents:
        folder = self.folders.get("memory")
        if folder is None:
            return MemoryEvents()
        if self.version == 2:
            events = _numbers_of(folder / "memory.events")
            return MemoryEvents(events.get("oom_kill", 0), events.get("max", 0))
        kills = _numbers_of(folder / "memory.oom_control").get("oom_kill", 0)
        with contextlib.suppress(OSError, ValueError):
            return MemoryEvents(kills, int((folder / "memory.failcnt").read_text()))
        return MemoryEvents(kills)

    def abandon(self) -> None:
        """In a forked child: the group stays with the process that made it."""
        if self.thawer is not None and self.thawer.stdin is not None:
            self.thawer.stdin.close()
            self.thawer.returncode = 0  # not ours to wait for

    def close(self) -> None:
        """Removes the folders; the processes must be gone, or nearly."""
        if self.thawer is not None:
            self.thawer.communicate()  # it waits for the end of its input
        deadline = time.monotonic() + 1.0
        for folder in self.all_folders():
            while not _removed(folder) and time.monotonic() < deadline:
                time.sleep(0.005)

    def all_folders(self) -> set[Path]:
        return {*self.folders.values(), *([self.cells] if self.cells else [])}

    def write(self, controller: str, text: str) -> None:
        folder = self.folders.get(controller)
        if folder is not None:
            with contextlib.suppress(OSError):
                (folder / _FILES[self.version][controller]).write_text(text)


def make() -> Group | None:
    """A new group, or ``None`` where none can be made. Raises: FreezerUnavailable."""
    pid, method = os.getpid(), wanted()
    name = f"{NAME}{pid}.{_started(pid)}-{next(_numbers)}"
    unified = _folder_of_version_2(name)
    group = _version_2(unified) or _version_1(name)
    if unified is not None and method in (None, "cgroup2") and _can_freeze(unified):
        group.freezing, group.cells = "cgroup2", unified
    elif method in (None, "cgroup1"):
        group.cells = _folder_of_version_1("freezer", name)
        group.freezing = "cgroup1" if group.cells else None
        group.thawer = _start_thawer(group.cells) if group.cells else None
    if unified is not None and unified not in group.all_folders():
        _removed(unified)
    group.write("cpu", _TWO_CPUS[group.version])
    for folder in group.all_folders():
        _sweep(folder.parent)
    return group if group.all_folders() else None


def _can_freeze(folder: Path) -> bool:
    """Whether sessions can be born in a group (Linux 5.7) and frozen in it (5.2)."""
    kernel = tuple(int(part) for part in platform.release().split(".")[:2])
    return kernel >= (5, 7) and (folder / "cgroup.freeze").exists()


def _start_thawer(cells: Path) -> subprocess.Popen[bytes]:
    """Thaws every session when this process is gone, or the group closed: a frozen process of
    version 1 that is killed does not end before."""
    thaw = 'for state in "$0"/*/freezer.state; do echo THAWED >"$state"; done'
    script = f'trap "" TERM HUP INT; read _; {thaw}'
    return subprocess.Popen(
        ["/bin/sh", "-c", script, str(cells)],
        stdin=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={},
        start_new_session=True,
    )


def _removed(folder: Path) -> bool:
    try:
        folder.rmdir()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def _sweep(base: Path) -> None:
    """Removes what workers left that were killed; a folder in use cannot be removed."""
    for folder in base.glob(f"{NAME}*"):
        owner = folder.name.removeprefix(NAME).partition("-")[0]
        pid, _, started = owner.partition(".")
        born = _started(pid)
        if not born or (started and started != born):  # gone, or its number is a stranger's now
            for cell in folder.glob(f"{_CELL}*"):
                with contextlib.suppress(OSError):  # version 1: who is frozen does not end
                    (cell / "freezer.state").write_text("THAWED")
                _removed(cell)
            _removed(folder)


def _started(pid: int | str) -> str:
    """When the process was born, in clock ticks; empty when it has ended, reaped or not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]


def _numbers_of(file: Path) -> dict[str, int]:
    """A file with a name and a number in each line."""
    with contextlib.suppress(OSError, ValueError):
        pairs = [line.split() for line in file.read_text().splitlines()]
        return {name: int(number) for name, number in pairs}
    return {}


def _folder_of_version_2(name: str) -> Path | None:
    mount = mounted_at("cgroup2")
    return _made(mount / own_paths().get("", "") / name) if mount else None


def _folder_of_version_1(controller: str, name: str) -> Path | None:
    mount, paths = mounted_at("cgroup", controller), own_paths()
    return _made(mount / paths[controller] / name) if mount and controller in paths else None


def _made(folder: Path) -> Path | None:
    try:
        folder.mkdir()
    except OSError:
        return None
    return folder


def _version_2(folder: Path | None) -> Group | None:
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
    return Group(2, dict.fromkeys(usable, folder)) if "memory" in usable else None


def _version_1(name: str) -> Group:
    """Limits kept by version 1, by those of its controllers that this process may use."""
    made = {controller: _folder_of_version_1(controller, name) for controller in _FILES[1]}
    return Group(1, {controller: folder for controller, folder in made.items() if folder})
