"""What a warm parent prepares; what its forks are: `test_warm`."""

from __future__ import annotations

import importlib

import pytest

from grader.sandbox import monitor
from grader.sandbox.guest import parent
from tests.grader.sandbox.guest_script import confined


@pytest.mark.parametrize("name", parent.WARM)
def test_module_that_is_imported_beforehand_exists(name: str) -> None:
    assert importlib.import_module(name)


def test_session_gets_every_namespace_that_it_may_not_make_itself() -> None:
    new_time = 0x80  # <linux/sched.h>: clocks, which a session shares with the host
    made = sum(parent.NEW_NAMESPACES.values())
    assert made | new_time == monitor._CLONE_NEW_NAMESPACES


def test_all_children_that_have_ended_are_waited_for() -> None:
    code = """
import os, time
from grader.sandbox.guest import parent
for _ in range(3):
    if os.fork() == 0:
        os._exit(0)
still = os.fork()
if still == 0:
    time.sleep(60)
deadline = time.monotonic() + 30
left = 4
while left > 1 and time.monotonic() < deadline:
    parent.reap()
    with open(f"/proc/self/task/{os.getpid()}/children") as file:
        left = len(file.read().split())
print(left)
os.kill(still, 9)
os.waitpid(still, 0)
parent.reap()
print("none left")
"""
    assert confined("", code).split("\n") == ["1", "none left"]


@pytest.mark.parametrize("what", ["new namespaces", "mounting /tmp"])
def test_failure_says_what_could_not_be_done(what: str) -> None:
    error = parent._failure(what)
    assert isinstance(error, OSError)
    assert str(error).startswith(f"[Errno {error.errno}] {what}: ")
