"""What stands at a place: the link for asking, or what became of it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from courseware.people.policy import access_of
from courseware.threads.services import ask as send
from courseware.threads.templatetags.threads import ask
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db


def context(course, user):
    access = access_of(user, course)
    return {"request": SimpleNamespace(course=course, user=user, access=access)}


def test_a_student_can_ask_where_nothing_was_asked(course, ben):
    item = make_item(course, slug="check")
    shown = ask(context(course, ben), item, "attempt/1/zero")
    assert shown["threads"] == []
    assert shown["ask_url"] == "/courses/ml/questions/ask/quiz/check/?about=attempt%2F1%2Fzero"


def test_a_thread_about_a_part_stands_at_the_whole(course, ben):
    item = make_item(course, "lab")
    thread = send(item=item, asker=ben, place="submission/1/3", text="Why?")
    other = send(item=item, asker=ben, place="submission/12", text="Why?")
    assert ask(context(course, ben), item, "submission/1")["threads"] == [thread]
    assert ask(context(course, ben), item, "submission/12")["threads"] == [other]


def test_the_staff_sees_threads_of_all_and_asks_nothing(course, ada, ben):
    item = make_item(course)
    thread = send(item=item, asker=ben, place="attempt/1/zero", text="Why?")
    shown = ask(context(course, ada), item, "attempt/1/zero")
    assert (shown["threads"], shown["ask_url"]) == ([thread], "")
    dora = make_student(course, "dora")
    assert ask(context(course, dora), item, "attempt/1/zero")["threads"] == []


def test_a_page_with_many_places_asks_once(course, ben, django_assert_num_queries):
    items = [make_item(course) for _ in range(5)]
    page = context(course, ben)
    with django_assert_num_queries(1):
        for item in items:
            ask(page, item)


def test_outside_of_a_course_there_is_nothing(course, ben):
    item = make_item(course)
    assert ask({}, item) == {}
    assert ask({"request": SimpleNamespace(user=ben)}, item) == {}
