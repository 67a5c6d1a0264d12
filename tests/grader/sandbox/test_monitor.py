"""What a monitor makes of what arrives, without a sandbox: only descriptors and a plain process."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from grader.results.verdicts import Verdict
from grader.sandbox import monitor as monitoring
from grader.sandbox import wire
from grader.sandbox.limits import Limits
from grader.sandbox.monitor import ChannelClosed, Monitor, Violation, _check_clone
from grader.sandbox.process_tree import ProcessTree
from grader.sandbox.syscalls import known_machine
from tests.grader.sandbox.families import CHILD, becomes, family

LIMITS = Limits(output_bytes=1000, processes=3, memory_bytes=32 << 20)


@dataclass
class Watched:
    """A monitor, and the other ends of what it watches."""

    monitor: Monitor
    channel: socket.socket
    output: int


@pytest.fixture
def watched() -> Iterator[Watched]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    listener = os.eventfd(0)  # never ready: nothing is asked
    with family() as tree, ours, theirs:
        monitor = Monitor(ours, reading, listener, ProcessTree(tree.pid), LIMITS, known_machine())
        yield Watched(monitor, theirs, writing)
        monitor.close()
        os.close(reading)
        os.close(writing)


def soon() -> float:
    return time.monotonic() + 0.05


def much_later() -> float:
    return time.monotonic() + 60


def test_datagram_comes_with_the_time_of_its_arrival(watched: Watched) -> None:
    watched.channel.send(b"done")
    before = time.monotonic_ns()
    datagram, clock = watched.monitor.receive(much_later())
    assert datagram == b"done"
    assert before <= clock <= time.monotonic_ns()


def test_silence_until_the_deadline_is_the_time_limit(watched: Watched) -> None:
    deadline = soon()
    with pytest.raises(Violation) as caught:
        watched.monitor.receive(deadline)
    assert caught.value.verdict is Verdict.time_limit
    assert time.monotonic() >= deadline


def test_cpu_time_that_is_used_up_is_the_time_limit(watched: Watched) -> None:
    watched.monitor.cpu_deadline_ns = 0
    with pytest.raises(Violation) as caught:
        watched.monitor.receive(much_later())
    assert (caught.value.verdict, caught.value.detail) == (
        Verdict.time_limit,
        monitoring.OUT_OF_CPU_TIME,
    )


def test_wait_is_no_longer_than_cpu_time_can_last(watched: Watched) -> None:
    assert watched.monitor._cpu_wait() == float("inf")
    used = watched.monitor.tree.cpu_ns()
    watched.monitor.cpu_deadline_ns = used + 3_600_000_000_000
    assert 0 < watched.monitor._cpu_wait() <= 3600 / (os.cpu_count() or 1)
    watched.monitor.cpu_deadline_ns = watched.monitor.tree.cpu_ns() + 1_000_000
    assert watched.monitor._cpu_wait() == monitoring.LEAST_WAIT_SECONDS


def test_datagram_that_is_there_counts_although_the_deadline_is_over(watched: Watched) -> None:
    watched.channel.send(b"done")
    datagram, _ = watched.monitor.receive(time.monotonic() - 1)
    assert datagram == b"done"


def test_channel_that_was_closed_ends_the_wait(watched: Watched) -> None:
    watched.channel.close()
    with pytest.raises(ChannelClosed):
        watched.monitor.receive(much_later())


def test_empty_datagram_is_a_closed_channel(watched: Watched) -> None:
    watched.channel.send(b"")
    with pytest.raises(ChannelClosed):
        watched.monitor.receive(much_later())


class Queueing:
    """The process tree, with a wait in line for a CPU that only a busy host would give."""

    def __init__(self, tree: ProcessTree, seconds: float) -> None:
        self.tree, self.seconds, self.forked = tree, seconds, False

    def queue_ns(self) -> int:
        return int(self.seconds * 1e9)

    def close(self) -> None:
        self.tree.close()


@pytest.mark.parametrize(
    ("queued", "allowance", "overall", "extension"),
    [
        (0.0, 10.0, 60.0, 0.0),
        (0.2, 10.0, 60.0, 0.2),
        (5.0, 0.1, 60.0, 0.1),  # no more than is left of the allowance
        (5.0, 10.0, 0.15, 0.1),  # no further than the end of all waits
    ],
)
def test_deadline_moves_by_the_time_in_line(
    watched: Watched, queued: float, allowance: float, overall: float, extension: float
) -> None:
    monitor = watched.monitor
    monitor.tree = Queueing(monitor.tree, queued)  # type: ignore[assignment]  # all that it uses
    monitor.queue_allowance = allowance
    began = time.monotonic()
    monitor.deadline = began + overall
    with pytest.raises(Violation):
        monitor.receive(began + 0.05)
    assert time.monotonic() - began >= 0.05 + extension
    assert monitor.queue_allowance == pytest.approx(allowance - extension, abs=1e-6)


def test_time_in_line_before_a_request_does_not_count_for_it(watched: Watched) -> None:
    monitor = watched.monitor
    monitor.tree = Queueing(monitor.tree, 5.0)  # type: ignore[assignment]  # all that it uses
    monitor.expect_silence()
    with pytest.raises(Violation):
        monitor.receive(soon())
    assert monitor.queue_allowance == monitoring.QUEUE_ALLOWANCE_SECONDS


def test_alarm_goes_off_once_and_the_wait_goes_on(watched: Watched) -> None:
    rings: list[float] = []

    def ring() -> None:
        rings.append(time.monotonic())
        watched.channel.send(b"after the alarm")

    moment = soon()
    datagram, _ = watched.monitor.receive(much_later(), (moment, ring))
    assert datagram == b"after the alarm"
    assert len(rings) == 1
    assert rings[0] >= moment


def test_alarm_does_not_go_off_before_its_time(watched: Watched) -> None:
    rings: list[int] = []
    watched.channel.send(b"quick")
    watched.monitor.receive(much_later(), (much_later(), lambda: rings.append(1)))
    assert rings == []


def test_message_before_its_request_breaks_the_protocol(watched: Watched) -> None:
    watched.monitor.expect_silence()
    watched.channel.send(b"early")
    with pytest.raises(wire.ProtocolError, match="before its question"):
        watched.monitor.expect_silence()


# -- output --------------------------------------------------------------------------------------
def test_output_is_kept_until_it_is_taken(watched: Watched) -> None:
    os.write(watched.output, b"one ")
    watched.monitor.drain()
    os.write(watched.output, b"two")
    watched.monitor.drain()
    assert watched.monitor.take_output() == b"one two"
    assert watched.monitor.take_output() == b""


def test_output_is_read_while_a_reply_is_waited_for(watched: Watched) -> None:
    os.write(watched.output, b"printed")
    with pytest.raises(Violation):
        watched.monitor.receive(soon())
    assert watched.monitor.take_output() == b"printed"


@pytest.mark.parametrize("count", [1000, 1001])
def test_more_output_than_allowed_ends_the_session(watched: Watched, count: int) -> None:
    os.write(watched.output, b"x" * count)
    if count == 1000:
        watched.monitor.drain()
        assert watched.monitor.printed_bytes == 1000
        return
    with pytest.raises(Violation, match="output_limit") as caught:
        watched.monitor.drain()
    assert caught.value.detail == "It printed more than 1,000 bytes."


def test_output_counts_over_all_requests(watched: Watched) -> None:
    os.write(watched.output, b"x" * 600)
    watched.monitor.drain()
    watched.monitor.take_output()
    os.write(watched.output, b"x" * 600)
    with pytest.raises(Violation):
        watched.monitor.drain()


def test_more_lines_than_allowed_end_the_session(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(monitoring, "MAX_LINES", 3)
    os.write(watched.output, b"\n\n\n")
    watched.monitor.drain()
    os.write(watched.output, b"\n")
    with pytest.raises(Violation) as caught:
        watched.monitor.drain()
    assert caught.value.detail == "It printed more than 3 lines."


def test_closed_output_is_not_looked_at_again(watched: Watched) -> None:
    replacement = os.dup(watched.output)
    os.close(watched.output)
    os.close(replacement)
    watched.output = os.open("/dev/null", os.O_WRONLY)  # for the fixture to close
    watched.monitor.drain()
    watched.channel.send(b"still here")
    assert watched.monitor.receive(much_later())[0] == b"still here"


# -- processes -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("flags", "detail"),
    [
        (signal.SIGCHLD, None),
        (0, None),
        (0x003D0F00, None),  # a thread, as the C library makes it
        (signal.SIGCHLD | 0x10000000, "make a namespace"),
        (signal.SIGCHLD | 0x00020000, "make a namespace"),
        (signal.SIGCHLD | 0x00000080, "make a namespace"),
        (signal.SIGCHLD | 0x4000, "start another program"),
        (signal.SIGCONT, "with a signal of its own"),
        (signal.SIGKILL, "with a signal of its own"),
    ],
)
def test_clone_is_judged_by_its_flags(flags: int, detail: str | None) -> None:
    if detail is None:
        _check_clone(flags)
        return
    with pytest.raises(Violation) as caught:
        _check_clone(flags)
    assert caught.value.verdict is Verdict.forbidden_call
    assert caught.value.detail == f"It called clone ({detail})."


def test_one_task_more_than_allowed_ends_the_session(watched: Watched) -> None:
    monitor = watched.monitor
    with family("; ".join([CHILD.format(work="signal.pause()")] * 2)) as tree:
        monitor.tree.close()
        monitor.tree = ProcessTree(tree.pid)
        monitor.tree.forked = True
        for _ in range(2):
            monitor._count_task(is_thread=False)
        assert not monitor.hit_process_limit
        with pytest.raises(Violation) as caught:
            monitor._count_task(is_thread=True)
        assert caught.value.verdict is Verdict.process_limit
        assert "It had 3 processes" in caught.value.detail
        assert monitor.hit_process_limit


def test_tasks_that_have_ended_make_room_for_others(watched: Watched) -> None:
    monitor = watched.monitor
    for _ in range(20):
        monitor._count_task(is_thread=True)
    assert monitor.tasks <= LIMITS.processes
    assert not monitor.tree.forked
    monitor._count_task(is_thread=False)
    assert monitor.tree.forked


def test_memory_of_all_processes_together_is_limited(watched: Watched) -> None:
    monitor = watched.monitor
    body = "kept = bytearray(os.urandom(1 << 20) * 128); " + CHILD.format(work="signal.pause()")
    with family(body) as tree:
        monitor.tree.close()
        monitor.tree = ProcessTree(tree.pid)
        monitor.tree.forked = True
        with pytest.raises(Violation) as caught:
            monitor.receive(much_later())
        assert caught.value.verdict is Verdict.memory_limit


def test_main_thread_that_has_ended_ends_the_session(watched: Watched) -> None:
    number = {"x86_64": "60", "aarch64": "93"}[os.uname().machine]
    watched.monitor.check_leader()
    end = f"import ctypes; ctypes.CDLL(None).syscall({number}, 0)"
    with family("threading.Thread(target=signal.pause, daemon=True).start()", end) as tree:
        watched.monitor.tree.close()
        watched.monitor.tree = ProcessTree(tree.pid)
        assert becomes(watched.monitor.tree.leader_ended)
        with pytest.raises(Violation) as caught:
            watched.monitor.check_leader()
        assert caught.value.verdict is Verdict.ended_early


def test_deadline_may_be_infinite(watched: Watched) -> None:
    assert watched.monitor.deadline == float("inf")
    watched.channel.send(b"x")
    assert watched.monitor.receive(much_later())[0] == b"x"
