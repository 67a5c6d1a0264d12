"""Control groups, where this process may make them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from grader.sandbox import cgroups


@pytest.fixture
def group() -> Iterator[cgroups.ParentGroup]:
    made = cgroups.create_group()
    if made is None:
        pytest.skip("this process may not make control groups")
    yield made
    made.close()


def test_group_holds_a_process_and_its_limits(group: cgroups.ParentGroup) -> None:
    sleeper = subprocess.Popen(["sleep", "99"])
    try:
        group.add(sleeper.pid)
        group.limit(64 << 20, 8)
        for folder in group.folders.values():
            assert (folder / "cgroup.procs").read_text().split() == [str(sleeper.pid)]
        if "memory" in group.folders:
            name = cgroups._FILES[group.version]["memory"]
            limit = int((group.folders["memory"] / name).read_text())
            assert limit == (64 << 20) + cgroups.SLACK
        assert group.memory_events() == cgroups.MemoryEvents()
    finally:
        sleeper.kill()
        sleeper.wait()


def test_closed_group_is_gone(group: cgroups.ParentGroup) -> None:
    group.close()
    assert not any(folder.exists() for folder in group.folders.values())


def test_group_of_a_worker_that_is_gone_is_swept(group: cgroups.ParentGroup) -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    for folder in set(group.folders.values()):
        left = folder.parent / f"courseware-{ended.pid}-0"
        left.mkdir()
        cgroups.remove_stale_groups(folder.parent)
        assert not left.exists()
        assert folder.exists()


def test_group_of_a_worker_that_nobody_has_reaped_is_swept(group: cgroups.ParentGroup) -> None:
    ended = subprocess.Popen(["true"])
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
    try:
        for folder in set(group.folders.values()):
            left = folder.parent / f"courseware-{ended.pid}-0"
            left.mkdir()
            cgroups.remove_stale_groups(folder.parent)
            assert not left.exists()
    finally:
        ended.wait()


def test_group_is_swept_though_a_stranger_has_its_workers_number_now(
    group: cgroups.ParentGroup,
) -> None:
    for folder in set(group.folders.values()):
        left = folder.parent / f"courseware-{os.getpid()}.1-0"
        left.mkdir()
        cgroups.remove_stale_groups(folder.parent)
        assert not left.exists()
        assert folder.exists()


def test_group_of_a_living_worker_stays(group: cgroups.ParentGroup) -> None:
    folder = next(iter(group.folders.values()))
    assert folder.name.startswith(f"courseware-{os.getpid()}.")
    cgroups.remove_stale_groups(folder.parent)
    assert folder.exists()
