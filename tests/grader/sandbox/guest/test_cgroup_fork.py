"""Being born in a control group: the errors. That it works: `freezing/test_methods`."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from grader.sandbox.guest.cgroup_fork import CGROUP_FORK_ERROR, fork_into, move_into
from grader.sandbox.handshake import needed_syscalls


def test_move_writes_the_process_into_the_groups_file(tmp_path: Path) -> None:
    tasks = tmp_path / "tasks"
    fd = os.open(tasks, os.O_WRONLY | os.O_CREAT)
    move_into(fd)
    os.close(fd)
    assert tasks.read_text() == "0"


def test_move_that_fails_is_known_by_its_message() -> None:
    fd = os.open("/dev/null", os.O_RDONLY)
    with pytest.raises(OSError, match=CGROUP_FORK_ERROR) as caught:
        move_into(fd)
    os.close(fd)
    assert caught.value.errno == errno.EBADF


def test_machine_without_the_call_is_known_by_its_message() -> None:
    with pytest.raises(OSError, match=f"{CGROUP_FORK_ERROR}: this machine has no clone3"):
        fork_into(0, {})


def test_folder_that_is_no_group_is_known_by_its_message(tmp_path: Path) -> None:
    fd = os.open(tmp_path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with pytest.raises(OSError, match=CGROUP_FORK_ERROR):
            fork_into(fd, needed_syscalls())
    finally:
        os.close(fd)
