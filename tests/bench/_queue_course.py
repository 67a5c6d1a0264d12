"""A course with one short lab without points for speed, its students, and what fills the queue.

Scripts for `manage.py shell`, as what fills a queue must not be what the benchmark measures.
"""

from __future__ import annotations

from pathlib import Path

from tests.labs.writing import FILES, write_lab

COURSE = "/courses/queue/"
LAB = f"{COURSE}labs/twice/"
_COURSE = """\
slug: queue
title: Queue
chapters:
  - file: one.md
    items: [{lab: twice}]
"""
_CHAPTER = "---\ntitle: One\n---\n\n## A {#a}\n\nB.\n\n::lab[twice]\n"
_WEIGHTS = "weights: {correctness: 80, performance: 20}"
_NO_SPEED = "weights: {correctness: 100, performance: 0}"


def write_course(folder: Path) -> Path:
    (folder / "chapters").mkdir(parents=True)
    (folder / "course.yaml").write_text(_COURSE, encoding="utf-8")
    (folder / "chapters" / "one.md").write_text(_CHAPTER, encoding="utf-8")
    lab = FILES["lab.yaml"]
    assert _WEIGHTS in lab
    write_lab(folder / "labs", lab_yaml=lab.replace(_WEIGHTS, _NO_SPEED))
    return folder


STUDENTS = """
from django.test import Client
from courseware.items.models import Course
from courseware.people.models import Enrollment, Role, User
course = Course.objects.get(slug="queue")
for number in range({count}):
    user = User.objects.create(username=f"queue-{{number}}", email=f"{{number}}@example.org")
    Enrollment.objects.create(user=user, course=course, role=Role.STUDENT)
    if number < {signed_in}:
        client = Client(HTTP_HOST="localhost")
        client.force_login(user)
        print("SESSION", client.cookies["sessionid"].value)
"""

_ROWS = """
import secrets
from django.utils import timezone
from courseware.outbox.services import enqueue_many
from courseware.people.models import User
from labs.models import GRADE_SUBMISSION, LabRevision, Submission
revision = LabRevision.objects.select_related("item").get(item__course__slug="queue")
owners = list(User.objects.filter(username__startswith="queue-").order_by("-pk"))[:{owners}]
rows = [
    Submission(
        item=revision.item, revision=revision, user=owners[number % len(owners)],
        key=secrets.token_hex(16), seed=secrets.token_hex(16), code={code!r},
    )
    for number in range({count})
]
"""

FILL = (
    _ROWS
    + """
made = Submission.objects.bulk_create(rows, batch_size=500)
enqueue_many(GRADE_SUBMISSION, {{row.pk: row.user_id for row in made}}, lane="graded")
"""
)
"""So many submissions of so many people wait."""

GRADED = (
    _ROWS
    + """
like = Submission.objects.filter(state="done", purpose="graded", verdict="passed").latest("pk")
for row in rows:
    row.state, row.verdict, row.score, row.correctness = "done", "passed", 100.0, 1.0
    row.report, row.versions, row.graded_at = like.report, like.versions, timezone.now()
Submission.objects.bulk_create(rows, batch_size=500)
"""
)
"""So many have been graded, with the report of the last that was."""

REGRADE = """
from courseware.items.models import Item
from courseware.items.regrading import Selection
from courseware.people.models import User
from courseware.regrades.services import start
by = User.objects.get(username="queue-0")
start(item=Item.objects.get(course__slug="queue"), by=by, selection=Selection())
"""

GRADE_AGAIN = """
from labs.models import Submission
from labs.submissions.services import regrade
regrade(submissions=Submission.objects.filter(state="done", item__course__slug="queue"))
"""

CLEAR = """
import time
from django.utils import timezone
from courseware.outbox.models import Message
from courseware.regrades.models import Regrade
from courseware.regrades.services import discard
from labs.models import Submission
for regrade in Regrade.objects.filter(state="previewing"):
    discard(regrade=regrade)
for _ in range(120):
    Message.objects.filter(done_at=None, sent_at=None).update(done_at=timezone.now())
    if not Message.objects.filter(done_at=None).exists():
        break
    time.sleep(0.5)
Submission.objects.filter(state="queued").update(state="failed")
"""
"""Nothing waits or runs any more."""
