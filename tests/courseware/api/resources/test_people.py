"""People of a course in the API."""

from __future__ import annotations

import pytest

from courseware.people.models import Enrollment, Role
from tests.factories import make_student, make_user

pytestmark = pytest.mark.django_db
PEOPLE = "/api/v1/courses/ml/people"


def test_an_instructor_sees_everybody_with_role_and_sections(program, course, ada, ben):
    monday = course.sections.create(name="Monday")
    ben.enrollments.get().sections.add(monday)
    found = program(ada).get(PEOPLE).json()["results"]
    by_name = {person["username"]: person for person in found}
    assert set(by_name) == {"ada", "ben"}
    assert (by_name["ben"]["role"], by_name["ben"]["sections"]) == ("student", ["Monday"])
    (student,) = program(ada).get(f"{PEOPLE}?role=student").json()["results"]
    assert student["email"] == ben.email


def test_an_assistant_sees_the_students_of_their_sections(program, course, ben):
    monday, assistant = course.sections.create(name="Monday"), make_user("kim")
    own = Enrollment.objects.create(user=assistant, course=course, role=Role.ASSISTANT)
    own.sections.add(monday)
    make_student(course, "dan").enrollments.get().sections.add(monday)
    found = program(assistant).get(PEOPLE).json()["results"]
    assert [person["username"] for person in found] == ["dan"]


def test_students_do_not_see_it(program, course, ben):
    assert program(ben).get(PEOPLE).status_code == 403


def test_the_number_of_queries_does_not_grow(program, course, ada, django_assert_max_num_queries):
    client = program(ada)
    client.get("/api/v1/me")
    for _ in range(6):
        make_student(course)
    with django_assert_max_num_queries(6):
        assert len(client.get(PEOPLE).json()["results"]) == 7
