"""A quiz with one question a page: going about in it without script loses nothing."""

import re

import pytest
from django.urls import reverse

from quizzes import services
from tests.quizzes.posting import form
from tests.quizzes.writing import QUIZ

NUMBER = """\
  - id: rate
    type: numeric
    text: Which rate?
    answer: 0.5
    explanation: A half.
"""


@pytest.fixture
def attempt(client, ben, make_quiz):
    client.force_login(ben)
    item = make_quiz(QUIZ.replace("pass: 0.5\n", "one_per_page: true\n") + NUMBER)
    return services.start_attempt(item=item, user=ben)


def post(client, attempt, page, **fields):
    save = reverse("quizzes:save", args=["ml", attempt.item.slug, attempt.pk])
    return client.post(save, {":page": page, **form(attempt, fields)}, follow=True)


def fields_of(response):
    names = re.findall(r'name="([a-z]+)[.":]', response.content.decode())
    return {"zero", "cures", "grow", "rate"} & set(names)


def test_an_attempt_begins_at_the_first_blank_and_shows_what_is_asked_for(client, attempt):
    url = attempt.get_absolute_url()
    assert fields_of(client.get(url)) == {"zero"}
    assert fields_of(client.get(url + "?question=3")) == {"grow"}
    for nonsense in ("0", "99", "x", "1e9", "³", "-1"):
        assert fields_of(client.get(url, {"question": nonsense})) == {"zero"}


def test_going_on_saves_the_question_that_is_left_and_blanks_no_other(client, attempt):
    assert fields_of(post(client, attempt, "zero", zero="l1", **{":go": "2"})) == {"cures"}
    assert fields_of(post(client, attempt, "cures", cures="clip", **{":go": "1"})) == {"zero"}
    answers = dict(attempt.responses.values_list("question", "answer"))
    assert answers == {"zero": "l1", "cures": ["clip"], "grow": None, "rate": None}


def test_the_list_says_which_are_answered_and_which_is_here(client, attempt):
    page = post(client, attempt, "zero", zero="l1", **{":go": "3"}).content.decode()
    assert "1</span> of 4 answered" in page
    marks = {
        number: (" data-answered" in rest, "aria-current" in rest)
        for number, rest in re.findall(r'name=":go" value="(\d)" data-of([^>]*)>', page)
    }
    assert marks == {
        "1": (True, False),
        "2": (False, False),
        "3": (False, True),
        "4": (False, False),
    }


def test_staying_stays_where_one_is(client, attempt):
    assert fields_of(post(client, attempt, "cures", cures="rate", stay="1")) == {"cures"}


def test_what_cannot_be_read_is_told_with_what_was_typed_at_its_question(client, attempt):
    response = post(client, attempt, "rate", rate="a <half>", **{":go": "1"})
    assert fields_of(response) == {"rate"}
    page = response.content.decode()
    assert "Question 4 was not saved." in page
    assert 'value="a &lt;half&gt;"' in page


def test_the_last_page_leads_to_each_blank(client, attempt):
    page = post(client, attempt, "zero", zero="l1", finish="1").content.decode()
    assert "?question=2#question-2" in page
    assert "?question=1#" not in page


def test_a_page_that_names_no_question_of_the_attempt_changes_nothing(client, attempt):
    post(client, attempt, "zero", zero="l1", stay="1")
    post(client, attempt, "no\x00such", zero="l2", stay="1")
    assert attempt.responses.get(question="zero").answer == "l1"


def test_an_instructor_sees_all_questions_at_once(client, ada, attempt):
    client.force_login(ada)
    page = client.get(attempt.get_absolute_url()).content.decode()
    assert page.count("data-question") == 4
    assert 'name=":go"' not in page


def test_a_refusal_is_read_at_the_top_of_its_page(client, attempt):
    response = post(client, attempt, "rate", rate="a half", stay="1")
    assert response.status_code == 422
    page = response.content.decode()
    assert page.index("Question 4 was not saved.") < page.index('name="rate"')
