"""Whose view, and at which time, as it is typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.people.models import Role
from courseware.people.policy import access_of
from courseware.student_view.chosen import NOBODY
from courseware.student_view.forms import StudentViewForm
from tests.factories import make_course, make_staff, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def form_of(course, ada):
    def form_of(by=ada, **data) -> StudentViewForm:
        return StudentViewForm(data, access=access_of(by, course))

    return form_of


def test_nothing_typed_is_a_new_student_now(form_of):
    form = form_of()
    assert form.is_valid()
    assert (form.chosen_student(), form.cleaned_data["at"]) == (NOBODY, None)


@pytest.mark.parametrize("typed", ["ben", " BEN ", "Ben@Example.org"])
def test_a_student_is_found_by_username_or_address(form_of, ben, typed):
    form = form_of(student=typed)
    assert form.is_valid() and form.chosen_student() == ben.pk


@pytest.mark.parametrize("typed", ["ada", "cleo", "be", "ben ", "other"])
def test_nobody_but_students_of_the_course(form_of, course, ben, cleo, typed):
    make_student(make_course(), "other")
    form = form_of(student=typed)
    assert form.is_valid() is (typed.strip() == "ben")


def test_an_assistant_chooses_among_the_students_of_their_sections(form_of, course, ben):
    monday = course.sections.create(name="Monday")
    dora = make_student(course, "dora")
    dora.enrollments.get().sections.add(monday)
    kim = make_staff(course, Role.ASSISTANT, "kim", [monday])
    assert form_of(by=kim, student="dora").is_valid()
    assert "or in your sections" in form_of(by=kim, student="ben").errors["student"][0]


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.GRADER])
def test_who_sees_no_grades_is_not_asked_for_a_student(form_of, course, ben, role):
    form = form_of(by=make_staff(course, role), student="ben")
    assert "student" not in form.fields
    assert form.is_valid() and form.chosen_student() == NOBODY


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("2027-02-28T18:00", 18),
        ("2027-02-28T18:00:30", 18),
        ("2027-02-28 18:00", 18),
        ("2027-02-28", 0),
    ],
)
def test_a_time_is_read_in_the_readers_zone(form_of, typed, hour):
    with timezone.override("Asia/Tokyo"):
        form = form_of(at=typed)
        assert form.is_valid()
    assert form.cleaned_data["at"].hour == hour
    assert form.cleaned_data["at"].utcoffset() == timedelta(hours=9)


@pytest.mark.parametrize("typed", ["tomorrow", "2027-02-30", "2027-02-28T25:00", "0001-01-01"])
def test_what_is_no_time_is_said_with_an_example(form_of, typed):
    form = form_of(at=typed)
    assert list(form.errors) == ["at"]
    assert "2027-02-28 18:00" in form.errors["at"][0] or "Enter a year" in form.errors["at"][0]
