"""The gradebook of a large class: 2,000 students and 86 items, on SQLite and PostgreSQL.

`PARTS` are scripts that run on the site's data, each after the class was made; a line
``FIGURE name | seconds | limit | note`` becomes a figure, whose rival is the limit.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench._gradebook_pages import PAGES
from tests.bench._teaching import ANALYSIS, HOME
from tests.journeys.timed import manage
from tests.servers import free_port, run_postgres, run_redis
from tests.site import run_site

_MAKE = """
from courseware.items.models import Course
from tests.bench.large_class import make_large_class
make_large_class(Course.objects.get())
"""
_TOTALS = """
import time
from django.core.cache import cache
from django.http import QueryDict
from courseware.gradebook import selectors
from courseware.gradebook.grid.book import Gradebook
from courseware.gradebook.grid.people import students_of
from courseware.gradebook.grid.query import query_from
from courseware.gradebook.rules import Category, Rules
from courseware.gradebook.rules_preview import preview_rules
from courseware.items.models import Course
from courseware.items.selectors import items_of
from courseware.people.models import Enrollment
from courseware.people.policy import Access

def timed(name, limit, note, act):
    runs = []
    for _ in range(5):
        began = time.perf_counter()
        act()
        runs.append(time.perf_counter() - began)
    print("FIGURE", " | ".join(map(str, (name, sorted(runs)[2], limit, note))))

course = Course.objects.get()
items, students = list(items_of(course)), list(selectors.students_of(course))
many = f"{len(students)} students, {len(items)} items; median of 5"
rules = Rules(
    "weighted",
    (
        Category("Quizzes", 40.0, kinds=("quiz",), drop_lowest=2),
        Category("Labs", 60.0, kinds=("lab",), drop_lowest=1),
    ),
)
teacher = Enrollment.objects.select_related("user").get(user__username="large-teacher")
access, by_total = Access(teacher.user, course, teacher), query_from(QueryDict("sort=-total"))

def order_by_total():
    cache.clear()
    students_of(access, by_total, Gradebook.of(course), items)

timed("all totals from scratch", 2.0, many, order_by_total)
timed("preview of other rules", 4.0, many, lambda: preview_rules(course, rules))
timed(
    "states of 50 students and 20 items",
    0.15,
    "with scores and due times",
    lambda: [cell.states for cell in selectors.cells_of(students[:50], items[:20]).values()],
)
timed(
    "states of everybody for one item",
    0.3,
    "as for a filter or a sorted column",
    lambda: [cell.states for cell in selectors.cells_of(students, items[3:4]).values()],
)
"""
_EXPORT = """
import resource
import tempfile
import time
from courseware.exchange import grades
from courseware.exchange.files import write_csv, write_xlsx
from courseware.items.models import Course
from courseware.people.selectors import students_of

course = Course.objects.get()
for name, write in (("CSV", write_csv), ("XLSX", write_xlsx)):
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    with tempfile.TemporaryFile() as file:
        write(grades.full(course, students_of(course)), file)
        size = file.tell()
    seconds = time.perf_counter() - began
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    note = f"{size:,} bytes, {more:.0f} MB of memory"
    print("FIGURE", " | ".join(map(str, (f"grades as {name}", seconds, 5.0, note))))
"""
PARTS = (PAGES, _TOTALS, HOME, ANALYSIS, _EXPORT)


def run() -> Iterator[dict[str, Any]]:
    yield from _on("SQLite", {})
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-")))
        (folder / "redis").mkdir()
        (folder / "postgres").mkdir()
        environment = {
            "DATABASE_URL": ends.enter_context(run_postgres(folder / "postgres", durable=True)),
            "REDIS_URL": ends.enter_context(run_redis(folder / "redis", port=free_port())),
        }
        yield from _on("PostgreSQL", environment)


def _on(name: str, environment: dict[str, str]) -> Iterator[dict[str, Any]]:
    with ExitStack() as ends:
        var = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="courseware-bench-")))
        site = ends.enter_context(run_site(var / "var", **environment))
        manage(site, "shell", "-c", _MAKE, **environment)
        for part in PARTS:
            for line in manage(site, "shell", "-c", part, **environment).splitlines():
                if line.startswith("FIGURE "):
                    yield _figure(name, line)


def _figure(database: str, line: str) -> dict[str, Any]:
    name, seconds, limit, note = line.removeprefix("FIGURE ").split(" | ")
    return {
        "name": f"gradebook {database}: {name}",
        "ours": round(float(seconds), 4),
        "rival": float(limit),
        "ratio": round(float(seconds) / float(limit), 3),
        "unit": "s",
        "note": f"{note}; rival: the limit. {os.cpu_count()} cores",
    }
