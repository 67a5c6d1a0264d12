"""Releasing scores in the API."""

from __future__ import annotations

import pytest

from courseware.notices.models import Notice
from courseware.people.models import Role
from tests.factories import make_item, make_score, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/courses/ml/items/quiz/zeros/release"


def put(client, **body):
    return client.put(ADDRESS, body, content_type="application/json")


def test_scores_are_held_back_and_released(program, course, ada, ben):
    item = make_item(course, slug="zeros")
    make_score(item, ben, 0.5)
    client = program(ada)
    held = put(client, released=False, reason="Not all graded").json()
    assert (held["released"], held["changed"]) == (False, True)
    item.refresh_from_db()
    assert item.scores_held
    assert put(client, released=False).json()["changed"] is False
    assert put(client, released=True).json()["changed"] is True
    item.refresh_from_db()
    assert not item.scores_held and Notice.objects.filter(user=ben).count() == 1


def test_it_takes_the_role_and_a_request_that_is_valid(program, course, ada, ben):
    item = make_item(course, slug="zeros", scores_held=True)
    for person in (ben, make_staff(course, Role.ASSISTANT)):
        assert put(program(person), released=True).status_code == 403
    assert put(program(ada)).status_code == 422
    assert put(program(ada), released=True, reason="\0").status_code == 422
    item.refresh_from_db()
    assert item.scores_held
