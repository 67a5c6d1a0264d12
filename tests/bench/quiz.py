"""A class starts a quiz: 250 students within 10 seconds, each saving every few seconds.

The site as `make up` serves it, on SQLite and on PostgreSQL, driven over HTTP by one process with
a thread for each of a few dozen students at a time. Times are those of whole requests as a student
waits for them, logging in left out. The rival is the aim: 500 ms at the 95th percentile.
"""

from __future__ import annotations

import http.client
import os
import re
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.journeys.timed import COURSE, load_timed_course, manage
from tests.servers import free_port, run_postgres, run_redis
from tests.site import Site, run_site

STUDENTS, WINDOW, SAVES, EVERY = 250, 10.0, 6, 5.0
AIM, MOST_QUERIES = 0.5, 5  # seconds, and queries of a save
QUIZ = f"{COURSE}quizzes/long/"

# Sessions are made in the database: 250 logins would measure the hashing of passwords.
_STUDENTS = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from courseware.items.models import Course
from courseware.people.models import Enrolment, Role, User
course = Course.objects.get(slug="timed")
for number in range({students}):
    user = User(username=f"bench-{{number}}", email=f"bench-{{number}}@example.org")
    user.set_unusable_password()
    user.save()
    Enrolment.objects.create(user=user, course=course, role=Role.STUDENT)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print("SESSION", session.session_key)
"""


# What one request asks of the database; beginning and ending a transaction not counted.
_COUNT = """
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from courseware.people.models import User
from quizzes.models import Attempt
attempt = Attempt.objects.filter(submitted_at=None).order_by("pk").first()
client = Client(HTTP_HOST="localhost")
client.force_login(attempt.user)
fields = dict(changed="zero", zero="l1", basis="zero:0:1:bench")
address = attempt.get_absolute_url()
for step in ("save", "status"):
    with CaptureQueriesContext(connection) as asked:
        if step == "save":
            response = client.post(address + "answers/", fields)
        else:
            response = client.get(address + "status/")
    assert response.status_code == 200, response.content
    real = [each for each in asked if each["sql"].split()[0] in ("SELECT", "UPDATE", "INSERT")]
    print("QUERIES", step, len(real))
"""


def run() -> list[dict[str, Any]]:
    figures = _on("SQLite", {})
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-")))
        (folder / "redis").mkdir()
        (folder / "postgres").mkdir()
        environment = {
            "DATABASE_URL": ends.enter_context(run_postgres(folder / "postgres")),
            "REDIS_URL": ends.enter_context(run_redis(folder / "redis", port=free_port())),
        }
        figures += _on("PostgreSQL", environment)
    return figures


def _on(name: str, environment: dict[str, str]) -> list[dict[str, Any]]:
    with ExitStack() as ends:
        var = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-")))
        site = ends.enter_context(run_site(var / "var", **environment))
        load_timed_course(site, var / "course", site.known["instructor"]["login"], **environment)
        said = manage(site, "shell", "-c", _STUDENTS.format(students=STUDENTS), **environment)
        sessions = re.findall(r"^SESSION (\S+)$", said, re.MULTILINE)
        assert len(sessions) == STUDENTS, said
        times, failed = _drive(site, sessions)
        counted = manage(site, "shell", "-c", _COUNT, **environment)
    steps = ("start", "page", "save", "status")
    figures = [_figure(name, step, times[step], failed) for step in steps]
    for step, queries in re.findall(r"^QUERIES (\w+) (\d+)$", counted, re.MULTILINE):
        figures.append(_queries(name, step, int(queries)))
    return figures


def _figure(name: str, step: str, seconds: list[float], failed: int) -> dict[str, Any]:
    ordered = sorted(seconds)
    middle, high = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    return {
        "name": f"quiz {name}: {step}, p95",
        "ours": round(high, 3),
        "rival": AIM,
        "ratio": round(high / AIM, 3),
        "unit": "s",
        "note": f"p50 {1000 * middle:.0f} ms, {len(ordered)} requests, {failed} failed; "
        f"rival: the aim. {STUDENTS} students within {WINDOW:.0f} s, {os.cpu_count()} cores",
    }


def _queries(name: str, step: str, count: int) -> dict[str, Any]:
    return {
        "name": f"quiz {name}: {step}, queries",
        "ours": count,
        "rival": MOST_QUERIES,
        "ratio": round(count / MOST_QUERIES, 3),
        "unit": "queries",
        "note": "session and person counted; rival: the aim",
    }


def _drive(site: Site, sessions: list[str]) -> tuple[dict[str, list[float]], int]:
    times: dict[str, list[float]] = defaultdict(list)
    failures: list[str] = []
    began = time.monotonic()
    threads = [
        threading.Thread(
            target=_student,
            args=(site.url, session, began + WINDOW * number / STUDENTS, times, failures),
        )
        for number, session in enumerate(sessions)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures[:3]:
        print(f"  {failure}", file=sys.stderr)
    return times, len(failures)


def _student(
    url: str,
    session: str,
    start_at: float,
    times: dict[str, list[float]],
    failures: list[str],
) -> None:
    """Starts, looks at the questions, saves and asks for the time as the page's script does."""
    time.sleep(max(0.0, start_at - time.monotonic()))
    student = _Student(url, session, times)
    try:
        student.ask("front", "GET", QUIZ)
        _, attempt = student.ask("start", "POST", f"{QUIZ}start/", {})
        student.ask("page", "GET", attempt)
        for turn in range(SAVES):
            began = time.monotonic()
            width = "neurons"[: turn + 1]
            fields = {"changed": "grow.width", "grow.width": width}
            fields["basis"] = f"grow:{turn}:{turn + 1}:bench"
            student.ask("save", "POST", f"{attempt}answers/", fields)
            student.ask("status", "GET", f"{attempt}status/")
            time.sleep(max(0.0, began + EVERY - time.monotonic()))
    except (OSError, AssertionError, http.client.HTTPException) as error:
        failures.append(f"{type(error).__name__}: {error}")


class _Student:
    """A connection that is kept, a session and its token."""

    def __init__(self, url: str, session: str, times: dict[str, list[float]]) -> None:
        place = urllib.parse.urlsplit(url)
        self.times, self.origin = times, url
        self.connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        self.token = "t" * 32
        self.cookies = f"sessionid={session}; csrftoken={self.token}"

    def ask(
        self, step: str, method: str, path: str, fields: dict[str, str] | None = None
    ) -> tuple[str, str]:
        """The text, and where it leads; notes how long it took."""
        headers = {"Cookie": self.cookies, "Accept": "application/json"}
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "X-CSRFToken": self.token,
            }
        began = time.perf_counter()
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):
            # The server has ended a connection that was idle; browsers ask again too.
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        text = response.read().decode()
        self.times[step].append(time.perf_counter() - began)
        assert response.status < 400, f"{step} {response.status}: {text[:200]}"
        return text, response.headers.get("Location", "")
