"""A regrade of 2,000 attempts beside students who save their answers.

The site as `make up` serves it, its worker regrading, on SQLite and on a PostgreSQL that waits for
the disk. The same class saves answers first without the regrade, then while it is previewed, then
while it is written; the rival of a save
beside it is one without. How long a write lock was held at most is seen from outside.
"""

from __future__ import annotations

import os
import re
import statistics
import tempfile
import time
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

from tests.bench._lock_watch import Watched, watch_postgres, watch_sqlite
from tests.bench._students import Plan, Seen, drive
from tests.journeys.timed import manage
from tests.servers import free_port, run_postgres, run_redis
from tests.site import run_site

ATTEMPTS, QUESTIONS = 2_000, 10
STUDENTS, WINDOW, SAVES, EVERY = 60, 3.0, 9, 2.0
LONGEST_LOCK = 0.1  # seconds: the aim
PLACE = "/courses/timed/quizzes/"

_COURSE = """\
slug: timed
title: Graded again
chapters:
  - file: one.md
    items: [{quiz: calm}, {quiz: beside}, {quiz: writing}, {quiz: again}]
"""
_SAVING = """\
title: Saving
time_limit: 30
questions:
  - id: grow
    type: blanks
    text: Width by [[width]], depth by [[depth]].
    blanks:
      width: {accept: [neurons]}
      depth: {accept: [layers]}
    explanation: Neurons are dimensions, layers are depth.
"""
_AGAIN = "title: Again\nquestions:\n"
_QUESTION = """\
  - id: q{number}
    type: single
    text: Which penalty gives zeros, number {number}?
    options:
      - {{id: l1, text: The sum of sizes{first}}}
      - {{id: l2, text: The sum of squares{second}}}
    explanation: The slope of the absolute value stays.
"""

# Sessions are made in the database: what signing in costs is measured elsewhere.
_STUDENTS = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, User
course = Course.objects.get(slug="timed")
for number in range({students}):
    user = User(username=f"bench-{{number}}", email=f"bench-{{number}}@example.org")
    user.set_unusable_password()
    user.save()
    Enrollment.objects.create(user=user, course=course, role=Role.STUDENT)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    print("SESSION", session.session_key)
"""

_HAND_IN = """
from django.utils import timezone
from courseware.gradebook.models import Score
from courseware.items.models import Item
from courseware.people.models import Enrollment, Role, User
from quizzes.models import Attempt, Event, Response
item = Item.objects.get(slug="again")
revision = item.quiz_revisions.get()
variants = {{each.question: each for each in revision.variants.all()}}
User.objects.bulk_create(
    [User(username=f"again-{{n}}", email=f"again-{{n}}@example.org") for n in range({attempts})]
)
users = list(User.objects.filter(username__startswith="again-"))
Enrollment.objects.bulk_create(
    [Enrollment(user=each, course=item.course, role=Role.STUDENT) for each in users]
)
now = timezone.now()
right = len(variants) / 2
common = dict(item=item, revision=revision, number=1, possible=len(variants), earned=right)
attempts = Attempt.objects.bulk_create(
    [Attempt(user=each, seed=each.pk, started_at=now, submitted_at=now, **common) for each in users]
)
Response.objects.bulk_create(
    [
        Response(
            attempt=attempt, variant=variants[f"q{{n}}"], question=f"q{{n}}", position=n + 1,
            answer="l2" if n % 2 else "l1", saved_at=now, version=1, fraction=1.0 - n % 2,
        )
        for attempt in attempts for n in range(len(variants))
    ],
    batch_size=500,
)
Score.objects.bulk_create([Score(item=item, user=each, fraction=0.5) for each in users])
"""
_PREVIEW = """
from courseware.items.models import Item
from courseware.items.regrading import Selection
from courseware.people.models import User
from courseware.regrades.services import start
by = User.objects.filter(is_superuser=False).first()
start(item=Item.objects.get(slug="again"), by=by, selection=Selection())
"""
_APPLY = """
from courseware.people.models import User
from courseware.regrades.models import Regrade
from courseware.regrades.services import apply
by = User.objects.filter(is_superuser=False).first()
apply(regrade=Regrade.objects.get(), by=by, reason="bench")
"""
_TOLD = """
from courseware.regrades.models import Regrade, RegradedWork
regrade = Regrade.objects.get()
written = regrade.works.filter(state=RegradedWork.State.WRITTEN).count()
failed = regrade.works.exclude(error="").count()
print("TOLD", regrade.state, regrade.processed, written, failed, regrade.is_under_way)
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

        def shell(script: str) -> str:
            return manage(site, "shell", "-c", script, **environment)

        _write(var / "course", mended=False)
        manage(site, "load_course", str(var / "course"), **environment)
        shell(_HAND_IN.format(attempts=ATTEMPTS))
        said = shell(_STUDENTS.format(students=STUDENTS))
        sessions = re.findall(r"^SESSION (\S+)$", said, re.MULTILINE)
        _write(var / "course", mended=True)
        manage(site, "load_course", str(var / "course"), **environment)
        without = drive(site.url, sessions, Plan(f"{PLACE}calm/", WINDOW, SAVES, EVERY))
        with _watch(var / "var", environment) as watched:
            began = time.monotonic()
            shell(_PREVIEW)
            beside = drive(site.url, sessions, Plan(f"{PLACE}beside/", WINDOW, SAVES, EVERY))
            _when_done(shell)
            shell(_APPLY)
            writing = drive(site.url, sessions, Plan(f"{PLACE}writing/", WINDOW, SAVES, EVERY))
            told = _when_done(shell)
            seconds = time.monotonic() - began
    return [
        _save_figure(f"{name}: save beside the preview, p95", without, beside, told, seconds),
        _save_figure(f"{name}: save beside the writing, p95", without, writing, told, seconds),
        _lock_figure(name, watched),
    ]


def _write(folder: Path, *, mended: bool) -> None:
    (folder / "chapters").mkdir(parents=True, exist_ok=True)
    (folder / "quizzes").mkdir(exist_ok=True)
    (folder / "course.yaml").write_text(_COURSE, encoding="utf-8")
    places = "\n\n".join(f"::quiz[{slug}]" for slug in ("calm", "beside", "writing", "again"))
    chapter = f"---\ntitle: One\n---\n\n## First {{#first}}\n\nText.\n\n{places}\n"
    (folder / "chapters" / "one.md").write_text(chapter, encoding="utf-8")
    right = ("", ", correct: true") if mended else (", correct: true", "")
    # Of ten questions nine are mended, so that points move.
    questions = [
        _QUESTION.format(number=n, first=right[0], second=right[1])
        if n
        else _QUESTION.format(number=n, first=", correct: true", second="")
        for n in range(QUESTIONS)
    ]
    saving = [(slug, _SAVING) for slug in ("calm", "beside", "writing")]
    for slug, text in (*saving, ("again", _AGAIN)):
        text = text + "".join(questions) if slug == "again" else text
        (folder / "quizzes" / f"{slug}.yaml").write_text(text, encoding="utf-8")


def _watch(var: Path, environment: dict[str, str]) -> AbstractContextManager[Watched]:
    if url := environment.get("DATABASE_URL"):
        return watch_postgres(url)
    return watch_sqlite(var / "courseware.sqlite3")


def _when_done(shell: Any, patience: float = 600.0) -> tuple[str, ...]:
    """State, attempts seen, written, failed, and whether there is more to do."""
    until = time.monotonic() + patience
    while True:
        told = re.search(r"^TOLD (\S+) (\S+) (\S+) (\S+) (\S+)$", shell(_TOLD), re.MULTILINE)
        assert told is not None
        if told[5] == "False" or time.monotonic() > until:
            return told.groups()
        time.sleep(5)


def _save_figure(
    name: str, without: Seen, beside: Seen, told: tuple[str, ...], seconds: float
) -> dict[str, Any]:
    (middle, high), (calm_middle, calm) = map(_spread, (beside, without))
    state, seen, written, failed, _more = told
    return {
        "name": f"regrade {name}",
        "ours": round(high, 4),
        "rival": round(calm, 4),
        "ratio": round(high / calm, 3),
        "unit": "s",
        "note": f"p50 {1000 * middle:.0f} ms, without it {1000 * calm_middle:.0f} ms; "
        f"{len(beside.failures)} of {len(beside.seconds['save'])} failed; the regrade is {state}: "
        f"{seen} attempts, {written} written, {failed} failed, {seconds:.0f} s in all. "
        f"{STUDENTS} students, {os.cpu_count()} cores",
    }


def _spread(seen: Seen) -> tuple[float, float]:
    ordered = sorted(seen.seconds["save"])
    return statistics.median(ordered), ordered[int(0.95 * (len(ordered) - 1))]


def _lock_figure(name: str, watched: Watched) -> dict[str, Any]:
    return {
        "name": f"regrade {name}: longest write lock",
        "ours": round(watched.longest, 4),
        "rival": LONGEST_LOCK,
        "ratio": round(watched.longest / LONGEST_LOCK, 3),
        "unit": "s",
        "note": "seen from outside, saves counted too; rival: the aim",
    }
