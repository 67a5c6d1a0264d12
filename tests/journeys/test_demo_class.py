"""A demo class on the site: every page that it is made for has something to show."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from courseware.courses.loader import load_course
from courseware.gradebook.models import Score
from courseware.items.models import Course
from courseware.items.states import states_of
from courseware.people.models import Role, User
from labs.models import State, Submission
from quizzes.models import Attempt, Response
from tests.courseware.courses.folders import CHAPTER, write_course
from tests.courseware.gradebook.lines import lines_of
from tests.labs.writing import write_lab

ROOT = Path(__file__).resolve().parents[2]
COURSE = """\
slug: small
title: A small course
chapters:
  - file: sparsity.md
    items:
      - quiz: check
        points: 4
      - quiz: why
        points: 2
      - lab: twice
        points: 10
"""
ESSAY = """\
title: Why
questions:
  - id: why
    type: essay
    text: Why?
    rubric:
      - {id: reason, text: A reason, points: 2}
    sample: The kink at zero keeps the weight there. A slope that fades away would not.
    explanation: See the chapter.
"""


@pytest.fixture
def demo(db: None, tmp_path: Path, settings: Any) -> Iterator[Course]:
    """Twenty students of a course with a quiz, an essay and a lab."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    chapter = CHAPTER.replace("The end.", "::quiz[why]\n\n::lab[twice]")
    folder = write_course(tmp_path, course=COURSE, chapter=chapter)
    (folder / "quizzes" / "why.yaml").write_text(ESSAY, encoding="utf-8")
    write_lab(folder / "labs", "twice")
    course = load_course(folder).course
    call_command("demo_class", password="pass", students=20, verbosity=0)
    yield course


def get(username: str, url: str) -> str:
    client = Client()
    client.force_login(User.objects.get(username=username))
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.slow
def test_home_grades_gradebook_and_analysis_have_something_to_show(demo):
    states = set(Submission.objects.values_list("state", flat=True))
    assert states == {State.DONE, State.FAILED}
    assert Attempt.objects.filter(waiting=1).exists()
    assert Score.objects.exclude(override=None).count() == 2

    best = Score.objects.filter(item__kind="lab", fraction__gte=0.8).first().user
    home = get(best.username, reverse("course", args=["small"]))
    assert "all cases pass" in home
    assert "Twice" in get(best.username, reverse("grades", args=["small"]))

    gradebook = get("demo-teacher", reverse("gradebook", args=["small"]))
    rows = lines_of(demo)
    assert all(row.user.display_name in gradebook for row in rows)
    assert len({cell.points for row in rows for cell in row.cells}) > 4
    review = get("demo-teacher", reverse("gradebook-review", args=["small"]))
    assert "Left ungraded for the demo class." in review
    page = get("demo-teacher", reverse("student", args=["small", best.pk]))
    assert "Submission 1" in page
    analysis = get("demo-teacher", reverse("quizzes:analysis", args=["small", "check"]))
    assert "What does L1 do to a weak feature" in analysis
    cases = get("demo-teacher", reverse("labs:analysis", args=["small", "twice"]))
    assert "Mistakes recognized" in cases and "Known mistake of this lab" in cases
    assert "Stuck students" in cases
    behind = get("demo-teacher", reverse("falling-behind", args=["small"]))
    assert "Has not started" in behind
    essay = get("demo-teacher", reverse("quizzes:people", args=["small", "why"]))
    assert best.display_name in essay or "demo-" in essay

    submission = Submission.objects.filter(state=State.DONE, user=best).first()
    assert ">double<" in get(best.username, submission.get_absolute_url())
    attempt = Attempt.objects.exclude(submitted_at=None).first()
    assert "kink at zero" in get(attempt.user.username, attempt.get_absolute_url())


@pytest.mark.slow
def test_it_goes_with_one_command_while_others_stay(demo):
    students = User.objects.filter(enrollments__role=Role.STUDENT)
    assert students.count() == 20
    call_command("demo_class", remove=True, verbosity=0)
    assert not User.objects.exists()
    left = [Submission.objects.count(), Attempt.objects.count(), Score.objects.count()]
    assert left == [0, 0, 0]
    assert not demo.items.exclude(due_at=None).exists()


def work_done() -> list[Any]:
    """Who handed in what, when and with what result; speed is measured anew and differs."""
    people = User.objects.order_by("username")
    submissions = Submission.objects.order_by("user__username", "created_at")
    attempts = Attempt.objects.order_by("user__username", "item__slug", "number")
    responses = Response.objects.order_by("attempt__user__username", "attempt", "position")
    return [
        list(people.values_list("username", "first_name", "last_name")),
        list(submissions.values_list("user__username", "code", "purpose", "verdict", "state")),
        list(attempts.values_list("user__username", "item__slug", "number", "seed", "earned")),
        list(responses.values_list("question", "answer", "fraction")),
        list(Score.objects.order_by("user__username", "item__slug").values_list("fraction")),
    ]


@pytest.mark.slow
def test_the_same_seed_makes_the_same_work_and_another_seed_another(demo):
    first = work_done()
    call_command("demo_class", remove=True, verbosity=0)
    assert [len(rows) for rows in work_done()] == [0] * 5
    call_command("demo_class", password="pass", students=20, verbosity=0)
    assert work_done() == first
    call_command("demo_class", remove=True, verbosity=0)
    call_command("demo_class", password="pass", students=20, seed=2, verbosity=0)
    assert work_done()[1:] != first[1:]


@pytest.mark.slow
def test_every_state_is_there_in_the_gradebook_of_the_class(demo):
    """Nothing begun, in progress, submitted and waiting, graded, late, by hand, not gradable."""
    rows = lines_of(demo)
    cells = [cell for row in rows for cell in row.cells]
    assert any(cell.score is None for cell in cells)
    assert any(cell.late_by for cell in cells)
    assert any(cell.by_hand for cell in cells)
    assert any(cell.fraction == 1.0 for cell in cells)
    assert any(cell.fraction is not None and cell.fraction < 0.5 for cell in cells)
    found = {
        (item.slug, state.name)
        for row in rows
        for item in (cell.item for cell in row.cells)
        for state in [states_of([item], row.user)[item.pk]]
    }
    assert {("twice", "done"), ("twice", "started"), ("twice", "new")} <= found
    assert {("check", "done"), ("why", "waiting"), ("why", "new")} <= found


@pytest.mark.parametrize(
    ("target", "commands"),
    [
        ("demo", "deploy.bootstrap manage demo_class"),
        ("demo SEED=7", "deploy.bootstrap manage demo_class --seed 7"),
        ("demo-remove", "deploy.bootstrap manage demo_class --remove"),
    ],
)
def test_make_calls_the_command(target, commands):
    make = ["make", "-n", "--no-print-directory", *target.split()]
    shown = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert commands in shown
