"""The filter of system calls, run by a small interpreter of its own language."""

from __future__ import annotations

import errno
import struct
import subprocess
import sys
from collections.abc import Callable

import pytest

from grader.sandbox import seccomp, syscalls
from grader.sandbox.handshake import needed_syscalls
from tests.grader.sandbox.guest_script import ONE_THREAD, ROOT

MACHINES = {
    "x86_64": syscalls.Machine(0xC000003E, syscalls._table(syscalls._X86_64)),
    "aarch64": syscalls.Machine(0xC00000B7, syscalls._table(syscalls._AARCH64)),
}
EPERM, EACCES = seccomp.ERRNO | errno.EPERM, seccomp.ERRNO | errno.EACCES
ENOSYS, ENOTTY = seccomp.ERRNO | errno.ENOSYS, seccomp.ERRNO | errno.ENOTTY


def decide(program: bytes, arch: int, number: int, *arguments: int) -> int:
    """What the kernel would do."""
    padded = [a & (2**64 - 1) for a in (*arguments, *[0] * 6)[:6]]
    data = struct.pack("<IIQ6Q", number, arch, 0, *padded)
    steps = list(struct.iter_unpack("<HBBI", program))
    at = value = 0
    while True:
        code, yes, no, k = steps[at]
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("<I", data, k)
        elif code == 0x15:
            at += yes if value == k else no
        elif code == 0x35:
            at += yes if value >= k else no
        elif code == 0x54:
            value &= k
        elif code == 0x06:
            return k
        else:
            raise AssertionError(f"unknown step {code:#x}")


@pytest.fixture(params=MACHINES)
def ask(request: pytest.FixtureRequest) -> Callable[..., int]:
    machine = MACHINES[request.param]
    program = seccomp.assemble(machine)
    return lambda name, *args: decide(program, machine.audit_arch, machine.numbers[name], *args)


@pytest.mark.parametrize("name", ["read", "mmap", "futex", "openat", "exit_group", "wait4"])
def test_ordinary_call_is_allowed(ask: Callable[..., int], name: str) -> None:
    assert ask(name) == seccomp.ALLOW


@pytest.mark.parametrize("name", ["execve", "ptrace", "mount", "bpf", "unshare", "io_uring_setup"])
def test_forbidden_call_asks_the_trusted_side(ask: Callable[..., int], name: str) -> None:
    assert ask(name) == seccomp.NOTIFY


def test_new_process_asks_the_trusted_side(ask: Callable[..., int]) -> None:
    assert ask("clone", 17) == seccomp.NOTIFY


@pytest.mark.parametrize(
    ("name", "arguments", "answer"),
    [
        ("clone3", (), ENOSYS),
        ("chroot", (), EPERM),
        ("memfd_create", (), EPERM),
        ("socket", (2, 1, 0), EACCES),
        ("socketpair", (1, 1, 0), seccomp.ALLOW),
        ("socketpair", (16, 1, 0), EACCES),
        ("ioctl", (0, 0x5401), seccomp.ALLOW),
        ("ioctl", (0, 0x5412), ENOTTY),  # pushes characters into a terminal
        ("prctl", (15,), seccomp.ALLOW),
        ("prctl", (22,), EPERM),
        ("prlimit64", (0, 7), seccomp.ALLOW),
        ("prlimit64", (0, 0), EPERM),  # the limit on CPU time, at which the kernel kills
        ("setpgid", (), EPERM),
        ("exit_group", (0,), seccomp.ALLOW),
        ("exit_group", (137,), seccomp.NOTIFY),  # as if killed
        ("exit", (256 + 143,), seccomp.NOTIFY),
        ("prlimit64", (1,), EPERM),
        ("fcntl", (0, 1026), EPERM),
        ("fcntl", (0, 1), seccomp.ALLOW),
        ("rt_sigaction", (17,), EPERM),
        ("rt_sigaction", (2,), seccomp.ALLOW),
        ("kill", (1, 9), EPERM),
        ("kill", (-1, 9), EPERM),
        ("kill", (7, 9), seccomp.NOTIFY),
        ("kill", (7, 18), EPERM),
        ("tkill", (7, 18), EPERM),
        ("tgkill", (7, 7, 18), EPERM),
        ("tgkill", (18, 18, 6), seccomp.NOTIFY),
        ("rt_sigqueueinfo", (7, 18), EPERM),
        ("rt_tgsigqueueinfo", (7, 7, 18), EPERM),
        ("timer_create", (1,), EPERM),
        ("fcntl", (0, 8), EPERM),
        ("fcntl", (0, 10), EPERM),
        ("fcntl", (0, 15), EPERM),
        ("fcntl", (0, 1024), EPERM),
    ],
)
def test_call_is_judged_by_its_argument(
    ask: Callable[..., int], name: str, arguments: tuple[int, ...], answer: int
) -> None:
    assert ask(name, *arguments) == answer


def test_high_half_of_an_argument_does_not_hide_the_low_one(ask: Callable[..., int]) -> None:
    assert ask("kill", 0xFFFFFFFF00000001, 9) == EPERM


@pytest.mark.parametrize("arch", [0x40000003, 0x40000028, 0])
def test_call_in_another_machines_way_kills(arch: int) -> None:
    assert decide(seccomp.filter_program(), arch, 0) == seccomp.KILL


def test_x32_call_kills() -> None:
    machine = MACHINES["x86_64"]
    program = seccomp.assemble(machine)
    assert decide(program, machine.audit_arch, 0x40000000) == seccomp.KILL


def test_call_that_is_not_known_yet_is_no_call(ask: Callable[..., int]) -> None:
    machine = MACHINES["x86_64"]
    assert decide(seccomp.assemble(machine), machine.audit_arch, 9999) == ENOSYS


def test_no_call_has_two_answers() -> None:
    groups = [
        set(seccomp._ALLOWED.split()),
        set(seccomp._EPERM.split()),
        set(seccomp._EACCES.split()),
        set(seccomp.FORBIDDEN),
        set(seccomp.COUNTED),
        set(seccomp._argument_rules()),
    ]
    assert sum(map(len, groups)) == len(set().union(*groups))


def test_every_named_call_exists_on_some_machine() -> None:
    known = set().union(*(machine.numbers for machine in MACHINES.values()))
    named = {*seccomp._ALLOWED.split(), *seccomp._EPERM.split(), *seccomp.FORBIDDEN}
    assert named <= known


def test_filter_alone_stops_a_program_without_any_other_wall() -> None:
    """In a plain process without bubblewrap. Nobody answers, so the call never returns."""
    script = f"""
import os, sys
from grader.sandbox.guest import confinement
numbers, program = {needed_syscalls()!r}, bytes.fromhex({seccomp.filter_program().hex()!r})
confinement.prctl(confinement.PR_SET_NO_NEW_PRIVS, 1)
confinement.install_filter(numbers, program)
for refused in (lambda: os.chroot("/"), lambda: os.setuid(0)):
    try:
        refused()
    except PermissionError:
        print("refused", flush=True)
os.execv("/bin/true", ["true"])
"""
    child = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, cwd=ROOT, env=ONE_THREAD
    )
    assert child.stdout is not None
    try:
        assert [child.stdout.readline() for _ in range(2)] == [b"refused\n"] * 2
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(2)
    finally:
        child.kill()
        assert child.communicate()[0] == b""
