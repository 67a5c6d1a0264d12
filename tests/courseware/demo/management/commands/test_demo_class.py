"""manage.py demo_class"""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courseware.demo.models import DemoClass
from courseware.people.models import User
from grader import SandboxUnavailable
from tests.courseware.courses.folders import write_course
from tests.courseware.demo.stored import everything
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_chapter, make_course, make_item, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_hasher(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def run(**options: Any) -> str:
    output = StringIO()
    call_command("demo_class", stdout=output, **{"students": 3, **options})
    return output.getvalue()


def test_it_says_at_the_end_which_logins_to_use(course, client):
    text = run()
    assert "3 students" in text
    for role in ("instructor", "student"):
        name, password = re.search(rf"{role} (\S+) / (\S+)", text).groups()
        assert client.login(username=name, password=password)
    assert run(remove=True).startswith("The demo class is gone: 4 people")
    assert not User.objects.exists()
    assert run(remove=True) == "There is no demo class.\n"


def test_a_real_person_is_reason_enough_to_refuse(course):
    make_user("dora")
    with pytest.raises(CommandError, match="COURSEWARE_VAR=/tmp/demo make demo"):
        run()
    assert not DemoClass.objects.exists()


def test_of_several_courses_one_has_to_be_named(course):
    make_course(slug="other")
    with pytest.raises(CommandError, match="--course: ml, other"):
        run()
    run(course="other")
    assert DemoClass.objects.get().course.slug == "other"


def test_a_course_that_is_not_there_is_refused(course):
    with pytest.raises(CommandError, match="--course: ml"):
        run(course="nothing")


class Ungradable(Essays):
    """A kind whose work cannot be graded on this host."""

    def demo_items(self, items: Any) -> list[Any]:
        return list(items)

    def make_demo_work(self, item: Any, turns: Any, teacher: Any) -> None:
        raise SandboxUnavailable("bubblewrap is missing")


def test_where_nothing_can_be_graded_nothing_is_left(course):
    make_item(course, "essay", chapter=make_chapter(course))
    before = everything()
    with registered(Ungradable()), pytest.raises(CommandError, match="bubblewrap is missing"):
        run()
    assert everything() == before


def test_a_new_database_gets_the_course_first(tmp_path, settings, monkeypatch):
    settings.SHIPPED_COURSE = write_course(tmp_path)
    text = run()
    assert "Loading the course" in text and "“A small course” is ready" in text


@pytest.mark.parametrize("students", ["0", "41", "many"])
def test_a_class_has_as_many_students_as_there_are_names(course, students):
    with pytest.raises(CommandError, match="students"):
        call_command("demo_class", "--students", students)
