"""Programs of an earlier release and of this one at work on the same database and Redis, as while a
site on several machines is upgraded: whichever stores a message, whichever sends it, whichever has
the worker, the work is done once."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.collector import run_collector
from tests.servers import create_database, free_port, migrate, postgres_program, run_redis
from tests.site import COURSE
from tests.upgrades.make_dump import ROOT, SECRET_KEY, read
from tests.upgrades.seed import PASSWORD
from tests.visitor import Visitor

pytestmark = pytest.mark.slow
RELEASE = "v0.1.0"
CELERY = (sys.executable, "-m", "celery", "-A")
LEAN = ("--without-gossip", "--without-mingle", "--concurrency", "1")
NEW_WORKER = (*CELERY, "courseware.celery", "worker", "--queues", "grading", *LEAN)
EARLIER_PROGRAMS = "tests.upgrades.earlier_release"  # whose tasks are not to be those of tests
EARLIER_WORKER = (*CELERY, EARLIER_PROGRAMS, "worker", "--queues", "grading", *LEAN)
EARLIER = (sys.executable, "-m", EARLIER_PROGRAMS)
SWEEP = (
    *(sys.executable, "-c"),
    "import django; django.setup(); from courseware.outbox.dispatcher import sweep; sweep()",
)
WAITING = 7  # a submission of the dump that nobody has graded
LAB = f"{COURSE}labs/penalties/"
_number = count(1)


@dataclass(frozen=True)
class Place:
    """The database of an earlier release after the upgrade, and a Redis."""

    var: Path
    kind: str
    environment: dict[str, str]

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        if self.kind == "postgresql":
            with psycopg.connect(self.environment["DATABASE_URL"]) as server:
                cursor = server.execute(statement)
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.var / "courseware.sqlite3", timeout=20)) as file, file:
            return file.execute(statement).fetchall()

    def open_messages(self) -> list[int]:
        rows = self.rows("SELECT args FROM outbox_message WHERE done_at IS NULL")
        return [(json.loads(args) if isinstance(args, str) else args)[0] for (args,) in rows]

    def verdict(self, pk: int) -> tuple[Any, ...]:
        (row,) = self.rows(f"SELECT state, verdict, tries FROM labs_submission WHERE id = {pk}")
        return row

    def run(self, *command: str) -> None:
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    @contextmanager
    def running(self, *command: str, **environment: str) -> Iterator[None]:
        """A program that goes on until the block ends, with its output in a file."""
        with open(self.var / "programs.log", "ab") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment | environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def wait_until(self, holds: Callable[[], object], seconds: float = 180.0) -> None:
        until = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < until, (self.var / "programs.log").read_text()[-3000:]
            time.sleep(0.1)

    @property
    def calls(self) -> list[list[int]]:
        """Of the earlier release's worker."""
        file = Path(self.environment["CALLS"])
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    url = ""
    if request.param == "postgresql":
        url = create_database(
            request.getfixturevalue("postgres_server"), f"side_by_side_{next(_number)}"
        )
        command = [postgres_program("psql"), "--quiet", "--set", "ON_ERROR_STOP=1", url]
        given = {"input": read(RELEASE, "postgresql"), "stdout": subprocess.DEVNULL}
        subprocess.run(command, text=True, check=True, **given)
    else:
        with closing(sqlite3.connect(tmp_path / "courseware.sqlite3")) as file:
            file.executescript(read(RELEASE, "sqlite"))
    migrate(url, tmp_path)
    (tmp_path / "redis").mkdir()
    with run_redis(tmp_path / "redis") as broker:
        environment = {
            **os.environ,
            **{"COURSEWARE_VAR": str(tmp_path), "DATABASE_URL": url, "REDIS_URL": broker},
            **{"SECRET_KEY": SECRET_KEY, "DJANGO_SETTINGS_MODULE": "courseware.settings"},
            "CALLS": str(tmp_path / "calls"),
        }
        yield Place(tmp_path, request.param, environment)


@contextmanager
def new_site(place: Place, **environment: str) -> Iterator[Visitor]:
    """The site of this release, and a student in front of it."""
    port = free_port()
    command = (sys.executable, "-m", "uvicorn", "courseware.asgi:application")
    listening = ("--host", "127.0.0.1", "--port", str(port), "--lifespan", "off")
    with place.running(*command, *listening, **environment):
        visitor = Visitor(f"http://127.0.0.1:{port}")
        place.wait_until(lambda: _answers(visitor))
        visitor.sign_in("gil", PASSWORD)
        yield visitor


def _answers(visitor: Visitor) -> bool:
    with contextlib.suppress(OSError):
        return visitor.get("/accounts/login/").status == 200
    return False


def submitted(visitor: Visitor) -> int:
    """The id of a new submission."""
    lab = visitor.get(LAB)
    (key,) = lab.fields("key")
    fields = [key, ("code", "def penalty(:\n"), ("purpose", "graded")]
    page = visitor.post(f"{LAB}run/", lab, fields)
    (pk,) = re.findall(r"submissions/(\d+)/events/", page.text) or [page.text]
    return int(pk)


def test_what_an_earlier_release_has_left_is_done_by_the_new_worker(place: Place):
    assert WAITING in place.open_messages()
    with place.running(*NEW_WORKER):
        place.run(*SWEEP)
        place.wait_until(lambda: not place.open_messages())
    assert place.verdict(WAITING) == ("done", "wrong_values", 1)


def test_an_earlier_site_enqueues_for_the_new_worker(place: Place):
    """Its rows lack the columns that came later, and its tasks carry no header."""
    place.rows("DELETE FROM outbox_message WHERE done_at IS NULL")
    with place.running(*NEW_WORKER):
        place.run(*EARLIER, "enqueue", str(WAITING))
        place.wait_until(lambda: not place.open_messages())
    assert place.verdict(WAITING) == ("done", "wrong_values", 1)


def test_the_new_site_enqueues_for_an_earlier_worker(place: Place):
    """Traced, so that its tasks carry all that they can carry."""
    with (
        run_collector() as collector,
        place.running(*EARLIER_WORKER),
        new_site(place, **collector.environment) as visitor,
    ):
        pk = submitted(visitor)
        place.wait_until(lambda: [pk] in place.calls and pk not in place.open_messages())
    ((traceparent, sends),) = place.rows(
        "SELECT traceparent, sends FROM outbox_message ORDER BY id DESC LIMIT 1"
    )
    assert (len(traceparent), sends) == (55, 1)
    assert place.calls.count([pk]) == 1


def test_an_earlier_scheduler_sends_what_the_new_site_has_stored(place: Place):
    nowhere = {"REDIS_URL": f"unix://{place.var / 'nowhere.sock'}"}
    with new_site(place, **nowhere) as visitor:
        pk = submitted(visitor)
    assert pk in place.open_messages()
    with place.running(*NEW_WORKER):
        place.run(*EARLIER, "sweep")
        place.wait_until(lambda: pk not in place.open_messages())
    assert place.verdict(pk) == ("done", "does_not_parse", 1)
