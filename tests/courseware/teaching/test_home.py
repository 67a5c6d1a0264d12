"""The home of those who teach: what each role finds there, and at which cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.people.models import Enrollment, Role
from tests.factories import make_item, make_score, make_student, make_user

DAY = timedelta(days=1)


@pytest.fixture
def page(client, course):
    def page(user, query: str = "") -> str:
        client.force_login(user)
        return client.get(course.get_absolute_url() + query).content.decode()

    return page


def person(course, role: str):
    user = make_user()
    Enrollment.objects.create(user=user, course=course, role=role)
    return user


@pytest.fixture
def busy(course, ben):
    now = timezone.now()
    for days in (-3, -6, -9, 4):
        item = make_item(course, due_at=now + days * DAY)
        if days > -9:
            make_score(item, make_student(course), 0.5)
    return course


def test_an_instructor_finds_what_to_do(page, ada, busy, ben):
    found = page(ada)
    for title in (
        "Needs your attention",
        "Due next",
        "Scores",
        "Recent changes",
        "Queue and workers",
    ):
        assert title in found
    assert "Has not started 3 of the 3 items due recently." in found
    assert "have not started" in found
    assert "style=" not in found


def test_the_home_that_students_see_is_one_click_away(page, ada, ben, busy):
    found = page(ada, "?view=student")
    assert (
        "This is the home page that students see" in found and "Needs your attention" not in found
    )
    assert "This is the home page that students see" not in page(ben)
    assert "Needs your attention" not in page(ben)


def test_each_role_finds_what_it_may_know(page, busy, ben):
    author = page(person(busy, Role.AUTHOR))
    assert "Scores" in author and ben.display_name not in author
    assert "Queue and workers" not in author and "Recent changes" not in author
    grader = page(person(busy, Role.GRADER))
    assert "Needs your attention" in grader and "Due next" not in grader
    observer = page(person(busy, Role.OBSERVER))
    assert ben.display_name in observer and "Needs your attention" not in observer


def test_an_empty_course(page, ada, course):
    found = page(ada)
    assert "No students are enrolled yet." in found
    assert "There are no scores yet." in found


def test_all_items_on_request(page, ada, course, ben):
    for _ in range(14):
        make_score(make_item(course), ben, 0.5)
    assert "All 14 items" in page(ada)
    assert "All 14 items" not in page(ada, "?scores=all")


def test_queries_do_not_grow_with_the_class(
    client, ada, busy, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(ada)
    for _ in range(10):
        make_student(busy)
    with django_assert_max_num_queries(40) as queries:
        client.get(busy.get_absolute_url())
    for _ in range(10):
        make_student(busy)
    with django_assert_num_queries(len(queries)):
        client.get(busy.get_absolute_url())
