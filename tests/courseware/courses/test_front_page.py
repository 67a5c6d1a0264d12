"""What visitors see of a course."""

from __future__ import annotations

import pytest
from django.urls import reverse

from courseware.courses.front_page import front_page
from courseware.courses.loader import load_course
from courseware.items.kinds import kind_named
from tests.courseware.courses.folders import COURSE, QUIZ, write_course
from tests.factories import make_course, make_item, make_student

pytestmark = pytest.mark.django_db
PUBLIC = COURSE.replace(
    "chapters:", "public:\n  text: For people who *count*.\n  quiz: check\nchapters:"
)
SELF_CHECK = QUIZ.replace("questions:", "self_check: true\nquestions:", 1)


@pytest.fixture
def small(tmp_path):
    return load_course(write_course(tmp_path, PUBLIC, quiz=SELF_CHECK), opened=True).course


def test_the_page_says_what_the_course_is_and_has_the_quiz(client, small):
    page = client.get("/").text
    for text in ("A small course", "<em>count</em>", "Sparsity", "Why zeros.", "1 exercise"):
        assert text in page
    assert "What does L1 do to a weak" in page
    assert reverse("account_signup") in page
    assert "The kink at zero." not in page and "Right." not in page


def test_the_page_has_an_address_that_members_can_open_too(client, small):
    client.force_login(make_student(small))
    page = client.get(reverse("about", args=["small"])).text
    assert "What does L1 do to a weak" in page and "Go to the course" in page


def test_of_several_courses_visitors_choose_one(client, small):
    make_course(title="Another")
    page = client.get("/").text
    assert "Another" in page and reverse("about", args=["small"]) in page


def test_a_course_that_is_not_open_has_no_such_page(client, small):
    type(small).objects.update(open_enrollment=False)
    assert client.get(reverse("about", args=["small"])).status_code == 404
    assert "A small course" not in client.get("/").text


def test_a_trial_that_cannot_be_shown_is_left_out(small, rf, monkeypatch):
    def broken(item, request):
        raise KeyError("content")

    monkeypatch.setattr(kind_named("quiz"), "public_trial", broken)
    assert front_page(small, rf.get("/"))["trials"] == []


def test_the_page_takes_as_many_queries_for_more_items(
    client, small, django_assert_max_num_queries
):
    for _ in range(20):
        make_item(small, "lab", chapter=small.chapters.get())
    with django_assert_max_num_queries(9):
        assert "21 exercises" in client.get("/").text
