"""A real Celery worker on the tests' own database and queue."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def run_worker(redis_url: str, log: Path, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker as the site starts it, in a session of its own; ended afterwards."""
    command = [
        *(sys.executable, "-m", "celery", "-A", "courseware.celery", "worker"),
        *("--concurrency", "2", "--without-gossip", "--without-mingle"),
        *("--loglevel", "WARNING", *options),
    ]
    with log.open("ab") as out:
        worker = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(redis_url),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield worker
    finally:
        if worker.poll() is None:
            worker.send_signal(signal.SIGTERM)
            try:
                worker.wait(120)
            except subprocess.TimeoutExpired:
                end_at_once(worker)


def environment(redis_url: str) -> dict[str, str]:
    """For a process that shares the tests' data."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "courseware.settings",
        "COURSEWARE_VAR": str(settings.VAR_DIR),
        "DATABASE_URL": database_url(),
        "REDIS_URL": redis_url,
    }


def end_at_once(worker: subprocess.Popen[bytes]) -> None:
    """The worker and its children, as a power cut would."""
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def database_url() -> str:
    """The address of the database that the tests use now."""
    it = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(it['NAME']))}"
    login = quote(it["USER"]) + (f":{quote(it['PASSWORD'])}" if it["PASSWORD"] else "")
    return f"postgres://{login}@{it['HOST']}:{it['PORT']}/{it['NAME']}"


def wait_for(true: Callable[[], Any], log: Path, seconds: float = 180.0) -> Any:
    """What ``true`` gives once it gives something; the worker's own words when it never does."""
    until = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < until, log.read_text(errors="replace")[-50_000:]
        time.sleep(0.05)
    return found
