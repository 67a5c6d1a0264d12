"""Numbers of system calls."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator

import pytest

from grader.sandbox import syscalls
from grader.sandbox.guest import confinement
from grader.sandbox.syscalls import UnknownMachine, known_machine, this_machine


@pytest.fixture
def nothing_cached() -> Iterator[None]:
    this_machine.cache_clear()
    yield
    this_machine.cache_clear()


@pytest.mark.parametrize("table", [syscalls._X86_64, syscalls._AARCH64])
def test_no_number_and_no_name_is_given_twice(table: str) -> None:
    numbers = syscalls._table(table)
    assert len(numbers) == len(table.split()) == len(set(numbers.values()))


def test_numbers_above_423_are_the_same_on_all_machines() -> None:
    """The kernel gives new calls one number for all of its architectures."""
    ours, theirs = syscalls._table(syscalls._X86_64), syscalls._table(syscalls._AARCH64)
    assert {n: k for n, k in ours.items() if k > 423} == {
        n: k for n, k in theirs.items() if k > 423
    }


@pytest.mark.parametrize(
    ("machine", "number", "name"),
    [("x86_64", 59, "execve"), ("aarch64", 221, "execve"), ("x86_64", 9999, "call 9999")],
)
@pytest.mark.usefixtures("nothing_cached")
def test_call_is_named_by_the_machines_table(
    monkeypatch: pytest.MonkeyPatch, machine: str, number: int, name: str
) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert known_machine().name(number) == name


@pytest.mark.parametrize("machine", ["riscv64", "i686", "armv7l", "x86"])
@pytest.mark.usefixtures("nothing_cached")
def test_other_machines_are_not_known(monkeypatch: pytest.MonkeyPatch, machine: str) -> None:
    monkeypatch.setattr(platform, "machine", lambda: machine)
    assert this_machine() is None
    with pytest.raises(UnknownMachine, match=machine):
        known_machine()


def test_kernel_here_agrees() -> None:
    assert confinement.syscall(known_machine().numbers["getpid"]) == os.getpid()
    with pytest.raises(OSError):
        confinement.syscall(known_machine().numbers["close"], -1)
