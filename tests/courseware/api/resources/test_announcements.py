"""Announcements in the API."""

from __future__ import annotations

import pytest

from courseware.announcements.models import Announcement
from courseware.announcements.services import announce
from courseware.notices.models import Notice
from courseware.people.models import Role
from tests.factories import make_course, make_instructor, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/courses/ml/announcements"


def test_an_announcement_is_made_read_and_deleted(program, course, ada, ben):
    client = program(ada)
    made = client.post(ADDRESS, {"text": "Welcome."}, content_type="application/json")
    assert made.status_code == 201 and made.json()["author"] == "ada"
    assert Notice.objects.filter(user=ben).count() == 1
    assert program(ben).get(ADDRESS).json()["results"] == [made.json()]
    one = f"{ADDRESS}/{made.json()['id']}"
    assert program(ben).delete(one).status_code == 403
    assert client.delete(one).status_code == 204
    assert client.delete(one).status_code == 404
    assert not Announcement.objects.exists() and not Notice.objects.exists()


@pytest.mark.parametrize("text", ["", " \n", "\0", "x" * 2000, 3])
def test_what_is_no_text_is_refused(program, course, ada, text):
    response = program(ada).post(ADDRESS, {"text": text}, content_type="application/json")
    assert response.status_code == 422 and response.json()["detail"]


def test_it_takes_the_role_and_the_course(program, course, ada, ben):
    other = make_course()
    there = announce(course=other, author=make_instructor(other), text="Elsewhere.")
    assert program(ada).delete(f"{ADDRESS}/{there.pk}").status_code == 404
    for person in (ben, make_staff(course, Role.ASSISTANT)):
        refused = program(person).post(ADDRESS, {"text": "x"}, content_type="application/json")
        assert refused.status_code == 403
    assert Announcement.objects.get() == there


def test_the_number_of_queries_does_not_grow(program, course, ada, django_assert_max_num_queries):
    client = program(ada)
    client.get("/api/v1/me")
    for _ in range(5):
        announce(course=course, author=ada, text="x")
    with django_assert_max_num_queries(5):
        assert len(client.get(ADDRESS).json()["results"]) == 5
