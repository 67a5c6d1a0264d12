"""Forms about people of a course: what they take and what they refuse."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from courseware.people.models import Role
from courseware.roster.forms import (
    MOST_BYTES,
    AddForm,
    CodeForm,
    PartForm,
    RosterForm,
    SectionForm,
    TypedCodeForm,
)
from tests.factories import make_course, make_user

pytestmark = pytest.mark.django_db


def said(form) -> str:
    return " ".join(text for errors in form.errors.values() for text in errors)


@pytest.fixture
def monday(course):
    return course.sections.create(name="Monday")


def test_a_part_is_a_role_and_sections_of_this_course(course, monday):
    form = PartForm({"role": Role.ASSISTANT, "sections": [monday.pk]}, course=course)
    assert form.is_valid()
    assert form.chosen_sections() == [monday]
    foreign = make_course().sections.create(name="Elsewhere")
    for wrong in ({"role": "king"}, {"role": Role.GRADER, "sections": [foreign.pk]}, {}):
        assert not PartForm(wrong, course=course).is_valid()


def test_a_course_without_sections_asks_for_none(course):
    form = PartForm({"role": Role.GRADER, "sections": ["7"]}, course=course)
    assert "sections" not in form.fields
    assert form.is_valid() and form.chosen_sections() == []


def test_a_person_is_added_as_a_student_unless_said_otherwise(course, monday):
    form = AddForm(course=course)
    assert form["role"].value() == Role.STUDENT
    assert list(form.fields) == ["login", "role", "sections"]


def test_an_account_is_found_by_its_username_and_an_address_is_taken_as_it_is(course, cleo):
    known = AddForm({"login": "CLEO", "role": Role.STUDENT}, course=course)
    assert known.is_valid() and known.account == cleo
    by_mail = AddForm({"login": "cleo@example.org", "role": Role.STUDENT}, course=course)
    assert by_mail.is_valid() and by_mail.account is None


@pytest.mark.parametrize(
    ("login", "sentence"),
    [
        ("", "Enter a username or an email address."),
        ("nobody", "There is no account with this username."),
        ("not@an@address", "valid email address"),
        ("@", "valid email address"),
        ("gone", "There is no account with this username."),
        ("x" * 255, "at most 254"),
    ],
)
def test_who_cannot_be_added_is_said(course, login, sentence):
    make_user("gone", is_active=False)
    form = AddForm({"login": login, "role": Role.STUDENT}, course=course)
    assert not form.is_valid()
    assert sentence in said(form)


def test_the_name_of_a_section_is_tidied_and_used_once_a_course(course, monday):
    form = SectionForm({"name": "  Tuesday \t late "}, course=course)
    assert form.is_valid() and form.cleaned_data["name"] == "Tuesday late"
    again = SectionForm({"name": " MONDAY "}, course=course)
    assert "already a section with this name" in said(again)
    assert SectionForm({"name": "monday"}, course=course, instance=monday).is_valid()
    assert SectionForm({"name": "Monday"}, course=make_course()).is_valid()
    assert not SectionForm({"name": "   "}, course=course).is_valid()


def test_a_roster_is_pasted_or_a_file():
    pasted = RosterForm({"text": "x@example.org\n"})
    assert pasted.is_valid() and pasted.cleaned_data["roster"] == "x@example.org\n"
    file = SimpleUploadedFile("r.csv", "email\nzoë@example.org".encode("utf-16"))
    sent = RosterForm({"text": ""}, {"file": file})
    assert sent.is_valid() and "zoë@example.org" in sent.cleaned_data["roster"]


@pytest.mark.parametrize(
    ("text", "content", "sentence"),
    [
        ("", None, "Choose a file or paste a list."),
        (" \n\t", None, "Choose a file or paste a list."),
        ("x@example.org", b"email", "not both"),
        ("", b"x" * (MOST_BYTES + 1), "larger than 1 MB"),
        ("", b"", "empty"),
    ],
)
def test_a_roster_that_cannot_be_read_is_refused_with_a_sentence(text, content, sentence):
    files = {} if content is None else {"file": SimpleUploadedFile("r.csv", content)}
    form = RosterForm({"text": text}, files)
    assert not form.is_valid()
    assert sentence in said(form)


def test_a_code_works_to_the_end_of_its_last_day(course):
    today = timezone.localdate()
    form = CodeForm({"last_day": today.isoformat(), "most": "30"}, course=course)
    assert form.is_valid()
    end = timezone.localtime(form.cleaned_data["last_day"])
    assert (end.date(), end.hour, end.minute) == (today, 23, 59)
    assert form.cleaned_data["most"] == 30
    assert CodeForm({}, course=course).is_valid()


def test_the_last_day_of_a_code_is_one_of_the_readers_zone(course):
    with timezone.override("Pacific/Kiritimati"):  # 14 hours ahead
        today = timezone.localdate()
        form = CodeForm({"last_day": today.isoformat()}, course=course)
        assert form.is_valid()
        assert form.cleaned_data["last_day"].utcoffset() == timedelta(hours=14)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"last_day": "2020-01-01"}, "This date is in the past."),
        ({"last_day": "soon"}, "Enter the date as"),
        ({"last_day": "2027-02-30"}, "Enter the date as"),
        ({"last_day": "9999-12-31"}, "Enter a year from 1900 to 9000."),
        ({"last_day": "0001-01-01"}, "Enter a year from 1900 to 9000."),
        ({"most": "0"}, "greater than or equal to 1"),
        ({"most": "100001"}, "less than or equal to 100000"),
        ({"most": "many"}, "whole number"),
    ],
)
def test_limits_of_a_code_that_cannot_be_are_said(course, typed, sentence):
    form = CodeForm(typed, course=course)
    assert not form.is_valid()
    assert sentence in said(form)


def test_a_code_is_for_a_section_of_this_course(course, monday):
    assert CodeForm({"section": monday.pk}, course=course).is_valid()
    foreign = make_course().sections.create(name="Elsewhere")
    assert not CodeForm({"section": foreign.pk}, course=course).is_valid()


def test_a_code_has_to_be_typed():
    assert said(TypedCodeForm({"code": " "})).startswith("Enter the code")
    assert not TypedCodeForm({"code": "x" * 41}).is_valid()
    assert TypedCodeForm({"code": "abcd-2345"}).is_valid()
