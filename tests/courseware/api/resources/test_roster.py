"""Changes of the roster in the API."""

from __future__ import annotations

import pytest

from courseware.people.models import Enrollment, Role
from courseware.roster.models import FormerEnrollment, Invitation
from tests.factories import make_course, make_staff, make_student, make_user

pytestmark = pytest.mark.django_db
COURSE = "/api/v1/courses/ml"
PEOPLE = f"{COURSE}/people"
JSON = "application/json"


@pytest.fixture
def monday(course):
    return course.sections.create(name="Monday")


def test_a_person_is_invited_and_the_invitation_is_withdrawn(program, course, ada, monday):
    client = program(ada)
    body = {"login": "eva@example.org", "role": "grader", "sections": ["Monday"]}
    added = client.post(PEOPLE, body, content_type=JSON)
    assert added.status_code == 201 and "invited" in added.json()["detail"]
    (listed,) = client.get(f"{COURSE}/invitations").json()["results"]
    assert (listed["email"], listed["role"], listed["sections"]) == (
        "eva@example.org",
        "grader",
        ["Monday"],
    )
    assert client.post(PEOPLE, body, content_type=JSON).status_code == 409
    address = f"{COURSE}/invitations/{listed['id']}"
    assert client.delete(address).status_code == 204
    assert client.delete(address).status_code == 404
    assert not Invitation.objects.exists()


def test_an_invitation_of_another_course_is_not_found(program, course, ada):
    other = Invitation.objects.create(course=make_course(), email="x@example.org")
    assert program(ada).delete(f"{COURSE}/invitations/{other.pk}").status_code == 404
    assert Invitation.objects.filter(pk=other.pk).exists()


def test_role_and_sections_are_changed(program, course, ada, ben, monday):
    client = program(ada)
    change = {"role": "assistant", "sections": ["Monday"]}
    found = client.put(f"{PEOPLE}/ben", change, content_type=JSON).json()
    assert (found["role"], found["sections"]) == ("assistant", ["Monday"])
    assert client.get(f"{PEOPLE}/ben").json() == found
    assert Enrollment.objects.get(user=ben).role == Role.ASSISTANT


def test_a_person_is_removed_and_taken_back(program, course, ada, ben):
    client = program(ada)
    assert client.delete(f"{PEOPLE}/ben").status_code == 204
    assert FormerEnrollment.objects.get().user == ben
    assert client.get(f"{PEOPLE}/ben").status_code == 404
    again = client.post(PEOPLE, {"login": "ben"}, content_type=JSON)
    assert again.status_code == 201 and "earlier work" in again.json()["detail"]
    assert client.get(f"{PEOPLE}/ben").json()["role"] == "student"


def test_a_course_keeps_an_instructor(program, course, ada):
    client = program(ada)
    refused = client.put(f"{PEOPLE}/ada", {"role": "student"}, content_type=JSON)
    assert refused.status_code == 409 and "only instructor" in refused.json()["detail"]
    assert client.delete(f"{PEOPLE}/ada").status_code == 409
    assert Enrollment.objects.get(user=ada).role == Role.INSTRUCTOR


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"login": ""}, 422),
        ({"login": "\0"}, 422),
        ({"login": "ben", "role": "king"}, 422),
        ({"login": "nobody"}, 409),
        ({"login": "@"}, 409),
        ({"login": "ben"}, 409),
        ({"login": "eva@example.org", "sections": ["Sunday"]}, 409),
    ],
)
def test_who_cannot_be_added_is_refused(program, course, ada, ben, body, status):
    response = program(ada).post(PEOPLE, body, content_type=JSON)
    assert response.status_code == status and response.json()["detail"]
    assert not Invitation.objects.exists()


def test_staff_who_do_not_manage_people_change_nothing(program, course, ben, monday):
    make_student(course, "dan").enrollments.get().sections.add(monday)
    course.sections.create(name="Tuesday")
    client = program(make_staff(course, Role.ASSISTANT, sections=[monday]))
    assert [each["name"] for each in client.get(f"{COURSE}/sections").json()] == ["Monday"]
    assert client.get(f"{PEOPLE}/dan").status_code == 200
    assert client.get(f"{PEOPLE}/ben").status_code == 404
    assert client.post(PEOPLE, {"login": "x@y.org"}, content_type=JSON).status_code == 403
    assert client.put(f"{PEOPLE}/dan", {}, content_type=JSON).status_code == 403
    assert client.delete(f"{PEOPLE}/dan").status_code == 403
    assert client.get(f"{COURSE}/invitations").status_code == 403


def test_a_person_of_another_course_is_not_found(program, course, ada):
    make_student(make_course(), "eve")
    make_user("nobody")
    for name in ("eve", "nobody"):
        assert program(ada).get(f"{PEOPLE}/{name}").status_code == 404
        assert program(ada).delete(f"{PEOPLE}/{name}").status_code == 404
    assert Enrollment.objects.filter(user__username="eve").exists()
