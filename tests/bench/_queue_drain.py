"""How fast one and two workers empty a queue, and whether their memory grows meanwhile.

Memory is that of workers which empty the whole queue. Speeds are compared in rounds of a tenth of
it, as that of a machine changes within minutes; one and two workers take turns in going first.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.bench import _queue_course as course
from tests.chaos.processes import descendants
from tests.labs.writing import DOUBLE
from tests.servers import copy_database, create_database, free_port, run_postgres, run_redis
from tests.site import ROOT

BAR = 1.7
ROUNDS = 6
MOST_GROWTH = 1.1
_SPEED = """
SELECT count(*), extract(epoch FROM max(done_at) - min(started_at)) FROM outbox_message
WHERE done_at IS NOT NULL
"""
_LEFT = "SELECT count(*) FROM outbox_message WHERE done_at IS NULL"
_VERDICTS = "SELECT verdict, count(*) FROM labs_submission GROUP BY verdict"


def run(scale: float) -> Iterator[dict[str, Any]]:
    count, part = round(10_000 * scale), round(1000 * scale)
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-")))
        (folder / "postgres").mkdir()
        server = ends.enter_context(run_postgres(folder / "postgres", durable=True))
        queue = _Queue(folder, create_database(server, "filled"), count)
        for workers in (1, 2):
            yield _memory(workers, count, *queue.drain(workers))
        queue = _Queue(folder / "parts", create_database(server, "part"), part)
        yield _ratio(part, [queue.speeds(first) for first in (1, 2) * (ROUNDS // 2)])


class _Queue:
    """A database with so many submissions waiting, drained as often as needed."""

    def __init__(self, folder: Path, url: str, count: int) -> None:
        folder.mkdir(exist_ok=True)
        self.folder, self.count = folder, count
        self.filled = _filled(folder, url, count)
        self.drained = 0

    def drain(self, workers: int) -> tuple[float, list[float]]:
        """See `_drain`."""
        self.drained += 1
        home = self.folder / f"drained-{self.drained}"
        home.mkdir()
        url = copy_database(self.filled, f"of_{self.count}_{self.drained}")
        with run_redis(home, port=free_port()) as redis:
            return _drain(home, url, redis, workers, self.count)

    def speeds(self, first: int) -> tuple[float, float]:
        """Of one worker and of two, one after the other."""
        found = {workers: self.drain(workers)[0] for workers in (first, 3 - first)}
        return found[1], found[2]


def _ratio(count: int, rounds: list[tuple[float, float]]) -> dict[str, Any]:
    one, two = (statistics.median(speeds) for speeds in zip(*rounds, strict=True))
    ratios = sorted(round(both[1] / both[0], 2) for both in rounds)
    return {
        "name": f"queue: {count} runs drained by two workers, to one",
        "ours": round(two, 2),
        "rival": round(one, 2),
        "ratio": round(statistics.median(ratios), 3),
        "unit": "/s",
        "note": f"bar {BAR:g}; PostgreSQL, queue filled before, {os.cpu_count()} cores; "
        f"{len(rounds)} rounds: {', '.join(map(str, ratios))}",
    }


def _filled(folder: Path, url: str, count: int) -> str:
    environment = _environment(folder / "var", url, f"unix://{folder / 'nowhere.sock'}")
    _manage(environment, "migrate", "--verbosity", "0")
    _manage(environment, "load_course", str(course.write_course(folder / "course")), "--open")
    owners = max(1, count // 20)
    _manage(environment, "shell", "-c", course.STUDENTS.format(count=owners, signed_in=0))
    fill = course.FILL.format(count=count, owners=owners, code=DOUBLE)
    _manage(environment, "shell", "-c", fill)
    return url


def _environment(var: Path, url: str, queue: str) -> dict[str, str]:
    chosen = {"COURSEWARE_VAR": str(var), "DATABASE_URL": url, "REDIS_URL": queue}
    chosen |= {"SECRET_KEY": "bench", "DJANGO_SETTINGS_MODULE": "courseware.settings"}
    return {**os.environ, **chosen}


def _manage(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _drain(home: Path, url: str, queue: str, workers: int, count: int) -> tuple[float, list[float]]:
    """Runs a second, from the first start to the last end, and the workers' memory in MB."""
    memory: list[float] = []
    with (
        _programs(home, _environment(home / "var", url, queue), workers) as pids,
        psycopg.connect(url, autocommit=True) as connection,
    ):
        told = time.monotonic()
        while left := connection.execute(_LEFT).fetchone()[0]:
            time.sleep(2.0)
            if left < 0.95 * count:  # all processes are there and have graded
                memory.append(sum(map(_megabytes, _pool(pids))))
            if time.monotonic() - told > 60:
                told = time.monotonic()
                print(f"  workers {workers}: {left} runs left", flush=True)
        done, seconds = connection.execute(_SPEED).fetchone()
        verdicts = dict(connection.execute(_VERDICTS).fetchall())
        assert done == count and verdicts == {"passed": count}, (done, verdicts)
    return count / float(seconds), memory


def _memory(workers: int, count: int, speed: float, memory: list[float]) -> dict[str, Any]:
    quarter = max(1, len(memory) // 4)
    first, last = statistics.median(memory[:quarter]), statistics.median(memory[-quarter:])
    return {
        "name": f"queue: memory of {workers} worker{'s' * (workers > 1)}, last quarter to first",
        "ours": round(last, 1),
        "rival": round(first, 1),
        "ratio": round(last / first, 3),
        "unit": "MB",
        "note": f"bar {MOST_GROWTH:g}; {count} runs at {speed:.1f} a second, "
        f"most {max(memory):.1f} MB, without sandboxes",
    }


@contextmanager
def _programs(home: Path, environment: dict[str, str], workers: int) -> Iterator[set[int]]:
    """Workers with one process each, and the scheduler, which sends the first messages."""
    celery = [sys.executable, "-m", "celery", "-A"]
    quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
    grading = ["courseware.celery", "worker", "--queues", "grading", "--concurrency", "1"]
    commands = [
        [*celery, *grading, "--hostname", f"w{number}@%h", *quiet] for number in range(workers)
    ]
    scheduled = ["--queues", "scheduled", "--pool", "solo", "--hostname", "scheduler@%h"]
    commands.append([*celery, "courseware.scheduler", "worker", *scheduled, *quiet])
    with ExitStack() as ends:
        processes = []
        for number, command in enumerate(commands):
            log = ends.enter_context(open(home / f"{number}.log", "wb"))
            processes.append(
                subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
            )
        try:
            yield {process.pid for process in processes[:workers]}
        finally:
            for process in processes:
                process.send_signal(signal.SIGTERM)
            for process in processes:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(60)
                process.kill()
                process.wait()


def _pool(workers: set[int]) -> list[int]:
    """The workers and their processes, without the sandboxes' processes."""
    found = []
    for pid in descendants(workers):
        with contextlib.suppress(OSError):
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"celery" in command:
                found.append(pid)
    return found


def _megabytes(pid: int) -> float:
    """Of its own data, swapped or not.

    Without programs and libraries: the kernel drops their pages and reads them again as it likes.
    What a worker shares with its child counts twice, or it would grow by every page that is copied.
    """
    with contextlib.suppress(OSError):
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
        found = re.findall(r"^(?:RssAnon|VmSwap):\s+(\d+) kB", text, re.MULTILINE)
        return sum(map(int, found)) / 1000
    return 0.0
