"""Choosing a view and leaving it."""

from __future__ import annotations

import pytest

from courseware.people.models import Role
from tests.factories import make_staff

pytestmark = pytest.mark.django_db
VIEW = "/courses/ml/view-as/"


@pytest.fixture
def signed_in(client, ada):
    client.force_login(ada)
    return client


def test_an_address_fills_in_the_student(signed_in, course):
    assert 'value="ben"' in signed_in.get(VIEW, {"student": "ben"}).text
    assert signed_in.get(VIEW, {"student": "a\0" + "b" * 400}).status_code == 200
    assert "&lt;b&gt;" in signed_in.get(VIEW, {"student": "<b>"}).text


def test_a_mistake_comes_back_with_what_was_typed(signed_in, course, ben):
    answer = signed_in.post(VIEW, {"student": "nobody", "at": "2027-02-28T18:00"})
    assert answer.status_code == 422
    assert 'value="nobody"' in answer.text and 'value="2027-02-28T18:00"' in answer.text
    assert "There is no such student in this course" in answer.text
    assert signed_in.get("/courses/ml/gradebook/").status_code == 200  # nothing was chosen


def test_leaving_leads_back_to_the_course_or_home(signed_in, course, ben):
    signed_in.post(VIEW, {"student": "ben"})
    assert signed_in.post("/view-as/leave/").url == "/courses/ml/"
    assert signed_in.post("/view-as/leave/").url == "/"


def test_leaving_is_a_post_by_somebody_who_is_signed_in(client, course, ada):
    assert client.post("/view-as/leave/").url.startswith("/accounts/login/")
    client.force_login(ada)
    assert client.get("/view-as/leave/").status_code == 405


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.STUDENT, 403),
        (Role.AUTHOR, 200),
        (Role.GRADER, 200),
        (Role.ASSISTANT, 200),
        (Role.OBSERVER, 200),
        (Role.INSTRUCTOR, 200),
    ],
)
def test_all_staff_may_choose(client, course, role, status):
    client.force_login(make_staff(course, role))
    assert client.get(VIEW).status_code == status


def test_a_stranger_does_not_learn_that_the_course_exists(client, course, cleo):
    client.force_login(cleo)
    assert client.get(VIEW).status_code == 404
