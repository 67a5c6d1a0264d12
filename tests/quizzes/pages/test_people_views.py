"""The instructor's page of attempts and extensions."""

import pytest
from django.urls import reverse

from courseware.deadlines.grants import Grant
from courseware.deadlines.services import grant_extension
from quizzes import services
from tests.factories import make_student
from tests.quizzes.posting import form
from tests.quizzes.writing import QUIZ


@pytest.fixture
def item(make_quiz):
    return make_quiz(QUIZ.replace("pass: 0.5\n", "time_limit: 30\n"))


def address(item):
    return reverse("quizzes:people", args=["ml", item.slug])


def test_what_was_given_for_the_quiz_or_for_all_is_listed(client, ada, ben, course, item):
    for place, factor in ((item, 1.5), (None, 1.25)):
        grant_extension(
            course=course,
            item=place,
            user=ben,
            grant=Grant(time_factor=factor),
            reason="A letter",
            by=ada,
        )
    client.force_login(ada)
    page = client.get(address(item)).content.decode()
    assert "1.5 times the time limit" in page and "1.25 times the time limit" in page
    assert page.count("A letter") == 2


def test_students_do_not_see_the_page(client, ben, item):
    client.force_login(ben)
    assert client.get(address(item)).status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_asks_as_much_for_many_attempts(
    client, ada, course, item, people, django_assert_num_queries
):
    for _ in range(people):
        student = make_student(course)
        services.start_attempt(item=item, user=student)
        grant = Grant(time_factor=2)
        grant_extension(course=course, item=item, user=student, grant=grant, reason="", by=ada)
    client.force_login(ada)
    with django_assert_num_queries(11):
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
