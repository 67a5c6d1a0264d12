"""A host's clock jumps while its programs run, and nothing else that they measure does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.chaos.clocks import Clock, build_library, can_jump

PROGRAM = """
import os, time
from datetime import datetime
own = (~os.getpid() << 3) | 2  # the number of this process's CPU clock
for _ in range(2):
    clocks = time.time(), datetime.now().timestamp(), time.monotonic(), time.clock_gettime(own)
    print(*clocks, flush=True)
    input()
"""


def test_the_time_of_day_of_a_running_program_jumps_and_no_other_clock(tmp_path: Path):
    clock = Clock(tmp_path / "clock", build_library(tmp_path))
    if not can_jump():
        assert clock.environment == {}
        return
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    environment = {**os.environ, **clock.environment}
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, env=environment, **pipes) as program:
        before = [float(each) for each in program.stdout.readline().split()]
        clock.jump(-100_000)
        program.stdin.write("\n")
        program.stdin.flush()
        after = [float(each) for each in program.stdout.readline().split()]
        program.communicate("\n")

    wall, local, monotonic, cpu = (b - a for a, b in zip(before, after, strict=True))
    assert round((wall - monotonic) / 1000) == round((local - monotonic) / 1000) == -100
    assert monotonic >= 0
    assert cpu >= 0
