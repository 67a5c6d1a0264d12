"""Each wall alone, in a plain process, with all the others left out."""

from __future__ import annotations

import pytest

from grader.sandbox.guest import confinement
from grader.sandbox.handshake import needed_syscalls
from tests.grader.sandbox.guest_script import confined

LANDLOCK = confinement.landlock_version(needed_syscalls())
needs_landlock = pytest.mark.skipif(LANDLOCK == 0, reason="the kernel has no Landlock")

ATTEMPTS = """
import os, signal, socket
def tell(name, attempt):
    try:
        attempt()
        print(name, "done")
    except OSError as error:
        print(name, error.strerror)
"""


@needs_landlock
def test_landlock_alone_keeps_writing_in_the_own_folders() -> None:
    code = (
        ATTEMPTS
        + """
tell("elsewhere", lambda: open("/var/tmp/courseware-landlock", "w"))
tell("own", lambda: os.close(os.open("/tmp", os.O_TMPFILE | os.O_RDWR)))
tell("reading", lambda: os.listdir("/"))
tell("program", lambda: os.execv("/bin/true", ["true"]))
"""
    )
    lines = confined("confinement.restrict_files(numbers)", code).splitlines()
    assert lines == [
        "elsewhere Permission denied",
        "own done",
        "reading done",
        "program Permission denied",
    ]


@needs_landlock
@pytest.mark.skipif(LANDLOCK < 4, reason="this Landlock does not know TCP")
def test_landlock_alone_refuses_tcp() -> None:
    code = (
        ATTEMPTS
        + """
tell("connect", lambda: socket.socket().connect(("127.0.0.1", 9)))
tell("bind", lambda: socket.socket().bind(("127.0.0.1", 0)))
"""
    )
    lines = confined("confinement.restrict_files(numbers)", code)
    assert lines == "connect Permission denied\nbind Permission denied"


@needs_landlock
@pytest.mark.skipif(LANDLOCK < 6, reason="this Landlock does not know signals")
def test_landlock_alone_refuses_signals_to_others() -> None:
    code = ATTEMPTS + 'tell("signal", lambda: os.kill(os.getppid(), 0))'
    assert confined("confinement.restrict_files(numbers)", code) == "signal Operation not permitted"


def test_dropped_capabilities_are_gone_for_good() -> None:
    code = """
status = dict(line.split(":") for line in open("/proc/self/status").read().splitlines())
print(*(status[name].strip() for name in ("CapInh", "CapPrm", "CapEff", "CapAmb", "NoNewPrivs")))
"""
    assert confined("confinement.drop_capabilities(numbers)", code) == f"{'0' * 16} " * 4 + "1"


def test_resource_limits_alone_end_what_asks_for_more() -> None:
    code = """
import resource
for ask in (lambda: bytes(1 << 34), lambda: [open("/dev/null") for _ in range(99)]):
    try:
        ask()
    except (MemoryError, OSError) as error:
        print(type(error).__name__)
try:
    resource.setrlimit(resource.RLIMIT_NOFILE, (40, 99))
except ValueError:
    print("not raised again")
"""
    way = "confinement.limit_resources({'RLIMIT_AS': 1 << 31, 'RLIMIT_NOFILE': 40})"
    lines = confined(way, code).splitlines()
    assert lines[:2] == ["MemoryError", "OSError"]
