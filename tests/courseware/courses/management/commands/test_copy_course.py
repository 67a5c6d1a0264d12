"""`manage.py copy_course`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from courseware.courses.loader import load_course
from courseware.items.models import Course
from courseware.people.models import Role
from tests.courseware.courses.folders import write_course
from tests.factories import make_instructor, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(tmp_path: Path) -> Course:
    return load_course(write_course(tmp_path), opened=True).course


def test_it_says_where_the_copy_is_and_how_to_load_it_again(
    small: Course, tmp_path: Path, capsys: Any
) -> None:
    call_command("copy_course", "small", "again", "--title", "Again", "--days", "7")
    said = capsys.readouterr().out
    assert "Again is at /courses/again/, closed for enrollment." in said
    assert f"load_course {tmp_path} --course again" in said
    made = Course.objects.get(slug="again")
    assert made.items.get().due_at == datetime(2026, 12, 11, 18, tzinfo=UTC)


def test_without_options_title_and_dates_stay_and_nobody_comes_along(small: Course) -> None:
    make_instructor(small)
    call_command("copy_course", "small", "again")
    made = Course.objects.get(slug="again")
    assert (made.title, made.enrollments.count()) == ("A small course", 0)
    assert made.items.get().due_at == small.items.get().due_at


def test_the_staff_comes_along_where_it_is_wanted(small: Course) -> None:
    ada = make_instructor(small)
    make_student(small)
    call_command("copy_course", "small", "again", "--staff")
    made = Course.objects.get(slug="again")
    assert list(made.enrollments.values_list("user", "role")) == [(ada.pk, Role.INSTRUCTOR)]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("nothing", "new", "There is no course “nothing”."),
        ("small", "small", "There is already a course “small”. Choose another slug."),
        ("small", "not a slug", "cannot be used in a URL"),
        ("small", "a" * 81, "Use at most 80 characters."),
    ],
)
def test_what_cannot_be_copied_is_a_sentence_and_no_course(
    small: Course, old: str, new: str, sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("copy_course", old, new)
    assert Course.objects.count() == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--title", "a" * 201], "Use at most 200 characters."),
        (["--days", "3651"], "shifted by at most 3650 days"),
        (["--days", "-9999999999"], "shifted by at most 3650 days"),
    ],
    ids=["title", "days", "many days"],
)
def test_options_that_are_too_large_are_refused(
    small: Course, options: list[str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence):
        call_command("copy_course", "small", "again", *options)
    assert Course.objects.count() == 1


def test_mistakes_in_the_folder_are_listed(small: Course, tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("slug: small\ntitle: 7\nunknown: 1\n", encoding="utf-8")
    with pytest.raises(CommandError, match="unknown"):
        call_command("copy_course", "small", "again")
    assert not Course.objects.filter(slug="again").exists()
