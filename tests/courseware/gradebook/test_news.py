"""Scores that are new to a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.gradebook.news import score_news
from courseware.gradebook.services import override_score, record_score
from courseware.items.news import news_of
from tests.courseware.items.kinds import Essays, registered
from tests.factories import make_course, make_item, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def before():
    return timezone.now() - timedelta(minutes=1)


def sentences(course, user, since):
    return [(news.title, news.sentence) for news in score_news(course, user, since)]


def test_a_score_is_news_to_its_person_in_its_course_until_they_have_seen_it(course, ben, before):
    item = make_item(course, title="Zeros", points=4)
    record_score(item=item, user=ben, fraction=0.75, reason="graded")
    record_score(item=make_item(make_course()), user=ben, fraction=1, reason="elsewhere")
    record_score(item=make_item(course, retired=True), user=ben, fraction=1, reason="gone")
    (entry,) = score_news(course, ben, before)
    assert (entry.title, entry.sentence) == ("Zeros", "Graded: 3 of 4 points.")
    assert entry.url == item.get_absolute_url()
    assert list(score_news(course, make_student(course), before)) == []
    assert list(score_news(course, ben, entry.at)) == []


def test_a_change_by_hand_says_why_and_takes_the_place_of_what_was_before(course, ada, ben, before):
    item = make_item(course, title="Zeros", points=4)
    record_score(item=item, user=ben, fraction=0.5, reason="graded")
    override_score(item=item, user=ben, fraction=1.0, reason="A typo in the key", by=ada)
    assert sentences(course, ben, before) == [
        ("Zeros", "Changed to 4 of 4 points: A typo in the key")
    ]
    override_score(item=item, user=ben, fraction=None, reason="Not so", by=ada)
    assert sentences(course, ben, before) == [("Zeros", "The override was removed: 2 of 4 points.")]


def test_a_score_that_was_taken_back_is_told(course, ben, before):
    item = make_item(course, title="Zeros")
    record_score(item=item, user=ben, fraction=0.5, reason="graded")
    record_score(item=item, user=ben, fraction=None, reason="deleted")
    assert sentences(course, ben, before) == [("Zeros", "None of your work counts anymore.")]


def test_two_queries_whatever_the_number(course, ben, before, django_assert_num_queries):
    for _ in range(25):
        record_score(item=make_item(course), user=ben, fraction=1, reason="graded")
    with django_assert_num_queries(2):
        assert len(list(score_news(course, ben, before))) == 20
    assert len(news_of(course, ben, before)) == 20


class Checked(Essays):
    """Essays that are checked where they are written."""

    def checked_in_text(self, items):
        return {item.pk for item in items}


def test_the_verdict_on_what_was_checked_in_the_text_is_no_news(course, ada, ben, before):
    with registered(Checked()):
        item = make_item(course, kind="essay", title="Zeros", points=4)
        record_score(item=item, user=ben, fraction=0.5, reason="graded")
        assert sentences(course, ben, before) == []
        override_score(item=item, user=ben, fraction=1.0, reason="A typo in the key", by=ada)
        assert sentences(course, ben, before) == [
            ("Zeros", "Changed to 4 of 4 points: A typo in the key")
        ]
