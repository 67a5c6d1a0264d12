"""An attempt whose data cannot be read stops nobody else, and its pages say so."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from courseware.database.row_errors import process_rows
from quizzes import services
from quizzes.models import Attempt, Event, QuizRevision, Response, Variant
from quizzes.services.changes import Change
from tests.factories import make_student
from tests.quizzes.writing import QUIZ

ZERO = Change("zero", {"": ["l1"]})
LIMITED = QUIZ.replace("pass: 0.5\n", "time_limit: 30\nattempts: 3\n")


def _lose_delivery(attempt: Attempt) -> None:
    """The attempt alone is on that revision."""
    lost = QuizRevision.objects.get(pk=attempt.revision_id)
    lost.pk, lost.number = None, 99
    del lost.content["delivery"]
    lost.save()
    Attempt.objects.filter(pk=attempt.pk).update(revision=lost)
    QuizRevision.objects.filter(pk=lost.pk).update(number=0)  # others begin on the whole one


def _lose_the_key(attempt: Attempt) -> None:
    broken = Variant.objects.filter(question="zero").first()
    broken.pk, broken.number = None, 99
    del broken.content["body"]
    broken.save()
    attempt.responses.filter(question="zero").update(variant=broken)


def _wrong_shapes(attempt: Attempt) -> None:
    attempt.responses.update(answer=[{"no": ["answer"]}, 7])


def _wrong_tries(attempt: Attempt) -> None:
    attempt.responses.update(tries=["no", {"try": 1}])


def _no_points(attempt: Attempt) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(possible=0, earned=0)


def _empty_events(attempt: Attempt) -> None:
    Event.objects.filter(attempt=attempt).update(data=None)


FAULTS = [_lose_delivery, _lose_the_key, _wrong_shapes, _wrong_tries, _no_points, _empty_events]
faults = pytest.mark.parametrize("spoil", FAULTS, ids=lambda spoil: spoil.__name__.strip("_"))


@pytest.fixture
def item(make_quiz: Any) -> Any:
    return make_quiz(LIMITED)


def _begin(item: Any, user: Any) -> Attempt:
    attempt = services.start_attempt(item=item, user=user)
    services.save_answers(attempt=attempt, changes=[ZERO], by=user)
    return attempt


def _over(*attempts: Attempt) -> None:
    hour_ago = timezone.now() - timedelta(hours=1)
    Attempt.objects.filter(pk__in=[each.pk for each in attempts]).update(started_at=hour_ago)


@faults
def test_the_clock_hands_in_the_others(item, ben, course, spoil, caplog):
    before, bad, after = (
        _begin(item, user) for user in (make_student(course), ben, make_student(course))
    )
    spoil(bad)
    _over(before, bad, after)
    with caplog.at_level(logging.ERROR):
        done = services.finish_overdue_attempts()
    assert not Attempt.objects.get(pk=before.pk).is_open
    assert not Attempt.objects.get(pk=after.pk).is_open
    still_open = Attempt.objects.get(pk=bad.pk).is_open
    assert (done.finished, done.failed) == ((2, 1) if still_open else (3, 0))
    assert (f"Attempt {bad.pk} cannot be handed in" in caplog.text) == still_open


def test_a_key_error_is_counted_and_told_with_the_attempts_number(item, ben, course, caplog):
    bad, good = _begin(item, ben), _begin(item, make_student(course))
    _lose_the_key(bad)
    _over(bad, good)
    assert services.finish_overdue_attempts().finished == 1
    assert f"Attempt {bad.pk} cannot be handed in" in caplog.text
    assert Attempt.objects.get(pk=bad.pk).is_open


@faults
@pytest.mark.parametrize("handed_in", [pytest.param(False, marks=pytest.mark.slow), True])
def test_every_page_opens_beside_it(client, item, ada, ben, course, spoil, handed_in):
    good, bad = _begin(item, make_student(course)), _begin(item, ben)
    for attempt in (good, bad):
        if handed_in:
            services.finish_attempt(attempt=attempt, by=attempt.user)
    spoil(bad)
    place = ["ml", item.slug]
    own = [reverse("quizzes:quiz", args=place), bad.get_absolute_url(), reverse("course", args="m")]
    own[-1] = course.get_absolute_url()
    own += [reverse("grades", args=["ml"]), reverse("quizzes:finish", args=[*place, bad.pk])]
    staff = [reverse(f"quizzes:{page}", args=place) for page in ("analysis", "people")]
    staff.append(reverse("regrade-new", args=["ml", "quiz", item.slug]))
    staff += [reverse("quizzes:record", args=[*place, each.pk]) for each in (good, bad)]
    staff += [
        reverse("gradebook", args=["ml"]),
        reverse("export-table", args=["ml", "grades", "csv"]),
    ]
    staff += [reverse("student", args=["ml", user.pk]) for user in (ben, good.user)]
    staff += [each.get_absolute_url() for each in (good, bad)]
    for user, addresses in ((ben, own), (ada, staff)):
        client.force_login(user)
        for address in addresses:
            response = client.get(address)
            response.getvalue()  # reads downloads to their end, which closes their files
            assert response.status_code in (200, 302), address
    client.force_login(ada)
    for address in (*staff[:3], good.get_absolute_url()):
        assert "This page cannot be shown" not in client.get(address).text, address


def test_an_answer_that_cannot_be_read_is_said_and_can_be_given_again(client, item, ben):
    attempt = _begin(item, ben)
    _wrong_shapes(attempt)
    client.force_login(ben)
    page = client.get(attempt.get_absolute_url()).text
    assert "The site cannot read the stored answer. Please answer again." in page
    services.save_answers(attempt=attempt, changes=[ZERO], by=ben)
    assert Response.objects.get(attempt=attempt, question="zero").answer == "l1"


def test_what_is_sent_to_an_attempt_that_cannot_be_read_is_handed_back(client, item, ben):
    attempt = _begin(item, ben)
    _lose_delivery(attempt)
    client.force_login(ben)
    save = reverse("quizzes:save", args=["ml", item.slug, attempt.pk])
    said = client.post(save, {"zero": "l2, as I think"})
    assert said.status_code == 409
    assert "l2, as I think" in said.text
    script = client.post(save, {"changed": "zero", "zero": "l2"}, HTTP_ACCEPT="application/json")
    assert (script.status_code, script.json()["sentence"][:10]) == (409, "Not saved:")


def test_a_row_that_fails_stays_as_it_was(item, ben, course):
    attempts = [_begin(item, user) for user in (ben, make_student(course))]

    @transaction.atomic
    def work(attempt: Attempt) -> None:
        Attempt.objects.filter(pk=attempt.pk).update(reached=2)
        if attempt == attempts[0]:
            raise KeyError("delivery")

    tally = process_rows(attempts, work, what="tried")
    assert (tally.done, tally.failed) == (1, [attempts[0].pk])
    assert [Attempt.objects.get(pk=each.pk).reached for each in attempts] == [1, 2]
