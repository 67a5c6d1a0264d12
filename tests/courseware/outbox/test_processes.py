"""Identities of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from courseware.outbox import processes


def identity_of(pid: int) -> str:
    return f"{processes._host()} {pid} {processes._started(pid)}"


def test_this_process_has_not_ended():
    assert processes.process_identity() == identity_of(os.getpid())
    assert not processes.has_ended(processes.process_identity())


def test_a_killed_process_has_ended_as_a_zombie_and_after():
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    identity = identity_of(child.pid)
    assert not processes.has_ended(identity)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert processes.has_ended(identity)  # nobody has waited for it yet
    child.communicate()
    assert processes.has_ended(identity)


def test_a_later_process_with_the_same_id_is_another():
    host, pid, started = processes.process_identity().split(" ")
    assert processes.has_ended(f"{host} {pid} {int(started) - 1}")


@pytest.mark.parametrize("identity", ["", f"elsewhere {os.getpid()} 1"], ids=["none", "elsewhere"])
def test_of_a_process_elsewhere_nothing_is_known(identity: str):
    assert not processes.has_ended(identity)


def test_where_the_system_says_nothing_the_host_s_name_is_used(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> str:
        raise OSError

    monkeypatch.setattr(Path, "read_text", fail)
    monkeypatch.setattr(processes.socket, "gethostname", lambda: "my host")
    assert processes._host() == "my_host"
