"""The instructor's page of attempts and accommodations."""

import re

import pytest
from django.urls import reverse

from quizzes import services
from quizzes.models import Accommodation
from quizzes.services import Grant
from tests.factories import make_student
from tests.quizzes.posting import form
from tests.quizzes.writing import QUIZ

USUAL = {"multiplier": "1", "extra_minutes": "0", "shift_minutes": "0", "extra_attempts": "0"}


@pytest.fixture
def item(make_quiz):
    return make_quiz(QUIZ.replace("pass: 0.5\n", "time_limit: 30\n"))


def address(item):
    return reverse("quizzes:people", args=["ml", item.slug])


def test_more_time_is_granted_for_a_quiz_or_for_all(client, ada, ben, item):
    client.force_login(ada)
    fields = USUAL | {"user": ben.pk, "multiplier": "1.5", "reason": "A letter"}
    page = client.post(address(item), fields, follow=True).content.decode()
    assert "It takes effect immediately, even in an attempt that is in progress." in page
    client.post(address(item), fields | {"everywhere": "on"})
    granted = Accommodation.objects.order_by("pk")
    assert [(each.item, each.multiplier, each.by) for each in granted] == [
        (item, 1.5, ada),
        (None, 1.5, ada),
    ]
    client.post(address(item), USUAL | {"user": ben.pk})
    assert [each.item for each in Accommodation.objects.all()] == [None]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"multiplier": "0.5"}, "greater than or equal to 1"),
        ({"multiplier": "NaN"}, "Enter a number"),
        ({"extra_minutes": "-5"}, "greater than or equal to 0"),
        ({"user": "999999"}, "valid choice"),
    ],
)
def test_what_cannot_be_granted_is_told(client, ada, ben, item, wrong, sentence):
    client.force_login(ada)
    response = client.post(address(item), USUAL | {"user": ben.pk} | wrong)
    assert response.status_code == 422
    page = response.content.decode()
    assert sentence in page
    assert not Accommodation.objects.exists()
    for name, value in (USUAL | wrong).items():
        assert name == "user" or re.search(f'name="{name}" value="{value}"', page)
    assert ("user" in wrong) or f'<option value="{ben.pk}" selected>' in page


def test_students_neither_see_nor_grant(client, ben, item):
    client.force_login(ben)
    assert client.get(address(item)).status_code == 403
    fields = USUAL | {"user": ben.pk, "multiplier": "9"}
    assert client.post(address(item), fields).status_code == 403
    assert not Accommodation.objects.exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_much_for_many_attempts(
    client, ada, course, item, people, django_assert_num_queries
):
    for _ in range(people):
        student = make_student(course)
        services.start_attempt(item=item, user=student)
        grant = Grant(multiplier=2)
        services.grant_accommodation(
            course=course, item=item, user=student, grant=grant, reason="", by=ada
        )
    client.force_login(ada)
    with django_assert_num_queries(10):
        page = client.get(address(item)).content.decode()
    assert page.count("in progress") >= people


def test_the_status_of_an_attempt_is_its_persons_alone(client, course, ben, ada, item):
    attempt = services.start_attempt(item=item, user=ben)
    url = reverse("quizzes:status", args=["ml", item.slug, attempt.pk])
    client.force_login(ben)
    told = client.get(url).json()
    assert (told["open"], told["versions"]) == (True, {"zero": 0, "cures": 0, "grow": 0})
    assert set(told) == {"open", "versions", "now", "ends_at"}
    client.force_login(make_student(course))
    assert client.get(url).status_code == 404
    client.force_login(ada)
    assert client.get(url).status_code == 404


def test_who_left_the_course_saves_no_more(client, ben, item):
    attempt = services.start_attempt(item=item, user=ben)
    ben.enrollments.all().delete()
    client.force_login(ben)
    url = reverse("quizzes:save", args=["ml", item.slug, attempt.pk])
    assert client.post(url, form(attempt, {"changed": "zero", "zero": "l1"})).status_code == 404
    assert attempt.responses.get(question="zero").answer is None


def test_plain_forms_check_an_answer_and_go_one_way(client, ben, make_quiz):
    client.force_login(ben)
    item = make_quiz(QUIZ.replace("pass: 0.5\n", "tries: {count: 2}\none_way: true\n"))
    attempt = services.start_attempt(item=item, user=ben)
    save = reverse("quizzes:save", args=["ml", item.slug, attempt.pk])
    page = client.post(
        save, form(attempt, {"zero": "l2", "check": "zero"}), follow=True
    ).content.decode()
    assert "Incorrect" in page
    assert "1 try left" in page
    assert "Its slope fades away" in page  # what the author says to the choice
    assert "The kink keeps" not in page
    assert "The slope of the absolute" not in page
    page = client.post(
        save, form(attempt, {"zero": "l2", "next": "1"}), follow=True
    ).content.decode()
    assert 'name="cures"' in page
    assert 'name="zero"' not in page


def test_an_older_plain_form_replaces_nothing(client, ben, item):
    client.force_login(ben)
    attempt = services.start_attempt(item=item, user=ben)
    save = reverse("quizzes:save", args=["ml", item.slug, attempt.pk])
    older = {"zero": "l2", "basis": ["zero:0::", "cures:0::", "grow:0::"]}
    client.post(save, form(attempt, older | {"zero": "l1"}))
    page = client.post(save, form(attempt, older), follow=True).content.decode()
    assert "Another page saved a newer answer" in page
    assert "Kept for you" in page
    assert attempt.responses.get(question="zero").answer == "l1"
