"""Where the hierarchies of control groups are mounted, and where this process stands in them."""

from __future__ import annotations

from pathlib import Path

NAME = "courseware-"
"""What the names of our own groups begin with."""


def own_paths() -> dict[str, str]:
    """This process's group by controller; version 2 stands under ``""``."""
    return paths_of("self")


def paths_of(process: str | int) -> dict[str, str]:
    """The group of a process by controller. Raises: OSError: it is gone."""
    paths = {}
    for line in Path(f"/proc/{process}/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            paths[controller] = path.lstrip("/")
    return paths


def mounted_at(kind: str, controller: str | None = None) -> Path | None:
    """Where a hierarchy is mounted; version 2 may stand below the folder of version 1."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, _, right = line.partition(" - ")
        fields, (found, _, options) = left.split(), right.split()[:3]
        if found == kind and (controller is None or controller in options.split(",")):
            return Path(fields[4])
    return None
