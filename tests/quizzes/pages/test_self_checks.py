"""What a self-check shows of itself: its questions, the last answers, and how one stands."""

from __future__ import annotations

import re

import pytest
from django.test import RequestFactory

from courseware.deadlines.grants import Grant
from quizzes import selectors, services
from quizzes.pages import self_checks
from quizzes.pages.self_checks import Refusal
from quizzes.pages.unsaved import UnsavedForm
from tests.factories import make_chapter
from tests.quizzes.attempts import CURES, GROW, RIGHT, WRONG, close, finish, grant, save
from tests.quizzes.writing import QUIZ, example_of

pytestmark = pytest.mark.django_db
CHECK = QUIZ.replace("pass: 0.5\n", "self_check: true\n")


@pytest.fixture
def item(make_quiz, course):
    return make_quiz(CHECK, slug="penalties", chapter=make_chapter(course), points=8)


def shown(item, user, refusal: Refusal | None = None):
    revision = selectors.current_revision(item)
    return self_checks.self_check_context(item, revision, user, refusal)


def attempt_of(item, user, *changes):
    attempt = services.start_attempt(item=item, user=user)
    save(attempt, *changes)
    return finish(attempt)


def test_before_an_attempt_its_questions_stand_there_with_what_they_count(item, ben):
    context = shown(item, ben)
    assert context["worth"] == "8 points"
    assert [row["points"] for row in context["rows"]] == ["4 points", "2 points", "2 points"]
    assert [row["anchor"] for row in context["rows"]] == [
        *("quiz-penalties-1", "quiz-penalties-2", "quiz-penalties-3")
    ]
    assert (context["standing"], context["over"], context["attempt"].pk) == ("", False, None)


def test_afterwards_the_answers_stand_there_with_what_they_earned(item, ben):
    attempt_of(item, ben, RIGHT, GROW)
    context = shown(item, ben)
    assert (context["score"], context["state"]) == ("6 of 8", "partly")
    assert [row["points"] for row in context["rows"]] == ["4 of 4", "0 of 2", "2 of 2"]
    assert (context["again"], context["fresh"]) == (True, False)
    assert context["standing"] == "9 attempts left."


def test_what_counts_is_said_from_the_second_attempt_on(item, ben):
    attempt_of(item, ben, RIGHT, CURES, GROW)
    attempt_of(item, ben, WRONG)
    assert shown(item, ben)["standing"] == "Your best attempt counts: 8 of 8. 8 attempts left."


def test_extra_attempts_are_counted(item, ben, ada):
    attempt = attempt_of(item, ben, RIGHT)
    grant(attempt, ada, Grant(attempts=3))
    assert shown(item, ben)["standing"] == "12 attempts left."


def test_a_question_alone_gives_the_whole_its_state(make_quiz, course, ben):
    alone = CHECK[: CHECK.index("  - id: cures")]
    item = make_quiz(alone, chapter=make_chapter(course))
    attempt_of(item, ben, WRONG)
    context = shown(item, ben)
    assert (context["single"], context["state_words"]) == (True, "Incorrect")


def test_an_attempt_under_way_is_closed_with_the_quiz(item, ben):
    services.start_attempt(item=item, user=ben)
    close(item, minutes=-1)
    assert shown(item, ben)["over"]


def test_what_was_refused_is_in_the_fields_of_its_own_attempt_only(item, ben):
    typed = {"grow": {"": []}}
    refusal = Refusal("Not now.", UnsavedForm(typed, {"grow": "Odd."}), number=1)
    context = shown(item, ben, refusal)
    assert context["notices"] == ["Not now.", "Odd."]
    assert [row["error"] for row in context["rows"]] == ["", "", "Odd."]
    other = Refusal("Not now.", UnsavedForm(typed, {"grow": "Odd."}), number=2)
    assert not any(row["error"] for row in shown(item, ben, other)["rows"])


def test_a_page_with_two_of_them_has_no_id_twice(client, make_quiz, course, ben, item):
    other = make_quiz(CHECK, chapter=item.chapter)
    attempt_of(other, ben, RIGHT)
    client.force_login(ben)
    page = client.get(item.chapter.get_absolute_url()).content.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert f"quiz-{other.slug}-2" in ids


def test_a_question_about_a_figure_brings_its_script(make_quiz, course, ben):
    question = example_of("figure").replace("\n", "\n    ")
    text = f"title: A figure\nself_check: true\nquestions:\n  - {question}\n"
    item = make_quiz(text, chapter=make_chapter(course))
    request = RequestFactory().get("/")
    request.user, request.htmx = ben, False
    (part,) = self_checks.in_chapter([item], request).values()
    assert part.scripts == ("self_check.js", "figures.js")
    assert "data-figure=" in part.html


def test_its_place_is_in_the_chapter_or_on_its_own_page(item):
    assert self_checks.address_of(item) == f"{item.chapter.get_absolute_url()}#quiz-penalties"
    item.chapter = None
    assert self_checks.address_of(item) == f"{item.get_absolute_url()}#quiz-penalties"


def test_a_chapter_asks_a_fixed_number_of_queries_for_each(
    item, make_quiz, ben, course, client, django_assert_max_num_queries
):
    make_quiz(CHECK, chapter=item.chapter)
    attempt_of(item, ben, RIGHT)
    client.force_login(ben)
    with django_assert_max_num_queries(45):
        client.get(item.chapter.get_absolute_url())
