"""Two schedulers at once mail everybody once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import migrated
from tests.site import ROOT

PEOPLE = 12
PROGRAM = f"""
import json, threading
from collections import Counter
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connections
from django.utils import timezone
from courseware.items.models import Course
from courseware.notices import digest
from courseware.notices.models import Notice
from courseware.people.models import Enrollment, User

course = Course.objects.create(slug="mail", title="Mail")
now = timezone.now().replace(hour=7, minute=30)
for number in range({PEOPLE}):
    user = User.objects.create(username=f"reader{{number}}", email=f"r{{number}}@example.org")
    Enrollment.objects.create(user=user, course=course)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Notice.objects.create(user=user, course=course, kind="answered", key="k", link="/",
                          created_at=now - timedelta(hours=2))

mail.outbox = []
together = threading.Barrier(2)
begin, results = digest._begin, []

def begin_together(**values):
    together.wait(60)  # both have found the person before either marks anything
    return begin(**values)

digest._begin, digest.SECONDS = begin_together, 120

def run():
    try:
        results.append(digest.send_digests(now).sent)
    finally:
        connections.close_all()

threads = [threading.Thread(target=run) for _ in range(2)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
sent = Counter(message.to[0] for message in mail.outbox)
marked = Notice.objects.filter(mailed_at__isnull=False).count()
print(json.dumps({{"most": max(sent.values()), "people": len(sent), "sum": sum(results),
                  "marked": marked}}))
"""


@pytest.mark.parametrize(
    "database",
    ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)],
)
@pytest.mark.slow
def test_everybody_gets_one_message(request: pytest.FixtureRequest, tmp_path: Path, database: str):
    var = tmp_path / "var"
    environment = {
        **os.environ,
        "COURSEWARE_VAR": str(var),
        "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
        "TIME_ZONE": "UTC",
        "DATABASE_URL": "",
    }
    if database == "postgres":
        environment["DATABASE_URL"] = request.getfixturevalue("make_postgres_database")()
    else:
        var.mkdir(mode=0o700)
        migrated.copy_to(var / "courseware.sqlite3")
    command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", PROGRAM]
    process = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout) == {
        **{"most": 1, "people": PEOPLE},
        **{"sum": PEOPLE, "marked": PEOPLE},
    }
