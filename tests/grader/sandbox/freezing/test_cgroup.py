"""The kernel's own freezer, where this process may make control groups."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from grader.sandbox import cgroups
from grader.sandbox.cgroups import SessionGroup
from grader.sandbox.freezing import cgroup
from grader.sandbox.freezing.base import FreezeError, Freezer
from tests.grader.sandbox.families import BUSY, THREAD, becomes, family


@pytest.fixture(params=["cgroup2", "cgroup1"])
def group(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SessionGroup]:
    """An empty group of a session."""
    monkeypatch.setenv("GRADER_FREEZER", request.param)
    parent = cgroups.create_group()
    try:
        made = parent.session_group(None) if parent else None
        if made is None:
            pytest.skip(f"this process may not make groups of {request.param}")
        yield made
        made.remove()
    finally:
        if parent:
            parent.close()


def enter(group: SessionGroup, pid: int) -> Freezer:
    (group.folder / "cgroup.procs").write_text(str(pid))
    return group.freezer()


def test_everything_stops_and_goes_on(group: SessionGroup) -> None:
    with family(THREAD.format(work="burn"), BUSY) as tree:
        freezer = enter(group, tree.pid)
        assert freezer.method == group.method
        for _ in range(3):
            freezer.freeze()
            freezer.check()
            time.sleep(0.02)  # a task that is just being switched out is up to a tick behind
            before = tree.cpu_ns()
            time.sleep(0.02)
            assert tree.cpu_ns() == before
            freezer.thaw()
            assert becomes(lambda: tree.cpu_ns() > before)  # noqa: B023  # called at once
        os.kill(tree.pid, signal.SIGKILL)
        freezer.close()
    assert not group.folder.exists()


def test_stop_signal_that_is_lifted_does_not_thaw(group: SessionGroup) -> None:
    with family(end=BUSY) as tree:
        freezer = enter(group, tree.pid)
        freezer.freeze()
        before = tree.cpu_ns()
        os.kill(tree.pid, signal.SIGCONT)
        time.sleep(0.02)
        freezer.check()
        assert tree.cpu_ns() == before
        freezer.close()


def test_group_that_somebody_thawed_is_noticed(group: SessionGroup) -> None:
    with family() as tree:
        freezer = enter(group, tree.pid)
        freezer.freeze()
        file, thawed = {
            "cgroup2": ("cgroup.freeze", "0"),
            "cgroup1": ("freezer.state", "THAWED"),
        }[group.method]
        (group.folder / file).write_text(thawed)
        with pytest.raises(FreezeError, match="not frozen any more"):
            freezer.check()
        freezer.close()


def test_closing_leaves_what_is_frozen_running(group: SessionGroup) -> None:
    with family(end=BUSY) as tree:
        freezer = enter(group, tree.pid)
        freezer.freeze()
        before = tree.cpu_ns()
        (group.folder.parent / "cgroup.procs").write_text(str(tree.pid))
        freezer.close()
        assert becomes(lambda: tree.cpu_ns() > before)


def test_group_that_does_not_freeze_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cgroup, "FREEZE_SECONDS", 0.01)
    with pytest.raises(FreezeError, match="does not freeze"):
        cgroup._wait(lambda: False)


def test_waiting_ends_as_soon_as_it_is_frozen() -> None:
    looks = iter([False, False, True])
    cgroup._wait(lambda: next(looks))
    assert next(looks, None) is None


def test_folder_that_is_gone_needs_no_removing(tmp_path: Path) -> None:
    cgroup._remove(tmp_path / "gone")
    (tmp_path / "empty").mkdir()
    cgroup._remove(tmp_path / "empty")
    assert list(tmp_path.iterdir()) == []


def test_folder_in_use_is_left_for_the_sweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cgroup, "REMOVE_SECONDS", 0.01)
    (tmp_path / "used" / "inside").mkdir(parents=True)
    cgroup._remove(tmp_path / "used")
    assert (tmp_path / "used").exists()
