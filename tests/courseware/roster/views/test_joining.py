"""Enrolling with a code: the form, the page of a code, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.people.models import Enrollment
from courseware.people.throttle import TooManyAttempts
from courseware.roster import services
from courseware.roster.models import JoinCode
from courseware.roster.views import joining

pytestmark = pytest.mark.django_db


@pytest.fixture
def code(course):
    return JoinCode.objects.create(course=course, code="ABCD2345")


def test_a_code_is_understood_however_it_is_typed(client, code):
    for typed in ("abcd2345", "ABCD-2345", " abcd 2345 "):
        answer = client.post("/join/", {"code": typed})
        assert (answer.status_code, answer.url) == (302, "/join/ABCD2345/")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Enter the code"),
        ("--", "A code consists of letters and digits."),
        ("\0", ""),
        ("x" * 99, ""),
    ],
)
def test_what_is_no_code_is_said(client, typed, sentence):
    answer = client.post("/join/", {"code": typed})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_page_of_a_code_names_the_course_and_enrolls_nobody_by_itself(client, code, cleo):
    client.force_login(cleo)
    page = client.get("/join/abcd-2345/")
    assert page.status_code == 200 and "Machine learning" in page.text
    assert not Enrollment.objects.filter(user=cleo).exists()


def test_one_button_enrolls(client, code, cleo):
    client.force_login(cleo)
    answer = client.post("/join/ABCD2345/")
    assert (answer.status_code, answer.url) == (302, "/courses/ml/")
    assert Enrollment.objects.get(user=cleo).role == "student"
    client.post("/join/ABCD2345/")
    code.refresh_from_db()
    assert (Enrollment.objects.filter(user=cleo).count(), code.used) == (1, 1)


def test_a_visitor_enrolls_by_signing_up_and_not_by_sending(client, code):
    answer = client.post("/join/ABCD2345/")
    assert answer.status_code == 200 and "ABCD2345" in answer.text
    code.refresh_from_db()
    assert code.used == 0


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"code": "ZZZZ9999"}, "There is no such code."),
        ({"expires_at": timezone.now() - timedelta(days=1)}, "has expired"),
        ({"most": 0}, "reached its maximum number of uses"),
    ],
)
def test_a_code_that_does_not_work_says_why(client, code, cleo, fields, sentence):
    JoinCode.objects.update(**fields)
    client.force_login(cleo)
    for answer in (client.get("/join/ABCD2345/"), client.post("/join/ABCD2345/")):
        assert answer.status_code == 404
        assert sentence in answer.text and 'value="ABCD2345"' in answer.text
    assert not Enrollment.objects.filter(user=cleo).exists()


def test_who_was_removed_is_told_to_ask(client, code, ada, ben):
    services.remove(enrollment=Enrollment.objects.get(user=ben), by=ada)
    client.force_login(ben)
    answer = client.post("/join/ABCD2345/")
    assert answer.status_code == 409 and "You were removed" in answer.text
    code.refresh_from_db()
    assert code.used == 0 and not Enrollment.objects.filter(user=ben).exists()


def test_a_network_that_tries_too_many_codes_has_to_wait(client, code, monkeypatch):
    def refuse(request):
        raise TooManyAttempts(30)

    monkeypatch.setattr(joining, "count_code", refuse)
    answer = client.get("/join/ABCD2345/")
    assert answer.status_code == 429
    assert "Machine learning" not in answer.text
