"""Courses, chapters and items in the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_chapter, make_course, make_extension, make_item, make_score

pytestmark = pytest.mark.django_db


def test_one_sees_the_courses_that_one_is_in(program, ben, course):
    make_course(title="Another")
    (found,) = program(ben).get("/api/v1/courses").json()
    assert (found["slug"], found["role"]) == (course.slug, "student")
    assert found["url"] == f"http://testserver/courses/{course.slug}/"
    assert program(ben).get(f"/api/v1/courses/{course.slug}").json() == found


@pytest.mark.parametrize("rest", ["", "/items", "/items/quiz/zeros", "/chapters", "/chapters/one"])
def test_a_course_that_one_is_not_in_does_not_exist(program, ben, rest):
    other = make_course()
    make_item(other, slug="zeros")
    make_chapter(other, slug="one")
    for slug in (other.slug, "no-such-course"):
        response = program(ben).get(f"/api/v1/courses/{slug}{rest}")
        assert response.status_code == 404, response.content


def test_an_item_has_the_persons_dates_state_and_score(program, ben, course):
    due = timezone.now().replace(microsecond=0) - timedelta(days=1)
    item = make_item(course, slug="zeros", due_at=due, closes_at=due, points=4)
    make_extension(item, ben, due_at=due + timedelta(days=9), closes_at=due + timedelta(days=9))
    make_score(item, ben, 0.75)
    make_item(course, retired=True)
    (found,) = program(ben).get(f"/api/v1/courses/{course.slug}/items").json()
    assert (found["kind"], found["slug"], found["points"]) == ("quiz", "zeros", 4.0)
    assert found["due_at"] == (due + timedelta(days=9)).isoformat().replace("+00:00", "Z")
    assert (found["is_open"], found["score"], found["state"]) == (True, 0.75, "new")
    alone = program(ben).get(f"/api/v1/courses/{course.slug}/items/quiz/zeros")
    assert alone.json() == found
    assert program(ben).get(f"/api/v1/courses/{course.slug}/items/sum/zeros").status_code == 404


def test_the_number_of_queries_does_not_grow(program, ben, course, django_assert_max_num_queries):
    client = program(ben)
    client.get("/api/v1/me")  # which notes that the token is used
    for _ in range(8):
        make_item(course)
    with django_assert_max_num_queries(10):
        client.get(f"/api/v1/courses/{course.slug}/items")
