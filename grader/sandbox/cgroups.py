"""A control group for a warm parent and its sessions, where this process may make one.

Both versions are served. The parent is moved in once, when it starts (moving a process costs
milliseconds), and every session is born inside. Without a group, limits are kept by rlimits and by
the watch; with one, the kernel keeps them for all processes of the session together.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path("/sys/fs/cgroup")
# What a session may take beyond its own memory: the parent, two memory file systems, an answer.
SLACK = 512 << 20
_FILES = {
    1: {"memory": "memory.limit_in_bytes", "pids": "pids.max", "cpu": "cpu.cfs_quota_us"},
    2: {"memory": "memory.max", "pids": "pids.max", "cpu": "cpu.max"},
}
_TWO_CPUS = {1: "200000", 2: "200000 100000"}  # microseconds of each tenth of a second
_NAME = "courseware-"
_numbers = itertools.count()


@dataclass
class Group:
    """``folders`` by controller; in version 2 all are the same folder."""

    version: int
    folders: dict[str, Path]
    limits: tuple[int, int] = (0, 0)

    def add(self, pid: int) -> None:
        """Moves a process in; its later children follow."""
        for folder in set(self.folders.values()):
            (folder / "cgroup.procs").write_text(str(pid))

    def limit(self, memory_bytes: int, tasks: int) -> None:
        if self.limits == (memory_bytes, tasks):
            return
        self._write("memory", str(memory_bytes + SLACK))
        self._write("pids", str(2 * tasks + 64))
        self.limits = (memory_bytes, tasks)

    def killed_for_memory(self) -> int:
        """How often the kernel has ended a process here because of the limit on memory."""
        folder = self.folders.get("memory")
        name = "memory.oom_control" if self.version == 1 else "memory.events"
        if folder is not None:
            with contextlib.suppress(OSError, ValueError):
                for line in (folder / name).read_text().splitlines():
                    if line.startswith("oom_kill "):
                        return int(line.split()[1])
        return 0

    def close(self) -> None:
        """Removes the folders; the processes must be gone, or nearly."""
        deadline = time.monotonic() + 1.0
        for folder in set(self.folders.values()):
            while not _removed(folder) and time.monotonic() < deadline:
                time.sleep(0.005)

    def _write(self, controller: str, text: str) -> None:
        folder = self.folders.get(controller)
        if folder is not None:
            with contextlib.suppress(OSError):
                (folder / _FILES[self.version][controller]).write_text(text)


def make() -> Group | None:
    """A new group, or ``None`` where none can be made."""
    pid = os.getpid()
    name = f"{_NAME}{pid}.{_started(pid)}-{next(_numbers)}"
    try:
        group = _version_2(name) or _version_1(name)
    except OSError:
        return None
    if group is not None:
        group._write("cpu", _TWO_CPUS[group.version])
        for folder in set(group.folders.values()):
            _sweep(folder.parent)
    return group


def leave_cpu_group(pid: int) -> None:
    """Takes a process out of its group's share of CPU time, which in version 1 has no part in
    what the kernel keeps for processes that go before others. Raises: OSError."""
    for line in Path(f"/proc/{pid}/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if "cpu" in controllers.split(",") and Path(path).name.startswith(_NAME):
            (ROOT / "cpu" / path.lstrip("/")).parent.joinpath("tasks").write_text(str(pid))


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
    for folder in base.glob(f"{_NAME}*"):
        owner = folder.name.removeprefix(_NAME).partition("-")[0]
        pid, _, started = owner.partition(".")
        born = _started(pid)
        if not born or (started and started != born):  # gone, or its number is a stranger's now
            _removed(folder)


def _started(pid: int | str) -> str:
    """When the process was born, in clock ticks; empty when it has ended, reaped or not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]


def _own_paths() -> dict[str, str]:
    """This process's group by controller; version 2 stands under ``""``."""
    paths = {}
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            paths[controller] = path.lstrip("/")
    return paths


def _version_2(name: str) -> Group | None:
    base = ROOT / _own_paths().get("", "")
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
    if "memory" not in usable:
        return None
    folder = base / name
    folder.mkdir()
    return Group(2, dict.fromkeys(usable, folder))


def _version_1(name: str) -> Group | None:
    paths, folders = _own_paths(), {}
    for controller in _FILES[1]:
        base = ROOT / controller / paths.get(controller, "")
        if controller in paths and os.access(base, os.W_OK):
            with contextlib.suppress(OSError):
                (base / name).mkdir()
                folders[controller] = base / name
    return Group(1, folders) if folders else None
