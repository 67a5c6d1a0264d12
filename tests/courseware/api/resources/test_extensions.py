"""Extensions in the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.models import Extension
from courseware.deadlines.selectors import window_of
from tests.factories import make_item, make_user

pytestmark = pytest.mark.django_db
BEN = "/api/v1/courses/ml/extensions/ben"


def put(client, **body: object):
    return client.put(BEN, body, "application/json")


def test_an_extension_is_granted_and_withdrawn(program, course, ben, ada):
    due = timezone.now().replace(microsecond=0)
    item = make_item(course, slug="zeros", due_at=due)
    later = due + timedelta(days=2)
    place = {"kind": "quiz", "slug": "zeros"}
    (found,) = put(program(ada), due_at=later.isoformat(), reason="Ill", **place).json()
    assert (found["slug"], found["reason"], found["time_factor"]) == ("zeros", "Ill", 1.0)
    assert window_of(item, ben).due_at == later
    assert program(ada).get(BEN).json() == [found]
    assert put(program(ada), reason="A mistake", **place).json() == []
    assert window_of(item, ben).due_at == due


def test_without_an_item_it_holds_for_the_course(program, course, ben, ada):
    (found,) = put(program(ada), time_factor=1.25, extra_attempts=1).json()
    assert (found["kind"], found["slug"]) == ("", "")
    assert Extension.objects.get().time_factor == 1.25


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"time_factor": 0.5}, 422),
        ({"shift_minutes": -1}, 422),
        ({"extra_minutes": 1e12}, 422),
        ({"due_at": "soon"}, 422),
        ({"due_at": "2026-12-04T18:00:00"}, 409),
        ({"reason": "\0"}, 422),
        ({"kind": "quiz", "slug": "none"}, 404),
        ({"kind": "none", "slug": ""}, 404),
    ],
)
def test_what_is_no_extension_is_refused(program, course, ben, ada, body, status):
    refused = put(program(ada), **body)
    assert refused.status_code == status and refused.json()["detail"]
    assert not Extension.objects.exists()


def test_students_and_strangers_grant_nothing(program, course, ben):
    assert put(program(ben), time_factor=2).status_code == 403
    assert put(program(make_user("eve")), time_factor=2).status_code == 404
    assert not Extension.objects.exists()
