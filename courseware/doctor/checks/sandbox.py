"""The walls of the sandbox on this machine, each tried by a program that runs into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from courseware.doctor.findings import Finding, check, failed, ok, warn
from grader.results.verdicts import Verdict
from grader.sandbox import Limits, Outcome, SandboxUnavailable, open_session, probe

MIB = 1 << 20
LIMITS = Limits(call_seconds=1.0, memory_bytes=256 * MIB, processes=8)

# Each function returns whether it came through, and False for the errors that a wall gives.
PROGRAM = """
import os

def network():
    import socket
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(("192.0.2.1", 9))
        return True
    except OSError:
        return False

def read(path):
    return os.path.exists(path)

def write():
    for place in ("/", os.path.dirname(os.__file__)):
        try:
            with open(os.path.join(place, "courseware-doctor"), "w"):
                return True
        except OSError:
            continue
    return False

def see_processes():
    try:
        return sum(name.isdigit() for name in os.listdir("/proc")) > 10
    except OSError:
        return False

def start_program():
    try:
        os.posix_spawn("/bin/sh", ["sh", "-c", "true"], {})
        return True
    except OSError:
        return False

def take_memory():
    try:
        block = bytearray(1 << 30)
        return len(block) > 0
    except MemoryError:
        return False

def run_forever():
    while True:
        pass

def fork_without_end():
    try:
        for _ in range(100):
            if os.fork() == 0:
                run_forever()
        return True
    except OSError:
        return False
"""


@dataclass(frozen=True)
class Wall:
    """What a submission may not do; ``stops`` are verdicts that mean that it was stopped."""

    name: str
    function: str
    breach: str
    stops: tuple[Verdict, ...] = (Verdict.forbidden_call,)
    arguments: tuple[Any, ...] = field(default=())


def walls() -> list[Wall]:
    here = str(settings.BASE_DIR / "manage.py")
    stopped = (Verdict.forbidden_call, Verdict.process_limit, Verdict.time_limit)
    return [
        Wall("network", "network", "reach the network"),
        Wall("files", "read", "read this machine's files", arguments=(here,)),
        Wall("read-only files", "write", "write outside of its own folder"),
        Wall("processes", "see_processes", "see other processes"),
        Wall("programs", "start_program", "start programs", stopped),
        Wall("memory", "take_memory", "take memory without limit", (Verdict.memory_limit,)),
        Wall("time", "run_forever", "run without end", (Verdict.time_limit,)),
        Wall("forks", "fork_without_end", "start processes without limit", stopped),
    ]


@check("sandbox")
def sandbox_holds() -> Iterator[Finding]:
    host = probe()
    if host.refuses is not None:
        yield failed("sandbox", f"{host.refuses} A machine without workers needs none: --skip.")
        return
    facts = ", ".join(f"{name} {value}" for name, value in host.facts.items())
    yield ok("sandbox", f"It can be made here ({facts}).")
    for sentence in host.missing:
        yield warn("layer", sentence)
    for wall in walls():
        yield try_wall(wall)


def try_wall(wall: Wall) -> Finding:
    """Runs the program into the wall, in a sandbox of its own."""
    try:
        with open_session(LIMITS) as session:
            session.load(PROGRAM)
            outcome = session.call(wall.function, wall.arguments, {})
    except SandboxUnavailable as error:
        return failed(wall.name, str(error))
    return judge(wall, outcome)


def judge(wall: Wall, outcome: Outcome) -> Finding:
    """A wall holds only if it was certainly what stopped the program."""
    if outcome.verdict in wall.stops:
        return ok(wall.name, f"Closed: {outcome.verdict.value}.")
    if outcome.verdict is Verdict.passed and outcome.value is False:
        return ok(wall.name, "Closed.")
    if outcome.verdict is Verdict.passed:
        return failed(
            wall.name,
            f"A submission can {wall.breach}. Stop the workers on this machine and see “What the "
            "sandbox needs” in docs/operating.md.",
        )
    return failed(
        wall.name,
        f"Whether a submission can {wall.breach} could not be tried ({outcome.verdict.value}: "
        f"{outcome.raised or outcome.detail}).",
    )
