"""How long an honest student waits for a verdict while others keep the workers busy."""

from __future__ import annotations

import itertools
import os
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any

import httpx

from tests.bench import _queue_course as course
from tests.journeys.timed import manage
from tests.labs.writing import DOUBLE
from tests.site import run_site

BAR = 3.0  # seconds to the verdict on two cores
PATIENCE = 60.0
HONEST, HOSTILE = 10, 6  # six may start a run a second together
WARM_UP = 30.0  # seconds of bombs before anybody honest comes
TOKEN = "t" * 32
FORK_BOMB = """import os


def double(x):
    while True:
        try:
            os.fork()
        except OSError:
            pass
"""
MEMORY_BOMB = """def double(x):
    held = []
    while True:
        held.append(bytearray(b"1" * (1 << 24)))
"""


def run(scale: float) -> Iterator[dict[str, Any]]:
    waiting, regraded = round(200 * scale), round(1_000 * scale)
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-")))
        site = ends.enter_context(run_site(folder / "var", WORKER_CONCURRENCY="2"))

        def shell(script: str) -> str:
            return manage(site, "shell", "-c", script)

        manage(site, "load_course", str(course.write_course(folder / "course")), "--open")
        # The last are those whose work fills the queue; they send nothing themselves.
        count = HONEST + HOSTILE + max(1, regraded // 5)
        said = shell(course.STUDENTS.format(count=count, signed_in=HONEST + HOSTILE))
        sessions = re.findall(r"^SESSION (\S+)$", said, re.MULTILINE)
        students = [_Student(site.url, session) for session in sessions]
        honest, hostile = students[:HONEST], students[HONEST:]
        _waits(honest[:2])  # the first runs start what later ones find ready
        alone = _waits(honest)
        yield _figure("nobody else there", alone, alone)

        def beside(name: str, script: str, during: Callable[[], Any] = nullcontext) -> Any:
            if script:
                shell(script)
            with during():
                waits = _waits(honest)
            shell(course.CLEAR)
            return _figure(name, waits, alone)

        code = {"code": DOUBLE}
        one = course.FILL.format(count=waiting, owners=1, **code)
        yield beside(f"another student has {waiting} waiting", one)
        many = max(1, regraded // 5)
        shell(course.GRADED.format(count=regraded, owners=many, **code))
        yield beside(f"a regrade of {regraded} runs", course.REGRADE)
        yield beside(f"{regraded} runs queued again", course.GRADE_AGAIN)
        yield beside("a fork or memory bomb a second", "", lambda: _bombs(hostile))


def _figure(name: str, waits: list[float], alone: list[float]) -> dict[str, Any]:
    longest = max(waits)
    return {
        "name": f"queue: longest wait for a verdict, {name}",
        "ours": round(longest, 2),
        "rival": BAR,
        "ratio": round(longest / BAR, 2),
        "unit": "s",
        "note": f"rival: the bar; median {statistics.median(waits):.2f} s of {len(waits)}, alone "
        f"{statistics.median(alone):.2f} s; two processes on {os.cpu_count()} cores",
    }


def _waits(students: list[_Student]) -> list[float]:
    """Of graded and trial runs in turn, one after the other."""
    purposes = itertools.cycle(["graded", "trial"])
    return [student.submit(DOUBLE, next(purposes)) for student in students]


@contextmanager
def _bombs(students: list[_Student]) -> Iterator[None]:
    """One a second, by people in turn, each with a run of both kinds waiting at most."""
    over = threading.Event()

    def send() -> None:
        turns = zip(
            itertools.cycle(students),
            itertools.cycle([FORK_BOMB, MEMORY_BOMB]),
            itertools.cycle(["graded", "graded", "trial", "trial"]),
            strict=True,
        )
        for student, code, purpose in turns:
            if over.wait(1.0):
                return
            student.send(code, purpose)

    thread = threading.Thread(target=send, daemon=True)
    thread.start()
    time.sleep(WARM_UP)
    try:
        yield
    finally:
        over.set()
        thread.join()


class _Student:
    def __init__(self, url: str, session: str) -> None:
        cookies = {"sessionid": session, "csrftoken": TOKEN}
        headers = {"X-CSRFToken": TOKEN, "Referer": url}
        self.client = httpx.Client(
            base_url=url, cookies=cookies, headers=headers, timeout=PATIENCE, trust_env=False
        )

    def send(self, code: str, purpose: str) -> httpx.Response:
        fields = {"code": code, "key": os.urandom(8).hex(), "purpose": purpose}
        return self.client.post(f"{course.LAB}run/", data=fields, follow_redirects=True)

    def submit(self, code: str, purpose: str) -> float:
        """Seconds from sending the form to seeing the verdict; at most `PATIENCE`."""
        began = time.perf_counter()
        shown = self.send(code, purpose)
        assert shown.status_code == 200, shown.text
        live = re.search(r'data-live="([^"]+)"', shown.text)
        if live is not None:
            try:
                self._read_until(live[1], began + PATIENCE)
            except httpx.TimeoutException:
                return PATIENCE
            fragment = re.search(r'data-live-fragment="([^"]+)"', shown.text)
            assert fragment is not None
            shown = self.client.get(fragment[1])
        seconds = time.perf_counter() - began
        assert seconds > PATIENCE or "means-right" in shown.text, shown.text
        return min(seconds, PATIENCE)

    def _read_until(self, path: str, end: float) -> None:
        """The stream of events ends with the verdict."""
        with self.client.stream("GET", path) as events:
            for _ in events.iter_bytes():
                if time.perf_counter() > end:
                    return
