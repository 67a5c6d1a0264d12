"""An author's code is stopped when its CPU time is used up, and only then."""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from grader.lab.cpu_limit import TookTooLong, _Block, _Stop, cpu_limit


def spin(seconds: float = 60.0) -> None:
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def catch_everything() -> None:
    for _ in range(3):
        with contextlib.suppress(Exception):  # what a limit raises is no such exception
            spin()


def catch_even_more() -> None:
    try:
        spin()
    except BaseException:
        spin()


@pytest.mark.parametrize("endless", [spin, catch_everything, catch_even_more])
def test_code_without_end_is_stopped(endless: Callable[[], None]) -> None:
    before = time.thread_time()
    words = r"^it took more than 0\.05 s of CPU time$"
    with pytest.raises(TookTooLong, match=words), cpu_limit(0.05):
        endless()
    assert time.thread_time() - before < 30  # of 60 and more


def test_waiting_and_work_elsewhere_do_not_count() -> None:
    other = threading.Thread(target=spin, args=(0.3,))
    other.start()
    with cpu_limit(0.2):
        other.join()
        time.sleep(0.3)
    assert not other.is_alive()


def test_nothing_is_raised_after_the_end_of_a_block() -> None:
    """However fast the thread that watches looks and sends."""
    late = 0
    for _ in range(30):
        block, over = _Block(0.0), threading.Event()
        watcher = threading.Thread(target=look_all_the_time, args=(block, over))
        try:
            try:
                watcher.start()
                spin(0.001)
            finally:
                block.end()
        except _Stop:
            block.end()
        try:
            spin(0.02)  # long enough for the other thread to have its turn
        except _Stop:
            late += 1
        while watcher.is_alive():
            with contextlib.suppress(_Stop):
                over.set()
                watcher.join()
    assert late == 0


def look_all_the_time(block: _Block, over: threading.Event) -> None:
    while not over.is_set():
        block.look()


def test_other_exceptions_pass() -> None:
    with pytest.raises(ZeroDivisionError), cpu_limit(5):
        1 // 0  # noqa: B018


def test_a_program_can_be_profiled_afterwards() -> None:
    """CPython 3.11 loops for good at the next call if an exception is left to be looked for."""
    program = (
        "import sys\nfrom grader.lab.cpu_limit import TookTooLong, cpu_limit\n"
        "with cpu_limit(5):\n    pass\n"
        "try:\n    with cpu_limit(0.01):\n        while True:\n            pass\n"
        "except TookTooLong:\n    print('stopped')\n"
        "sys.setprofile(lambda *_: None)\n(lambda: None)()\nprint('profiled')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert ran.stdout.split() == ["stopped", "profiled"]


def test_a_forked_process_stops_code_as_well() -> None:
    """The thread that looks at the clocks does not come along."""
    program = (
        "import os\nfrom grader.lab.cpu_limit import TookTooLong, cpu_limit\n"
        "with cpu_limit(5):\n    child = os.fork()\n"
        "if not child:\n"
        "    try:\n        with cpu_limit(0.01):\n            while True:\n                pass\n"
        "    except TookTooLong:\n        print('stopped')\n"
        "else:\n    os.waitpid(child, 0)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert ran.stdout.split() == ["stopped"]


def test_blocks_of_two_threads_are_stopped_each_at_its_own_time() -> None:
    stopped = []

    def work(seconds: float) -> None:
        with contextlib.suppress(TookTooLong), cpu_limit(seconds):
            spin(0.3)
            return
        stopped.append(seconds)

    threads = [threading.Thread(target=work, args=(seconds,)) for seconds in (0.05, 5.0)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert stopped == [0.05]
