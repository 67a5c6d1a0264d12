"""Where control groups are mounted, and which of them a process is in."""

from __future__ import annotations

from pathlib import Path

GROUP_PREFIX = "courseware-"
"""What the names of our own groups begin with."""


def own_paths() -> dict[str, str]:
    """The path of this process's group by controller; that of version 2 under ``""``."""
    return paths_of("self")


def paths_of(process: str | int) -> dict[str, str]:
    """The path of a process's group by controller. Raises: OSError: it is gone."""
    return parse_paths(Path(f"/proc/{process}/cgroup").read_text())


def parse_paths(text: str) -> dict[str, str]:
    """The paths in the text of ``/proc/<pid>/cgroup``, see cgroups(7)."""
    paths = {}
    for line in text.splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            paths[controller] = path.lstrip("/")
    return paths


def mount_point(kind: str, controller: str | None = None) -> Path | None:
    """Where a hierarchy is mounted; ``None`` where it is not.

    Args:
        kind: ``cgroup`` for version 1, ``cgroup2``, which may lie below the folder of the other.
        controller: of version 1, such as ``memory``.
    """
    return parse_mount_point(Path("/proc/self/mountinfo").read_text(), kind, controller)


def parse_mount_point(text: str, kind: str, controller: str | None = None) -> Path | None:
    """As `mount_point`, from the text of ``/proc/self/mountinfo``, see proc(5)."""
    for line in text.splitlines():
        left, _, right = line.partition(" - ")
        fields, (found, _, options) = left.split(), right.split()[:3]
        if found == kind and (controller is None or controller in options.split(",")):
            return Path(fields[4])
    return None
