from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from quizzes.delivery.certainty import MIN_SHARE
from quizzes.models import Attempt, Event
from tests.quizzes.attempts import finish


@pytest.mark.parametrize(
    ("earned", "waiting", "possible", "fraction"),
    [
        (None, 0, 4.0, None),  # not submitted
        (2.0, 1, 4.0, None),  # an answer waits to be graded
        (0.0, 0, 0.0, None),  # nothing to earn
        (1.0, 0, 4.0, 0.25),
        (-8.0, 0, 4.0, 0.0),  # sure and wrong
        (4.0 + 1e-12, 0, 4.0, 1.0),
    ],
)
def test_the_fraction_lies_between_nothing_and_everything(earned, waiting, possible, fraction):
    assert Attempt(earned=earned, waiting=waiting, possible=possible).fraction == fraction


def test_an_attempt_is_open_until_it_is_submitted(attempt):
    assert attempt.is_open
    assert not finish(attempt).is_open


def test_the_address_of_a_question_leads_to_its_place(attempt):
    page = f"/courses/ml/quizzes/{attempt.item.slug}/attempts/{attempt.pk}/"
    assert attempt.get_absolute_url() == page
    assert attempt.question_url(2) == f"{page}?question=2#question-2"


def test_a_person_has_one_open_attempt_and_each_number_once(attempt):
    fields = {
        "item": attempt.item,
        "revision": attempt.revision,
        "user": attempt.user,
        "seed": 1,
        "started_at": attempt.started_at,
        "possible": 4.0,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(number=2, **fields)
    finish(attempt)
    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(number=1, **fields)
    assert str(Attempt.objects.create(number=2, **fields)) == "Attempt 2 by ben at Penalties"


@pytest.mark.parametrize(
    ("fraction", "possible"),
    [(MIN_SHARE, True), (1.0, True), (MIN_SHARE - 0.1, False), (1.1, False)],
)
def test_a_response_earns_what_its_marks_allow(attempt, fraction, possible):
    response = attempt.responses.get(question="zero")
    assert str(response) == f"zero in {attempt}"
    response.fraction = fraction
    if possible:
        response.save()
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            response.save()


def test_an_attempt_keeps_its_revision(attempt):
    with pytest.raises(ProtectedError):
        attempt.revision.delete()


def test_an_event_reads_as_a_line_of_a_log(attempt):
    at = datetime(2026, 5, 4, 12, 30, 1, tzinfo=UTC)
    assert str(Event(attempt=attempt, at=at, name="saved", question="zero")) == (
        "2026-05-04 12:30:01 saved zero"
    )
    assert str(Event(attempt=attempt, at=at, name="started")) == "2026-05-04 12:30:01 started"
