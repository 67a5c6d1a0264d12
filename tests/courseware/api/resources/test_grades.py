"""Grades and scores in the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.gradebook.models import Score
from tests.factories import make_item, make_score, make_student, make_user

pytestmark = pytest.mark.django_db
COURSE = "/api/v1/courses/ml"


@pytest.fixture
def item(course):
    return make_item(course, slug="zeros", points=4)


def put(client, username: str, **body: object):
    return client.put(f"{COURSE}/scores/quiz/zeros/{username}", body, "application/json")


def test_one_sees_ones_own_grades_and_staff_those_of_students(program, course, item, ben, ada):
    make_score(item, ben, 0.75)
    mine = program(ben).get(f"{COURSE}/grades").json()
    assert mine["total"] == {"earned": 3.0, "out_of": 4.0, "percent": 75.0, "letter": ""}
    (grade,) = mine["items"]
    assert (grade["slug"], grade["points"], grade["out_of"]) == ("zeros", 3.0, 4.0)
    assert "graded" in grade["states"]
    assert program(ada).get(f"{COURSE}/grades/ben").json() == mine
    assert program(ben).get(f"{COURSE}/grades/ben").status_code == 403
    for nobody in ("ada", "none", make_user("eve").username):
        assert program(ada).get(f"{COURSE}/grades/{nobody}").status_code == 404


def test_a_score_that_is_held_back_is_not_told_to_its_student(program, course, item, ben, ada):
    make_score(item, ben, 0.75)
    item.scores_held = True
    item.save()
    mine = program(ben).get(f"{COURSE}/grades").json()
    assert mine["items"][0]["points"] is None and mine["total"]["earned"] == 0
    assert program(ada).get(f"{COURSE}/grades/ben").json()["items"][0]["points"] == 3.0


def test_staff_read_scores_and_what_has_changed(program, course, item, ben, ada):
    dan = make_student(course, "dan")
    make_score(item, ben, 0.75)
    make_score(item, dan, 0.5)
    rows = program(ada).get(f"{COURSE}/scores").json()["results"]
    assert [(row["person"], row["effective"]) for row in rows] == [("dan", 0.5), ("ben", 0.75)]
    (one,) = program(ada).get(f"{COURSE}/scores?person=dan").json()["results"]
    assert one["person"] == "dan"
    soon = (timezone.now() + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert program(ada).get(f"{COURSE}/scores?changed_after={soon}").json()["results"] == []
    naive = program(ada).get(f"{COURSE}/scores?changed_after=2026-12-04T18:00:00")
    assert naive.status_code == 409 and "time zone" in naive.json()["detail"]
    assert program(ben).get(f"{COURSE}/scores").status_code == 403


def test_a_score_is_overridden_excused_and_set_back(program, item, ben, ada):
    make_score(item, ben, 0.25)
    client = program(ada)
    found = put(client, "ben", override=0.5, reason="A typo in the key").json()
    assert (found["effective"], found["override_reason"]) == (0.5, "A typo in the key")
    found = put(client, "ben", override=0.5, excused=True, reason="Ill").json()
    assert found["excused"] and found["effective"] is None
    found = put(client, "ben", reason="A mistake").json()
    assert (found["effective"], found["excused"], found["override"]) == (0.25, False, None)
    assert Score.objects.get().changes.filter(by=ada).count() == 4


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"override": 1.5, "reason": "x"}, 422),
        ({"override": -0.1, "reason": "x"}, 422),
        ({"override": 0.5}, 422),
        ({"override": 0.5, "reason": "\0"}, 422),
        ({"reason": "nothing"}, 409),
    ],
)
def test_what_is_no_change_is_refused(program, item, ben, ada, body, status):
    refused = put(program(ada), "ben", **body)
    assert refused.status_code == status and refused.json()["detail"]
    assert not Score.objects.exists()


def test_students_change_nothing(program, item, ben):
    assert put(program(ben), "ben", override=1.0, reason="please").status_code == 403
    assert not Score.objects.exists()
