"""The first exchange: what is sent, and what becomes of a program that does not answer."""

from __future__ import annotations

import json
import os
import platform
import resource
import socket
from dataclasses import replace

import pytest

from grader.sandbox import handshake, seccomp
from grader.sandbox.freezing import Freezer
from grader.sandbox.guest import messages
from grader.sandbox.handshake import StartError, needed_syscalls
from grader.sandbox.limits import Limits
from grader.sandbox.process import Endpoints, ExitStatus
from grader.sandbox.process_tree import ProcessTree

LIMITS = Limits(cpu_seconds=2.5, result_bytes=1000, file_bytes=5000, processes=7)


class Program:
    """Our ends of a program that the test plays."""

    def __init__(self, channel: socket.socket, output: int) -> None:
        self.channel, self.output = channel, output
        self.freezer: Freezer | None = None
        self.closed = 0

    def attach(self, tree: ProcessTree) -> None:
        raise OSError("no freezer can be made")

    def kill(self) -> None: ...

    def wait(self, seconds: float) -> ExitStatus:
        return ExitStatus()

    def close(self) -> None:
        self.closed += 1
        self.channel.close()
        os.close(self.output)


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_program_that_ends_is_reported_with_what_it_printed() -> None:
    with Endpoints() as ends:
        program = Program(*ends.keep())
        os.write(ends.writing, b"no user \x1bnamespaces\n")
    with pytest.raises(StartError, match=r"no user \\x1bnamespaces"):
        handshake.start(program, LIMITS)
    assert program.closed == 1


def test_program_that_ends_silently_is_reported_too() -> None:
    with Endpoints() as ends:
        program = Program(*ends.keep())
        ends.theirs.close()
        with pytest.raises(StartError, match=r"Broken pipe|Connection reset"):
            handshake.start(program, LIMITS)
    assert program.closed == 1


@pytest.mark.parametrize("fds", [0, 1])
def test_answer_without_a_listener_or_a_sender_is_no_start(fds: int) -> None:
    before = descriptors()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    program = Program(ours, reading)  # SO_PASSCRED is not set: nobody knows who answers
    with theirs:
        messages.send(theirs, b"ready", [writing] * fds)
        with pytest.raises(StartError, match="ended at once"):
            handshake.start(program, LIMITS)
    os.close(writing)
    assert descriptors() == before


def test_what_fails_after_the_answer_leaves_nothing_open() -> None:
    before = descriptors()
    with Endpoints() as ends:
        program = Program(*ends.keep())
        messages.send(ends.theirs, messages.HEAD.pack(messages.READY, 0, 0), [ends.writing])
        with pytest.raises(OSError, match="no freezer can be made"):
            handshake.start(program, LIMITS)
        setup = json.loads(ends.theirs.recv(1 << 20))
    assert setup["result_bytes"] == 1000
    assert program.closed == 1
    assert descriptors() == before


def setup(**limits: object) -> dict:
    return handshake._setup(replace(LIMITS, **limits))  # type: ignore[arg-type]  # by name


def test_cpu_time_is_limited_a_little_later_than_the_grader_does() -> None:
    soft, hard = setup()["rlimits"]["RLIMIT_CPU"]
    assert LIMITS.cpu_seconds <= soft < hard


@pytest.mark.parametrize(("result", "file"), [(10**6, 10), (10, 10**6)])
def test_files_may_hold_a_reply_or_what_a_folder_holds(result: int, file: int) -> None:
    limit = setup(result_bytes=result, file_bytes=file)["rlimits"]["RLIMIT_FSIZE"]
    assert limit >= 10**6 + messages.MAX_HEADER


@pytest.mark.parametrize("name", ["RLIMIT_CORE", "RLIMIT_MEMLOCK", "RLIMIT_NICE", "RLIMIT_RTPRIO"])
def test_what_no_lab_needs_is_limited_to_nothing(name: str) -> None:
    assert setup()["rlimits"][name] == 0


def test_every_limit_has_a_name_that_the_guest_knows() -> None:
    assert all(hasattr(resource, name) for name in setup()["rlimits"])


@pytest.mark.parametrize(
    ("release", "is_limited"),
    [("5.13.19-generic", False), ("5.14.0", True), ("6.1.0-13-amd64", True), ("4.19", False)],
)
def test_kernels_that_count_all_of_a_users_processes_get_no_limit(
    monkeypatch: pytest.MonkeyPatch, release: str, is_limited: bool
) -> None:
    monkeypatch.setattr(platform, "release", lambda: release)
    limit = setup()["rlimits"].get("RLIMIT_NPROC")
    assert (limit is not None) == is_limited
    assert limit is None or limit > LIMITS.processes  # the monitor comes first


def test_setup_brings_the_filter_and_the_numbers_it_needs() -> None:
    found = json.loads(json.dumps(setup()))
    assert bytes.fromhex(found["filter"]) == seccomp.filter_program()
    assert found["numbers"] == needed_syscalls()
    assert set(found["numbers"]) == {
        "capset",
        "clone3",
        "landlock_add_rule",
        "landlock_create_ruleset",
        "landlock_restrict_self",
        "seccomp",
    }
