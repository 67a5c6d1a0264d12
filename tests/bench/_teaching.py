"""Parts of the benchmark of a large class: the instructor's home and the item analysis of a lab."""

from __future__ import annotations

HOME = """
import time
from django.test import Client
from courseware.items.models import Course
from courseware.people.models import User

course = Course.objects.get()
client = Client(HTTP_HOST="localhost")
client.force_login(User.objects.get(username="large-teacher"))
runs = []
for _ in range(6):
    began = time.perf_counter()
    assert client.get(course.get_absolute_url()).status_code == 200
    runs.append(time.perf_counter() - began)
median = sorted(runs[1:])[2]
print("FIGURE", f"home of an instructor | {median} | 0.3 | whole page; median of 5")
"""

ANALYSIS = """
import json, random, time
from django.utils import timezone
from courseware.analysis.scope import WHOLE_COURSE
from courseware.items.models import Course, Item
from courseware.people.selectors import students_of
from labs.analysis.facts import facts_of
from labs.models import CaseRecord, LabRevision, Submission
from quizzes.analysis.page import analysis_context

CASES, SUBMISSIONS = 30, 2_000
course = Course.objects.get()
named = {"slug": "measured", "title": "Measured"}
item = Item.objects.create(course=course, kind="lab", position=999, **named)
revision = LabRevision.objects.create(
    item=item, digest="measured", files={}, number="L9.9", statement="", starter="", title="-"
)
rng = random.Random(1)
rows, failures = [], []
users = list(students_of(course).values_list("pk", flat=True))[: SUBMISSIONS // 2]
for number in range(SUBMISSIONS):
    ability = rng.random()
    failed = [place for place in range(CASES) if rng.random() > ability + 0.3]
    failures.append(set(failed))
    right = not failed
    report = {
        "causes": [
            {"source": "mistake", "name": f"m{place % 7}", "sentence": "Squares are missing."}
            for place in failed[:3]
        ],
        "performance": {"ratio": 1.2, "low": 1.1, "high": 1.3, "void": False} if right else None,
        "receipt": {"code": f"{number}"},
        "smallest": {"input": "x" * 2000},
    }
    rows.append(
        Submission(
            item=item, revision=revision, user_id=users[number % len(users)], code="a = 1",
            key=f"measured-{number}", seed="1", state="done", report=report,
            verdict="passed" if right else "wrong_values", score=100 - 3 * len(failed),
            correctness=1 - len(failed) / CASES, graded_at=timezone.now(),
        )
    )
made = Submission.objects.bulk_create(rows, batch_size=200)
CaseRecord.objects.bulk_create(
    (
        CaseRecord(
            submission=submission, position=place,
            result={
                "name": f"case {place}", "visible": place < 9, "passed": place not in failed,
                "weight": 1.0, "hint": "Compare the sum with the mean.", "expected": "1.0 " * 40,
            },
        )
        for submission, failed in zip(made, failures)
        for place in range(CASES)
    ),
    batch_size=1000,
)

def timed(name, limit, note, act):
    runs = []
    for _ in range(3):
        began = time.perf_counter()
        act()
        runs.append(time.perf_counter() - began)
    print("FIGURE", " | ".join(map(str, (name, sorted(runs)[1], limit, note))))

found = facts_of(item, WHOLE_COURSE.students(course))
assert found["submissions"] == SUBMISSIONS and len(found["cases"]) == CASES
timed(
    "item analysis of a lab", 1.0, f"{SUBMISSIONS} submissions, {CASES} cases; median of 3",
    lambda: facts_of(item, WHOLE_COURSE.students(course)),
)
quiz = (
    Item.objects.filter(course=course, kind="quiz", attempts__responses__isnull=False)
    .order_by("position").first()
)
if quiz is not None:
    context = analysis_context(quiz)
    timed(
        "item analysis of a quiz", 1.0, f"{context['quiz'].count} attempts; median of 3",
        lambda: analysis_context(quiz),
    )
"""
