"""A factory a model, with only what a test does not care about filled in.

Ada teaches, Ben learns, Cleo is a stranger to the course.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from courseware.chapters.models import Chapter
from courseware.deadlines.models import Extension
from courseware.gradebook.models import Score
from courseware.items.models import Course, Item
from courseware.notices.models import Kind, Notice
from courseware.people.models import Enrollment, Role, Section, User

_number = count(1)


def make_user(username: str = "", **fields: Any) -> User:
    """Cannot sign in with a password; tests use ``client.force_login``."""
    username = username or f"person-{next(_number)}"
    fields.setdefault("first_name", username.capitalize())
    user = User(username=username, email=f"{username}@example.org", **fields)
    user.set_unusable_password()
    user.save()
    return user


def make_course(**fields: Any) -> Course:
    number = next(_number)
    fields.setdefault("slug", f"course-{number}")
    fields.setdefault("title", f"Course {number}")
    fields.setdefault("open_enrollment", True)
    return Course.objects.create(**fields)


def make_student(course: Course, username: str = "", **fields: Any) -> User:
    return _enrolled(course, Role.STUDENT, username, fields)


def make_instructor(course: Course, username: str = "", **fields: Any) -> User:
    return _enrolled(course, Role.INSTRUCTOR, username, fields)


def make_staff(
    course: Course, role: str, username: str = "", sections: Iterable[Section] = (), **fields: Any
) -> User:
    """Anybody else of the staff, limited to the sections if there are any."""
    user = _enrolled(course, role, username, fields)
    user.enrollments.get(course=course).sections.set(sections)
    return user


def make_chapter(course: Course, **fields: Any) -> Chapter:
    number = next(_number)
    fields.setdefault("slug", f"chapter-{number}")
    fields.setdefault("title", f"Chapter {number}")
    fields.setdefault("position", number)
    return Chapter.objects.create(course=course, **fields)


def make_item(course: Course, kind: str = "quiz", **fields: Any) -> Item:
    """The item alone; what it shows is its kind's business."""
    number = next(_number)
    fields.setdefault("slug", f"{kind}-{number}")
    fields.setdefault("title", f"Item {number}")
    fields.setdefault("position", number)
    return Item.objects.create(course=course, kind=kind, **fields)


def make_extension(item: Item, user: User, **fields: Any) -> Extension:
    return Extension.objects.create(course=item.course, item=item, user=user, **fields)


def make_section_extension(item: Item, user: User, **fields: Any) -> Extension:
    """For a section that the student is put into."""
    section = Section.objects.create(course=item.course, name=f"Section {next(_number)}")
    user.enrollments.get(course=item.course).sections.add(section)
    return Extension.objects.create(course=item.course, item=item, section=section, **fields)


def make_score(item: Item, user: User, fraction: float | None = 1.0, **fields: Any) -> Score:
    return Score.objects.create(item=item, user=user, fraction=fraction, **fields)


def make_notice(user: User, course: Course, **fields: Any) -> Notice:
    fields.setdefault("kind", Kind.ANSWERED)
    fields.setdefault("key", f"test:{next(_number)}")
    fields.setdefault("link", course.get_absolute_url())
    return Notice.objects.create(user=user, course=course, **fields)


def _enrolled(course: Course, role: str, username: str, fields: dict[str, Any]) -> User:
    user = make_user(username, **fields)
    Enrollment.objects.create(user=user, course=course, role=role)
    return user
