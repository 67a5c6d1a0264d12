"""A course as a student sees it, at a time, without leaving a trace."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from courseware.people.models import Role, User
from courseware.student_view.middleware import ChangeAttempted, _without_writes
from tests.factories import make_item, make_score, make_staff, make_student

pytestmark = pytest.mark.django_db
VIEW = "/courses/ml/view-as/"


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


def test_grades_are_those_of_the_student_under_a_banner(signed_in, course, ben):
    make_score(make_item(course, title="Zeros"), ben, 0.5)
    signed_in.post(VIEW, {"student": "BEN"})
    page = signed_in.get("/courses/ml/grades/").content.decode()
    assert "You are viewing this course as <strong>Ben</strong>" in page and "5 of 10" in page
    assert "Gradebook" not in page and "Signed in as" not in page
    assert signed_in.get("/courses/ml/gradebook/").status_code == 403
    own = signed_in.get("/accounts/profile/").content.decode()
    assert "this page is your own." in own
    signed_in.post("/view-as/leave/")
    assert signed_in.get("/courses/ml/gradebook/").status_code == 200


def test_a_new_student_has_done_nothing_and_is_nowhere_stored(signed_in, course, ben):
    make_score(make_item(course), ben, 0.5)
    people = User.objects.count()
    signed_in.post(VIEW, {})
    for address in ("", "grades/", "questions/", "search/?q=x", "announcements/"):
        assert signed_in.get(f"/courses/ml/{address}").status_code == 200
    assert "A new student" in signed_in.get("/courses/ml/").content.decode()
    assert User.objects.count() == people


def test_dates_are_those_of_the_chosen_time(signed_in, course, ben):
    now = timezone.now()
    make_item(course, title="Dropout later", opens_at=now + timedelta(days=3))
    signed_in.post(VIEW, {"student": "ben"})
    found = "/courses/ml/search/?q=dropout"
    assert "Dropout later" not in signed_in.get(found).content.decode()
    later = timezone.localtime(now + timedelta(days=4)).strftime("%Y-%m-%dT%H:%M")
    signed_in.post(VIEW, {"student": "ben", "at": later})
    assert "Dropout later" in signed_in.get(found).content.decode()


def test_whatever_is_sent_is_refused_with_a_sentence(signed_in, course, ben):
    signed_in.post(VIEW, {"student": "ben"})
    refused = signed_in.post("/courses/ml/seen/")
    assert (refused.status_code, "Leave student view" in refused.content.decode()) == (
        403,
        True,
    )
    short = signed_in.post("/courses/ml/seen/", headers={"hx-request": "true"})
    assert short["Content-Type"].startswith("text/plain")


def test_other_courses_and_pages_are_ones_own(signed_in, course, ben, ada):
    from tests.factories import make_course

    other = make_course(slug="other")
    ada.enrollments.create(course=other, role=Role.INSTRUCTOR)
    signed_in.post(VIEW, {"student": "ben"})
    assert signed_in.get("/courses/other/gradebook/").status_code == 200


def test_an_assistant_sees_the_view_of_their_students_only(client, course, ben):
    monday = course.sections.create(name="Monday")
    dora = make_student(course, "dora")
    dora.enrollments.get().sections.add(monday)
    client.force_login(make_staff(course, Role.ASSISTANT, sections=[monday]))
    assert client.post(VIEW, {"student": "ben"}).status_code == 422
    assert client.post(VIEW, {"student": "dora"}).status_code == 302
    dora.enrollments.get().sections.clear()
    assert "You see this course as" not in client.get("/courses/ml/grades/").content.decode()


def test_an_author_sees_the_view_of_nobody_but_a_new_student(client, course, ben):
    client.force_login(make_staff(course, Role.AUTHOR))
    client.post(VIEW, {"student": "ben"})
    assert "A new student" in client.get("/courses/ml/grades/").content.decode()


def test_a_page_that_would_store_something_is_stopped(course):
    with pytest.raises(ChangeAttempted), transaction.atomic(), _without_writes():
        course.sections.create(name="Monday")
    with _without_writes(), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    course.sections.create(name="Monday")


def test_it_costs_pages_without_a_view_no_query(signed_in, course, django_assert_num_queries):
    with django_assert_num_queries(3):  # session, person and unread notices
        assert signed_in.get("/courses/ml/no-such-page/").status_code == 404
