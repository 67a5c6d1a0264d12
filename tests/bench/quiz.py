"""A class starts a quiz: 250 students within 10 seconds, each saving every few seconds.

The site as `make up` serves it, on SQLite and on a PostgreSQL that waits for the disk at every
commit, driven over HTTP by one process with a connection for each student. Times are those of whole
requests as a student waits for them, logging in left out. The rival is the aim: 500 ms at the 95th
percentile.
"""

from __future__ import annotations

import os
import re
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench._students import Plan, drive
from tests.journeys.timed import COURSE, load_timed_course, manage
from tests.servers import free_port, run_postgres, run_redis
from tests.site import run_site

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
import re
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from courseware.people.models import User
from quizzes.models import Attempt
attempt = Attempt.objects.filter(submitted_at=None).order_by("pk").first()
client = Client(HTTP_HOST="localhost")
client.force_login(attempt.user)
address = attempt.get_absolute_url()
option = re.search(r'name="zero" value="([^"]+)"', client.get(address).content.decode())[1]
fields = dict(changed="zero", zero=option, basis="zero:0:1:bench")
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
            "DATABASE_URL": ends.enter_context(run_postgres(folder / "postgres", durable=True)),
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
        seen = drive(site.url, sessions, Plan(QUIZ, WINDOW, SAVES, EVERY))
        counted = manage(site, "shell", "-c", _COUNT, **environment)
    steps = ("start", "page", "save", "status")
    figures = [_figure(name, step, seen.seconds[step], len(seen.failures)) for step in steps]
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
