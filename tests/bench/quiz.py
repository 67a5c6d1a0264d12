"""A class signs in and starts a quiz: 250 students from one address, each saving every few seconds.

They sign in through the form within a minute, each for a hash of the usual cost, then start within
ten seconds.
The site as `make up` serves it, on SQLite and on a PostgreSQL that waits for the disk at every
commit, driven over HTTP by one process with a connection for each student. Times are those of whole
requests as a student waits for them. The rival is the aim at the 95th percentile.
"""

from __future__ import annotations

import os
import re
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench._students import Plan, drive, sign_in
from tests.journeys.timed import COURSE, load_timed_course, manage
from tests.servers import free_port, run_postgres, run_redis
from tests.site import run_site

STUDENTS, ARRIVING, WINDOW, SAVES, EVERY = 250, 60.0, 10.0, 6, 5.0
MOST_QUERIES = 5  # of a save
AIMS = {"sign in": 1.0, "home": 0.5, "start": 0.1, "page": 0.5, "save": 0.5, "status": 0.5}  # s
QUIZ = f"{COURSE}quizzes/long/"
PASSWORD = "correct horse battery staple"

# One hash for all, so that only signing in pays for them.
_STUDENTS = """
from django.contrib.auth.hashers import make_password
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, User
course = Course.objects.get(slug="timed")
password = make_password("{password}")
for number in range({students}):
    name = f"bench-{{number}}"
    user = User.objects.create(username=name, email=f"{{name}}@example.org", password=password)
    Enrollment.objects.create(user=user, course=course, role=Role.STUDENT)
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
        load_timed_course(site, var / "course", site.info["instructor"]["login"], **environment)
        made = _STUDENTS.format(students=STUDENTS, password=PASSWORD)
        manage(site, "shell", "-c", made, **environment)
        logins = [f"bench-{number}" for number in range(STUDENTS)]
        arrived, sessions = sign_in(site.url, logins, PASSWORD, ARRIVING)
        seen = drive(site.url, sessions, Plan(QUIZ, WINDOW, SAVES, EVERY))
        counted = manage(site, "shell", "-c", _COUNT, **environment)
    figures = [
        _figure(name, step, each.seconds[step], len(each.failures))
        for each, steps in (
            (arrived, ("sign in", "home")),
            (seen, ("start", "page", "save", "status")),
        )
        for step in steps
    ]
    for step, queries in re.findall(r"^QUERIES (\w+) (\d+)$", counted, re.MULTILINE):
        figures.append(_queries(name, step, int(queries)))
    return figures


def _figure(name: str, step: str, seconds: list[float], failed: int) -> dict[str, Any]:
    ordered = sorted(seconds)
    middle, high = statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]
    return {
        "name": f"quiz {name}: {step}, p95",
        "ours": round(high, 3),
        "rival": AIMS[step],
        "ratio": round(high / AIMS[step], 3),
        "unit": "s",
        "note": f"p50 {1000 * middle:.0f} ms, {len(ordered)} requests, {failed} failed; "
        f"rival: the aim. {STUDENTS} students, {os.cpu_count()} cores",
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
