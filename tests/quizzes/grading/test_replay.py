"""An attempt made again from its events equals the one stored, whatever was done."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse

from quizzes import selectors, services
from quizzes.grading.replay import replay
from quizzes.models import Response
from quizzes.pages.people_page import record_context
from quizzes.services.changes import Basis, Change
from tests.quizzes.writing import QUIZ


@dataclass
class Happened:
    name: str
    question: str = ""
    data: Any = None
    at: datetime = datetime(2030, 1, 1, tzinfo=UTC)


STARTED = Happened("started", data={"seed": 7, "dealt": [["zero", 0]]})
FINISHED = Happened("finished", data={"late_by": 0.0, "fractions": {"zero": 1.0}})

SETTINGS = {
    "plain": "attempts: 2\n",
    "tries": "tries: {count: 3}\n",
    "certainty": "certainty: true\n",
    "one way": "one_way: true\n",
    "pool": "pools: [{draw: 1, questions: [cures, grow]}]\n",
}


@pytest.fixture(params=SETTINGS.values(), ids=SETTINGS.keys())
def attempt(request, make_quiz, ben):
    """An attempt in which much has happened."""
    item = make_quiz(QUIZ.replace("pass: 0.5\n", request.param))
    attempt = services.start_attempt(item=item, user=ben)
    answers = [
        Change("zero", {"": ["l1"]}, certainty=3, basis=Basis(0, 5, "one")),
        Change("zero", {"": ["l2"]}, certainty=1, basis=Basis(0, 9, "two")),  # older page
        Change("zero", {"": ["l2"]}, certainty=2, basis=Basis(9, 9, "two")),
        Change("zero", {"": []}),
        Change("zero", {"": ["l1"]}),
    ]
    for change in answers:
        services.save_answers(attempt=attempt, changes=[change], by=ben)
    delivery = item.quiz_revisions.get().delivery
    if delivery.tries:
        services.check_answer(attempt=attempt, question="zero", by=ben)
    if delivery.one_way:
        services.move_on(attempt=attempt, position=1, by=ben)
    return attempt


def test_a_running_attempt_is_replayed(attempt):
    attempt.refresh_from_db()
    assert record_context(attempt)["differences"] == []


def test_an_attempt_that_is_handed_in_is_replayed(attempt):
    assert (
        record_context(services.finish_attempt(attempt=attempt, by=attempt.user))["differences"]
        == []
    )


def test_what_was_changed_behind_the_record_is_told(attempt):
    done = services.finish_attempt(attempt=attempt, by=attempt.user)
    Response.objects.filter(attempt=done, question="zero").update(answer="l2")
    assert record_context(done)["differences"] == [
        "Question 1: the event log leads to a different state than the stored one."
    ]


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([Happened("saved", "zero", "l1")], "an attempt begins once"),
        ([STARTED, STARTED], "an attempt begins once"),
        ([STARTED, Happened("saved", "other", "l1")], "“other” was not dealt"),
        ([STARTED, FINISHED, Happened("saved", "zero", "l1")], "comes after handing in"),
        ([STARTED, Happened("eaten")], "“eaten” is unknown"),
    ],
)
def test_a_record_that_cannot_be_is_told(events, sentence):
    with pytest.raises(ValueError, match=sentence):
        replay(events)


def test_what_came_too_late_changes_nothing():
    late = Happened("refused", "zero", "l2")
    assert replay([STARTED, FINISHED, late]) == replay([STARTED, FINISHED])


def test_an_instructor_reads_the_record(client, ada, attempt):
    client.force_login(ada)
    url = reverse("quizzes:record", args=["ml", attempt.item.slug, attempt.pk])
    page = client.get(url).content.decode()
    assert "Replaying these events gives exactly the stored attempt." in page
    assert "Older than the saved answer, kept" in page
    client.force_login(attempt.user)
    assert client.get(url).status_code == 403
    assert selectors.uncounted_answers(attempt)["zero"].data == "l2"
