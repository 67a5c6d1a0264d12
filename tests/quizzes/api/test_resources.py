"""Quizzes and attempts in the API."""

from __future__ import annotations

import pytest
from django.test import Client

from quizzes import services
from quizzes.models import Attempt
from tests.factories import make_staff, make_student, make_user
from tests.quizzes.writing import QUIZ

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(make_quiz):
    return make_quiz(slug="penalties")


QUIZ_AT = "/api/v1/courses/ml/quizzes/penalties"


def put(client: Client, attempt: dict, answers: object):
    address = f"{QUIZ_AT}/attempts/{attempt['id']}/answers"
    return client.put(address, {"answers": answers}, content_type="application/json")


def option(question: dict, text: str) -> str:
    return next(each["id"] for each in question["shown"]["options"] if each["text"] == text)


def test_a_quiz_is_taken_from_start_to_review(program, quiz, ben):
    client = program(ben)
    front = client.get(QUIZ_AT).json()
    assert (front["questions"], front["points"], front["attempts"]) == (3, 4.0, [])
    started = client.post(f"{QUIZ_AT}/attempts").json()
    attempt = client.get(f"{QUIZ_AT}/attempts/{started['id']}").json()
    zero, cures, _grow = attempt["questions"]
    saved = put(
        client,
        attempt,
        {
            "zero": {"fields": {"": [option(zero, "L1")]}},
            "cures": {"fields": {"": [option(cures, "Clipping"), option(cures, "A lower rate")]}},
        },
    ).json()
    assert saved["refused"] == {} and saved["versions"] == {"zero": 1, "cures": 1}
    again = client.get(f"{QUIZ_AT}/attempts/{started['id']}").json()["questions"]
    assert again[0]["fields"] == {"": [option(zero, "L1")]} and again[0]["version"] == 1
    done = client.post(f"{QUIZ_AT}/attempts/{started['id']}/finish").json()
    assert not done["is_open"] and done["score"] == pytest.approx(3 / 4)
    assert [each["state"] for each in done["questions"]] == ["right", "right", "wrong"]
    assert done["questions"][0]["explanation"].startswith("The slope")
    assert client.post(f"{QUIZ_AT}/attempts/{started['id']}/finish").json() == done
    front = client.get(QUIZ_AT).json()
    assert front["refusal"] and front["attempts"][0]["score"] == done["score"]
    refused = client.post(f"{QUIZ_AT}/attempts")
    assert refused.status_code == 409 and refused.json()["detail"]


def test_an_open_attempt_reveals_no_key(program, quiz, ben):
    started = program(ben).post(f"{QUIZ_AT}/attempts").json()
    text = program(ben).get(f"{QUIZ_AT}/attempts/{started['id']}").content.decode()
    for secret in ("l1", "clip", "correct", "The kink", "neurons", "width", "The slope", "doctor"):
        assert f'"{secret}' not in text, secret


@pytest.mark.parametrize(
    ("answers", "status"),
    [
        ([], 422),
        ({"zero": []}, 422),
        ({"zero": {"fields": {"": "x"}}}, 422),
        ({"zero": {"fields": {"": ["x"]}, "version": -1}}, 422),
        ({"zero": {"fields": {"": ["x"]}, "certainty": 9}}, 422),
        ({"none": {"fields": {}}}, 409),
        ({"\0": {"fields": {}}}, 409),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(program, quiz, ben, answers, status):
    attempt = program(ben).post(f"{QUIZ_AT}/attempts").json()
    response = put(program(ben), attempt, answers)
    assert response.status_code == status, response.content
    assert response.json()["detail"]


def test_an_answer_that_cannot_be_read_leaves_the_others(program, quiz, ben):
    client = program(ben)
    attempt = client.post(f"{QUIZ_AT}/attempts").json()
    questions = client.get(f"{QUIZ_AT}/attempts/{attempt['id']}").json()["questions"]
    good = {"fields": {"": [option(questions[0], "L1")]}}
    bad = {"fields": {"": ["no such option"]}}
    saved = put(client, attempt, {"zero": good, "cures": bad}).json()
    assert (
        saved["versions"]["zero"] == 1 and "Question 2 was not saved." in saved["refused"]["cures"]
    )


def test_a_newer_answer_is_not_replaced_unseen(program, quiz, ben):
    client = program(ben)
    attempt = client.post(f"{QUIZ_AT}/attempts").json()
    zero = client.get(f"{QUIZ_AT}/attempts/{attempt['id']}").json()["questions"][0]
    first, second = ({"": [option(zero, text)]} for text in ("L1", "Squared L2"))
    assert put(client, attempt, {"zero": {"fields": first, "version": 0}}).json()["refused"] == {}
    refused = put(client, attempt, {"zero": {"fields": second, "version": 0}}).json()["refused"]
    assert "Another page saved a newer answer" in refused["zero"]
    assert put(client, attempt, {"zero": {"fields": second, "version": 1}}).json()["refused"] == {}


def test_an_answer_after_the_end_is_refused(program, quiz, ben):
    client = program(ben)
    attempt = client.post(f"{QUIZ_AT}/attempts").json()
    client.post(f"{QUIZ_AT}/attempts/{attempt['id']}/finish")
    refused = put(client, attempt, {"zero": {"fields": {"": ["x"]}}})
    assert refused.status_code in (409, 422) and refused.json()["detail"]


def test_attempts_are_seen_by_their_person_and_by_staff(program, quiz, course, ben, ada):
    mine = services.start_attempt(item=quiz, user=ben)
    address = f"{QUIZ_AT}/attempts/{mine.pk}"
    dan = make_student(course, "dan")
    assert program(dan).get(address).status_code == 404
    assert program(make_user("eve")).get(address).status_code == 404
    assert program(ada).get(address).status_code == 200
    assert program(ada).post(f"{address}/finish").status_code == 404
    assert program(ben, "read").post(f"{address}/finish").status_code == 403
    assert Attempt.objects.get().is_open


def test_a_quiz_that_goes_one_way_shows_the_question_that_is_reached(program, make_quiz, ben):
    make_quiz(QUIZ.replace("pass: 0.5", "one_way: true"), slug="penalties")
    started = program(ben).post(f"{QUIZ_AT}/attempts").json()
    questions = program(ben).get(f"{QUIZ_AT}/attempts/{started['id']}").json()["questions"]
    assert [question["number"] for question in questions] == [1]


def test_staff_list_the_attempts_of_their_students(program, quiz, course, ben, ada):
    monday = course.sections.create(name="Monday")
    dan = make_student(course, "dan")
    dan.enrollments.get().sections.add(monday)
    done, running = (services.start_attempt(item=quiz, user=one) for one in (ben, dan))
    services.finish_attempt(attempt=done, by=ben)
    attempts = f"{QUIZ_AT}/attempts"

    def listed(client: Client, **query: str) -> list[tuple[int, str]]:
        found = client.get(attempts, query).json()["results"]
        return [(row["id"], row["person"]) for row in found]

    both = [(running.pk, "dan"), (done.pk, "ben")]
    assert listed(program(ada), person="*") == both
    assert listed(program(ada), person="*", state="open") == both[:1]
    assert listed(program(ada), person="ben", state="submitted") == both[1:]
    assert listed(program(ada)) == [] and listed(program(ben)) == both[1:]
    assert (
        listed(program(make_staff(course, "assistant", sections=[monday])), person="*")
        == (both[:1])
    )
    for person in (dan, make_staff(course, "grader")):
        assert program(person).get(attempts, {"person": "ben"}).status_code == 403
    assert program(make_user("eve")).get(attempts).status_code == 404


def test_staff_see_a_score_before_it_is_released(program, quiz, ben, ada):
    done = services.start_attempt(item=quiz, user=ben)
    services.finish_attempt(attempt=done, by=ben)
    quiz.scores_held = True
    quiz.save()
    (own,) = program(ben).get(f"{QUIZ_AT}/attempts").json()["results"]
    (theirs,) = program(ada).get(f"{QUIZ_AT}/attempts?person=ben").json()["results"]
    assert own["score"] is None and theirs["score"] == 0.0


def test_a_list_of_attempts_asks_no_query_for_each(
    program, quiz, course, ada, django_assert_max_num_queries
):
    for number in range(6):
        services.start_attempt(item=quiz, user=make_student(course, f"s{number}"))
    client = program(ada)
    client.get("/api/v1/me")
    with django_assert_max_num_queries(8):
        found = client.get(f"{QUIZ_AT}/attempts?person=*").json()["results"]
    assert len(found) == 6
