"""How a program's end is worded, and that nothing of it stays open."""

from __future__ import annotations

import os
import signal
import socket
import subprocess

import pytest

from grader.sandbox.process import BaseProcess, Endpoints, ExitStatus, describe_signal
from tests.grader.sandbox.families import becomes, family


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (ExitStatus(), "The program closed its connection to the grader."),
        (ExitStatus(status=0), "The program ended itself with status 0."),
        (ExitStatus(status=7), "The program ended itself with status 7."),
        (ExitStatus(signal=signal.SIGKILL), "It was ended by SIGKILL (it was killed)."),
        (ExitStatus(signal=signal.SIGUSR1), "It was ended by SIGUSR1."),
        (ExitStatus(status=0, signal=11), "It was ended by SIGSEGV (it used memory that is not "
                                          "its own, often by endless recursion)."),
    ],
)  # fmt: skip
def test_end_is_worded_for_a_student(status: ExitStatus, sentence: str) -> None:
    assert status.description == sentence


@pytest.mark.parametrize("number", [0, 32, 65, 4000, -1])
def test_signal_without_a_name_is_called_by_its_number(number: int) -> None:
    assert describe_signal(number) == f"signal {number}"


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_endpoints_that_are_not_kept_are_closed() -> None:
    before = descriptors()
    with Endpoints() as ends:
        assert descriptors() == before + 4
        assert ends.theirs.fileno() > 0
    assert descriptors() == before


def test_endpoints_that_are_kept_are_ours_to_close() -> None:
    before = descriptors()
    with Endpoints() as ends:
        channel, output = ends.keep()
        os.write(ends.writing, b"printed")
        ends.theirs.send(b"message")
    assert descriptors() == before + 2
    assert os.read(output, 100) == b"printed"
    assert os.read(output, 100) == b""  # the writing end is closed here
    assert channel.recv(100) == b"message"
    channel.close()
    os.close(output)
    assert descriptors() == before


def test_endpoints_are_closed_when_starting_fails() -> None:
    before = descriptors()
    with pytest.raises(FileNotFoundError), Endpoints():
        subprocess.Popen(["/no/such/program"])
    assert descriptors() == before


def test_output_without_anything_printed_does_not_block() -> None:
    with Endpoints() as ends, pytest.raises(BlockingIOError):
        os.read(ends.reading, 1)


def process_of_our_own() -> tuple[BaseProcess, socket.socket]:
    with Endpoints() as ends:
        return BaseProcess(*ends.keep()), ends.theirs


def test_closing_ends_the_first_process_and_gives_back_what_is_open() -> None:
    before = descriptors()
    with family() as tree:
        process, _ = process_of_our_own()
        process.hold(tree)
        assert tree.init is not None
        process.close()
        assert becomes(lambda: not os.path.exists(f"/proc/{tree.init}/exe"))
    assert descriptors() == before


class Frozen:
    """A freezer that notes what is done to it."""

    method = "signals"

    def __init__(self) -> None:
        self.done: list[str] = []

    def freeze(self) -> None:
        self.done.append("freeze")

    def check(self) -> None:
        self.done.append("check")

    def thaw(self) -> None:
        self.done.append("thaw")
        raise OSError("the group is gone")

    def close(self) -> None:
        self.done.append("close")


def test_what_is_frozen_is_thawed_before_it_is_killed() -> None:
    """A frozen process of control groups version 1 would not end."""
    process, _ = process_of_our_own()
    freezer = Frozen()
    process.freezer = freezer
    process.close()
    assert freezer.done == ["thaw", "close"]
    assert process.freezer is None


def test_killing_what_has_ended_is_no_error() -> None:
    with family() as tree:
        process, _ = process_of_our_own()
        process.hold(tree)
        process.kill()
        process.kill()
        assert becomes(lambda: not os.path.exists(f"/proc/{tree.init}/exe"))
        process.kill()
        process.close()
