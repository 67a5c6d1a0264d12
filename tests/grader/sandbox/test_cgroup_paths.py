"""Where control groups are, by the texts of ``/proc``."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from grader.sandbox.cgroup_paths import (
    mount_point,
    own_paths,
    parse_mount_point,
    parse_paths,
    paths_of,
)

MIXED = "12:cpu,cpuacct:/system.slice/worker\n5:freezer:/\n4:memory:/docker/ab:cd\n0::/user.slice\n"
MOUNTS = """\
25 30 0:23 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755
26 25 0:24 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw
27 25 0:25 / /sys/fs/cgroup/cpu,cpuacct rw shared:11 - cgroup cgroup rw,cpu,cpuacct
28 25 0:26 /a /sys/fs/cgroup/memory rw - cgroup none rw,memory
"""


def test_paths_are_read_by_controller() -> None:
    assert parse_paths(MIXED) == {
        "cpu": "system.slice/worker",
        "cpuacct": "system.slice/worker",
        "freezer": "",
        "memory": "docker/ab:cd",
        "": "user.slice",
    }


def test_version_2_alone_has_one_path() -> None:
    assert parse_paths("0::/init.scope\n") == {"": "init.scope"}
    assert parse_paths("") == {}


@pytest.mark.parametrize(
    ("kind", "controller", "found"),
    [
        ("cgroup2", None, "/sys/fs/cgroup/unified"),
        ("cgroup", "cpu", "/sys/fs/cgroup/cpu,cpuacct"),
        ("cgroup", "cpuacct", "/sys/fs/cgroup/cpu,cpuacct"),
        ("cgroup", "memory", "/sys/fs/cgroup/memory"),
        ("cgroup", "mem", None),
        ("cgroup", "freezer", None),
        ("tmpfs", None, "/sys/fs/cgroup"),
        ("fuse", None, None),
    ],
)
def test_hierarchy_is_found_by_kind_and_controller(
    kind: str, controller: str | None, found: str | None
) -> None:
    assert parse_mount_point(MOUNTS, kind, controller) == (Path(found) if found else None)


def test_optional_fields_of_a_mount_may_be_missing() -> None:
    line = "28 25 0:26 / /mnt rw - cgroup2 none rw\n"
    assert parse_mount_point(line, "cgroup2") == Path("/mnt")


def test_this_process_is_where_the_kernel_says() -> None:
    assert own_paths() == paths_of(os.getpid())
    mount = mount_point("cgroup2")
    assert mount is None or (mount / "cgroup.procs").exists()


def test_process_that_is_gone_has_no_group() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    with pytest.raises(OSError):
        paths_of(gone.pid)
