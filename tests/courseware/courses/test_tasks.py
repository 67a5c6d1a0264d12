"""A worker copies a course."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.courses import tasks
from courseware.courses.copying import Copy, copy_course
from courseware.courses.loader import load_course
from courseware.items.models import Course
from courseware.outbox.models import Message
from courseware.people.models import Role, User
from tests.courseware.courses.folders import write_course
from tests.factories import make_course, make_instructor, make_staff, make_student

pytestmark = pytest.mark.django_db
AGAIN = Copy("again", "Again", days=7)


@pytest.fixture
def small(tmp_path: Path) -> Course:
    return load_course(write_course(tmp_path)).course


def ask(course: Course, wanted: Copy = AGAIN) -> tuple[User, Message]:
    """Who asks for a copy, and the message for the worker."""
    person = make_instructor(course)
    tasks.copy_later(course, wanted, by=person)
    return person, Message.objects.get(task=tasks.COPY, done_at=None)


def roles(course: Course) -> dict[int, str]:
    return dict(course.enrollments.values_list("user", "role"))


def test_who_asked_teaches_the_copy_alone(small: Course) -> None:
    other = make_staff(small, Role.ASSISTANT)
    make_student(small)
    person, message = ask(small)
    tasks.copy(*message.args)
    made = Course.objects.get(slug="again")
    assert roles(made) == {person.pk: Role.INSTRUCTOR}
    message.refresh_from_db()
    assert message.done_at
    person, message = ask(small, Copy("third", "Third", staff=True))
    tasks.copy(*message.args)
    assert roles(Course.objects.get(slug="third"))[other.pk] == Role.ASSISTANT


def test_running_it_again_changes_nothing(small: Course) -> None:
    person, message = ask(small)
    tasks.copy(*message.args)
    made = Course.objects.get(slug="again")
    made.title = "Changed since"
    made.save()
    tasks.copy(*message.args)
    made.refresh_from_db()
    assert made.title == "Changed since" and roles(made) == {person.pk: Role.INSTRUCTOR}


def test_what_a_killed_worker_began_is_completed(small: Course) -> None:
    copy_course(small, AGAIN)  # and the worker was gone before anybody was enrolled
    person, message = ask(small)
    tasks.copy(*message.args)
    assert roles(Course.objects.get(slug="again")) == {person.pk: Role.INSTRUCTOR}


def test_a_course_that_took_the_name_meanwhile_is_left_alone(small: Course) -> None:
    person, message = ask(small)
    taken = make_course(slug="again", title="Somebody else's")
    owner = make_instructor(taken)
    tasks.copy(*message.args)
    taken.refresh_from_db()
    assert taken.title == "Somebody else's" and roles(taken) == {owner.pk: Role.INSTRUCTOR}
    assert person.enrollments.count() == 1


def test_a_folder_with_mistakes_makes_no_course_and_is_logged(
    small: Course, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    _person, message = ask(small)
    (tmp_path / "course.yaml").write_text("title: [", encoding="utf-8")
    tasks.copy(*message.args)
    assert not Course.objects.filter(slug="again").exists()
    assert "The course small cannot be copied: its files have mistakes." in caplog.text
    message.refresh_from_db()
    assert message.done_at  # trying again would find the same mistakes


@pytest.mark.parametrize("gone", ["course", "person"])
def test_what_is_gone_meanwhile_ends_the_task(small: Course, gone: str) -> None:
    person, message = ask(small)
    small.delete() if gone == "course" else person.delete()
    tasks.copy(*message.args)
    assert not Course.objects.filter(slug="again").exists()
    message.refresh_from_db()
    assert message.done_at


def test_a_failure_is_tried_again_later(small: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    _person, message = ask(small)

    def fails(*args: object, **options: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "copy_course", fails)
        tasks.copy(*message.args)
    message.refresh_from_db()
    assert message.done_at is None
    tasks.copy(*message.args)
    assert Course.objects.filter(slug="again").exists()
