"""Two processes that grade the same work, on both databases: one saves, the other is told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site import ROOT, copy_prepared_data

PREPARE = """
from tests.factories import make_course, make_instructor, make_item, make_student
from courseware.manual_grading.models import Rubric
course = make_course(slug="two")
item = make_item(course, "lab", slug="two")
for name in ("grader-one", "grader-two"):
    make_instructor(course, name)
make_student(course, "graded-one")
Rubric.objects.create(item=item, part="style", title="Style", out_of=4, held=True)
"""
GRADE = """
import json, sys, time
from django.utils import timezone
from courseware.items.manual import ManualWork
from courseware.manual_grading.claims import claim_first
from courseware.manual_grading.models import Rubric
from courseware.manual_grading.services import Given, NewerMark, save_mark
from courseware.people.models import User
rubric = Rubric.objects.get()
by = User.objects.get(username=sys.argv[-1])
ben = User.objects.get(username="graded-one")
print("ready", flush=True)
sys.stdin.readline()
taken = claim_first(rubric=rubric, works=range(20), by=by)
saved = []
for number in range(20):
    work = ManualWork(number, ben.pk, timezone.now(), False)
    try:
        save_mark(rubric=rubric, work=work, given=Given(comment=by.username), by=by, seen=0)
        saved.append(number)
    except NewerMark as newer:
        assert newer.mark.by_id != by.pk
print(json.dumps({"taken": taken, "saved": saved}), flush=True)
"""
SETUP = "import django; django.setup()\n"


@pytest.fixture(
    params=[
        pytest.param("sqlite", marks=pytest.mark.slow),
        pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow]),
    ]
)
def environment(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    var = tmp_path / "var"
    found = {
        **os.environ,
        "COURSEWARE_VAR": str(var),
        "DATABASE_URL": "",
        "REDIS_URL": "redis://127.0.0.1:1/0",
        "DJANGO_SETTINGS_MODULE": "courseware.settings",
    }
    if request.param == "postgres":
        found["DATABASE_URL"] = request.getfixturevalue("make_postgres_database")()
    else:
        copy_prepared_data(var)
    prepare = [sys.executable, "-c", SETUP + PREPARE]
    subprocess.run(prepare, cwd=ROOT, env=found, check=True)
    return found


def test_each_work_is_saved_by_one_and_each_has_another_one_open(environment: dict[str, str]):
    command = [sys.executable, "-c", SETUP + GRADE]
    graders = [
        subprocess.Popen(
            [*command, name],
            cwd=ROOT,
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for name in ("grader-one", "grader-two")
    ]
    for grader in graders:
        assert grader.stdout.readline() == "ready\n"
    for grader in graders:
        grader.stdin.write("go\n")
        grader.stdin.flush()
    first, second = (json.loads(grader.communicate(timeout=120)[0]) for grader in graders)
    assert sorted(first["saved"] + second["saved"]) == list(range(20))
    assert first["taken"] != second["taken"]
