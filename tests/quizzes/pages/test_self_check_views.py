"""A self-check in its chapter: answered, explained and tried again where it stands."""

from __future__ import annotations

import re

import pytest

from courseware.gradebook.models import Score
from courseware.items.models import Item
from quizzes import selectors, services
from quizzes.models import Attempt, Event
from quizzes.pages.self_checks import anchor_of
from quizzes.questions.opaque_ids import OpaqueIds
from tests.factories import make_chapter, make_extension, make_instructor, make_user
from tests.quizzes.attempts import close

pytestmark = pytest.mark.django_db

CHECK = """\
title: One question
self_check: true
questions:
  - id: zero
    type: single
    points: 2
    text: Which penalty gives zeros?
    options:
      - {id: l1, text: L1, correct: true, feedback: The kink keeps it.}
      - {id: l2, text: Squared L2, feedback: Its slope fades away.}
    explanation: The slope of the absolute value stays.
"""
DOUBLED = """\
title: Doubled
self_check: true
questions:
  - id: double
    type: numeric
    variants: {seeds: 5, draw: {a: 'whole(2, 99)'}}
    text: What is twice {{ a }}?
    answer: '{{ 2 * a }}'
    tolerance: exact
    explanation: Twice {{ a }} is {{ 2 * a }}.
"""


@pytest.fixture
def check(make_quiz, course) -> Item:
    chapter = make_chapter(course, html="<p>Before.</p><!--place quiz zeros--><p>After.</p>")
    return make_quiz(CHECK, slug="zeros", chapter=chapter, points=5)


def chapter_of(client, item: Item) -> str:
    response = client.get(item.chapter.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def option(item: Item, user, name: str, number: int = 1) -> str:
    """What stands for an author's id in the chapter."""
    revision = selectors.current_revision(item)
    attempt = selectors.first_attempt(item, revision, user, item.course.loaded_at)
    attempt.number = number
    row = selectors.attempt_questions(attempt)[0]
    return OpaqueIds(selectors.shown_as(attempt), row.question).opaque_id("option", name)


def answer(client, item: Item, user, name: str, number: int = 1, **headers):
    path = f"{item.get_absolute_url()}check/{number}/"
    fields = {"zero": option(item, user, name, number), ":revision": "1"}
    return client.post(path, fields, headers=headers)


HTMX = {"HX-Request": "true"}


def test_the_question_stands_in_the_text_and_looking_starts_nothing(client, check, ben):
    client.force_login(ben)
    page = chapter_of(client, check)
    before, question, after = (
        page.index(text) for text in ("Before.", "Which penalty gives zeros?", "After.")
    )
    assert before < question < after
    assert option(check, ben, "l1") in page
    assert "self_check.js" in page
    assert "The slope of the absolute value stays." not in page
    assert not Attempt.objects.exists()


def test_a_right_answer_is_explained_at_its_place_and_counts(client, check, ben):
    client.force_login(ben)
    response = answer(client, check, ben, "l1")
    assert response["Location"] == f"{check.chapter.get_absolute_url()}#{anchor_of(check)}"
    page = chapter_of(client, check)
    assert "The slope of the absolute value stays." in page
    assert "5 of 5" in page
    assert Score.objects.get(item=check, user=ben).fraction == 1.0


def test_a_script_gets_the_same_as_a_fragment(client, check, ben):
    client.force_login(ben)
    response = answer(client, check, ben, "l2", **HTMX)
    text = response.content.decode()
    assert response.status_code == 200
    assert text.lstrip().startswith("<section")
    assert "Its slope fades away." in text
    assert "0 of 5" in text
    assert "autofocus" in text


def test_the_best_of_several_attempts_counts(client, check, ben):
    client.force_login(ben)
    answer(client, check, ben, "l1")
    again = client.post(f"{check.get_absolute_url()}again/")
    assert again["Location"].endswith("#quiz-zeros")
    assert "Check answer" in chapter_of(client, check)
    answer(client, check, ben, "l2", 2)
    page = chapter_of(client, check)
    assert "0 of 5" in page
    assert "Your best attempt counts: 5 of 5. 8 attempts left." in page
    assert Score.objects.get(item=check, user=ben).fraction == 1.0


@pytest.mark.parametrize(("rule", "score"), [("first", 0.0), ("last", 1.0), ("average", 0.5)])
def test_attempts_count_as_the_author_says(client, make_quiz, course, ben, rule, score):
    text = CHECK.replace("self_check: true", f"self_check: true\ngrading: {rule}\nattempts: 2")
    item = make_quiz(text, chapter=make_chapter(course))
    client.force_login(ben)
    answer(client, item, ben, "l2")
    client.post(f"{item.get_absolute_url()}again/")
    answer(client, item, ben, "l1", 2)
    page = chapter_of(client, item)
    assert Score.objects.get(item=item, user=ben).fraction == score
    assert "This quiz allows 2 attempts, and you have used them all." in page
    assert "Try again" not in page


def test_trying_again_brings_new_numbers(client, make_quiz, course, ben):
    item = make_quiz(DOUBLED, chapter=make_chapter(course))
    client.force_login(ben)
    seen = []
    for number in (1, 2):
        a = int(re.search(r"What is twice (\d+)\?", chapter_of(client, item))[1])
        seen.append(a)
        path = f"{item.get_absolute_url()}check/{number}/"
        client.post(path, {"double": str(2 * a), ":revision": "1"})
        page = chapter_of(client, item)
        assert f"Twice {a} is {2 * a}." in page
        assert "Try again with new numbers" in page
        client.post(f"{item.get_absolute_url()}again/")
    assert seen[0] != seen[1]
    assert [each.fraction for each in Attempt.objects.filter(submitted_at__isnull=False)] == [1, 1]


def test_the_same_answer_sent_twice_is_one_attempt(client, check, ben):
    client.force_login(ben)
    first, second = (answer(client, check, ben, "l1") for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    assert Attempt.objects.count() == 1
    assert not Event.objects.filter(name="refused").exists()


def test_another_tab_cannot_change_an_answer_that_was_taken(client, check, ben):
    client.force_login(ben)
    answer(client, check, ben, "l1")
    response = answer(client, check, ben, "l2", **HTMX)
    text = response.content.decode()
    assert response.status_code == 409
    assert "this attempt was submitted" in text
    assert "Squared L2" in text[text.index("kept for you") :]
    assert Attempt.objects.get().fraction == 1.0


def test_trying_again_twice_starts_one_attempt(client, check, ben):
    client.force_login(ben)
    answer(client, check, ben, "l2")
    for _ in range(2):
        client.post(f"{check.get_absolute_url()}again/")
    assert Attempt.objects.count() == 2


def test_nothing_is_submitted_blank(client, check, ben):
    client.force_login(ben)
    response = client.post(f"{check.get_absolute_url()}check/1/", {":revision": "1"}, headers=HTMX)
    assert response.status_code == 422
    assert "answer first, then check" in response.content.decode()
    assert Attempt.objects.get().is_open
    assert answer(client, check, ben, "l1").status_code == 302


def test_what_cannot_be_read_stays_in_its_field(client, make_quiz, course, ben):
    item = make_quiz(DOUBLED, chapter=make_chapter(course))
    client.force_login(ben)
    path = f"{item.get_absolute_url()}check/1/"
    response = client.post(path, {"double": "about twelve", ":revision": "1"})
    text = response.content.decode()
    assert response.status_code == 422
    assert 'value="about twelve"' in text
    assert "Question 1 was not saved." in text
    assert Attempt.objects.get().is_open


def test_a_question_that_has_changed_is_not_answered_unseen(client, check, ben):
    client.force_login(ben)
    path = f"{check.get_absolute_url()}check/1/"
    response = client.post(path, {"zero": "x", ":revision": "7"}, headers=HTMX)
    assert response.status_code == 409
    assert "has changed since you loaded the page" in response.content.decode()
    assert not Attempt.objects.exists()
    assert client.post(path.replace("/1/", "/3/"), {":revision": "1"}).status_code == 409


def test_a_closed_one_says_so_and_loses_nothing_of_what_was_typed(client, make_quiz, course, ben):
    item = make_quiz(DOUBLED, chapter=make_chapter(course))
    client.force_login(ben)
    close(item, minutes=-5)
    assert "No more work is accepted" in chapter_of(client, item)
    path = f"{item.get_absolute_url()}check/1/"
    response = client.post(path, {"double": "12", ":revision": "1"})
    text = response.content.decode()
    assert response.status_code == 409
    assert "No more work is accepted" in text
    assert "What you typed, question 1" in text


def test_an_extension_keeps_it_open_for_its_person(client, check, ben, course):
    close(check, minutes=-5)
    check.refresh_from_db()
    later = check.closes_at.replace(year=check.closes_at.year + 1)
    make_extension(check, ben, closes_at=later)
    client.force_login(ben)
    assert "Check answer" in chapter_of(client, check)
    assert answer(client, check, ben, "l1").status_code == 302


def test_the_key_waits_as_long_as_the_author_says(client, make_quiz, course, ben):
    review = "self_check: true\nreview: {key: closed, explanation: closed}"
    item = make_quiz(CHECK.replace("self_check: true", review), chapter=make_chapter(course))
    client.force_login(ben)
    answer(client, item, ben, "l2")
    page = chapter_of(client, item)
    assert "Incorrect" in page
    assert "The slope of the absolute value stays." not in page


def test_strangers_see_nothing_and_instructors_try_it_themselves(client, check):
    client.force_login(make_user())
    path = f"{check.get_absolute_url()}check/1/"
    assert client.post(path, {":revision": "1"}).status_code == 404
    assert client.post(f"{check.get_absolute_url()}again/").status_code == 404
    ada = make_instructor(check.course)
    client.force_login(ada)
    assert answer(client, check, ada, "l1").status_code == 302
    assert "5 of 5" in chapter_of(client, check)


def test_the_front_page_of_the_quiz_has_it_too(client, check, ben):
    client.force_login(ben)
    page = client.get(check.get_absolute_url()).content.decode()
    assert "Which penalty gives zeros?" in page
    assert "Start the quiz" not in page
    path = f"{check.get_absolute_url()}check/1/"
    fields = {"zero": option(check, ben, "l1"), ":revision": "1", ":place": "quiz"}
    response = client.post(path, fields)
    assert response["Location"] == f"{check.get_absolute_url()}#quiz-zeros"


def test_an_unreadable_attempt_leaves_a_card_in_the_chapter(client, check, ben):
    client.force_login(ben)
    attempt = services.start_attempt(item=check, user=ben)
    variant = attempt.responses.get().variant
    variant.content = {"type": "gone"}
    variant.save()
    page = chapter_of(client, check)
    assert "After." in page
    assert "data-self-check" not in page


def test_practice_does_not_count(client, make_quiz, course, ben):
    text = CHECK.replace("self_check: true", "self_check: true\npractice: true")
    item = make_quiz(text, chapter=make_chapter(course))
    client.force_login(ben)
    answer(client, item, ben, "l1")
    page = chapter_of(client, item)
    assert "Practice: this does not count" in page
    assert not Score.objects.exists()


def test_a_plain_quiz_keeps_its_card(client, make_quiz, course, ben):
    text = CHECK.replace("self_check: true\n", "")
    item = make_quiz(text, chapter=make_chapter(course))
    client.force_login(ben)
    assert "data-self-check" not in chapter_of(client, item)
