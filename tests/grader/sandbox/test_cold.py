"""A session without a warm parent: slower, and the same in everything else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.results.verdicts import Verdict
from grader.sandbox import Limits, bubblewrap, host, open_session
from grader.sandbox.cold import ColdProcess
from grader.sandbox.session import Session
from grader.sandbox.warm import WarmParent


@pytest.fixture
def cold() -> Iterator[Callable[..., Session]]:
    sessions = []

    def begin(source: str, **limits: Any) -> Session:
        limits_of_session = Limits(memory_bytes=256 << 20, **limits)
        session = Session(
            ColdProcess(str(bubblewrap.find_binary()), limits_of_session, ()), limits_of_session
        )
        sessions.append(session)
        assert session.load(source).verdict is Verdict.passed
        return session

    yield begin
    for session in sessions:
        session.close()


def test_cold_session_computes(cold: Callable[..., Session]) -> None:
    session = cold("def f(x):\n    print(x.size)\n    return x * 2")
    outcome = session.call("f", (np.arange(3.0),), {})
    assert outcome.value.tolist() == [0.0, 2.0, 4.0]
    assert outcome.output == "3\n"
    session.prepare("f", (np.ones(2),), {})
    assert session.fire().value.tolist() == [2.0, 2.0]


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        pytest.param("while True: pass", Verdict.time_limit, marks=pytest.mark.slow),
        ("os.system('id')", Verdict.forbidden_call),
        pytest.param("while True: os.fork()", Verdict.process_limit, marks=pytest.mark.slow),
        pytest.param("return bytearray(1 << 40)", Verdict.memory_limit, marks=pytest.mark.slow),
        ("os.kill(os.getpid(), 11)", Verdict.ended_early),
        pytest.param("os._exit(137)", Verdict.ended_early, marks=pytest.mark.slow),
        ("open('/proc/self/environ')", Verdict.raised),
        pytest.param("os.kill(1, 9)", Verdict.raised, marks=pytest.mark.slow),
        ("os.chmod('/dev/null', 0)", Verdict.raised),
    ],
    ids=lambda value: getattr(value, "value", value),
)
def test_cold_session_ends_as_a_warm_one(
    cold: Callable[..., Session], body: str, verdict: Verdict
) -> None:
    seconds = 2.0 if verdict is Verdict.time_limit else 60.0
    session = cold(f"import os\ndef f():\n    {body}", call_seconds=seconds)
    assert session.call("f", (), {}).verdict is verdict


def test_everything_inside_a_cold_session_ends_with_it(cold: Callable[..., Session]) -> None:
    session = cold("import os, time\ndef f():\n    if os.fork() == 0: time.sleep(99)")
    session.call("f", (), {})
    pids = session._monitor.tree.processes()
    session.close()
    assert len(pids) == 2
    deadline = time.monotonic() + 60
    while pids and time.monotonic() < deadline:  # dead already; counted until they are waited for
        pids = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    assert pids == []


def test_session_is_cold_where_no_parent_can_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(program: str) -> WarmParent:
        raise OSError("no nested namespaces")

    monkeypatch.setattr(host, "_warm_start", host._WarmStart(host.SessionPool(fail)))
    with open_session(Limits()) as session:
        assert isinstance(session._process, ColdProcess)
    found = host.probe()
    assert found.refuses is None
    assert found.facts["warm"] is False
    assert any("no nested namespaces" in sentence for sentence in found.missing)


def test_cold_session_leaves_no_descriptor(cold: Callable[..., Session]) -> None:
    cold("x = 1").close()
    before = len(os.listdir("/proc/self/fd"))
    cold("x = 1").close()
    assert len(os.listdir("/proc/self/fd")) == before
