"""Telling once, and marking as read."""

from __future__ import annotations

import pytest

from courseware.gradebook.services import override_score, record_score
from courseware.notices.models import Kind, Notice
from courseware.notices.services import erase, mark_seen, notify
from courseware.threads.services import ask, write
from tests.factories import make_instructor, make_item, make_notice, make_student

pytestmark = pytest.mark.django_db


def told(user) -> list[tuple[str, str]]:
    return [(notice.kind, notice.title) for notice in Notice.objects.filter(user=user)]


def test_telling_again_makes_no_second_one(course, ada, ben):
    item = make_item(course, title="Zeros")
    for _ in range(2):
        notify(
            [ada.pk, ben.pk], kind=Kind.GRADED, key="graded:1", course=course, link="/", item=item
        )
    assert told(ben) == told(ada) == [("graded", "Zeros")]


def test_a_question_is_told_to_the_whole_staff_and_an_answer_to_who_asked(course, ada, ben):
    eva, dora = make_instructor(course, "eva"), make_student(course, "dora")
    thread = ask(item=make_item(course, title="Zeros"), asker=ben, place="score", text="Why?")
    assert told(ada) == told(eva) == [("asked", "Zeros")]
    assert told(ben) == told(dora) == []
    write(thread=thread, author=ada, text="Because.")
    assert told(ben) == [("answered", "Zeros")]
    assert len(told(ada)) == len(told(eva)) == 1
    assert Notice.objects.get(user=ben).link == thread.get_absolute_url()
    write(thread=thread, author=ben, text="And that?")
    assert len(told(ada)) == len(told(eva)) == 2


def test_what_the_staff_is_told_goes_with_the_account_that_it_leads_to(course, ada, ben):
    dora = make_student(course, "dora")
    item = make_item(course)
    for person in (ben, dora):
        ask(item=item, asker=person, place="score", text="Why?")
    ben.delete()
    assert Notice.objects.get().about == dora


def test_a_score_set_by_hand_is_told_without_the_score(course, ada, ben):
    item = make_item(course, title="Zeros")
    record_score(item=item, user=ben, fraction=0.123, reason="graded")
    assert told(ben) == []
    override_score(item=item, user=ben, fraction=0.777, reason="Fair", by=ada)
    assert told(ben) == [("override", "Zeros")]
    assert "777" not in str(Notice.objects.values().get())


def test_one_or_all_up_to_one_are_marked_as_read_and_nobody_elses(course, ada, ben):
    first, second, third = (make_notice(ben, course) for _ in range(3))
    others = make_notice(ada, course)
    assert mark_seen(user=ben, notice=others.pk) == 0
    assert mark_seen(user=ben, notice=third.pk) == 1
    assert mark_seen(user=ben, through=first.pk) == 1
    unread = Notice.objects.filter(seen_at=None).order_by("pk")
    assert list(unread) == [second, others]


def test_the_first_look_is_the_one_that_is_kept(course, ben):
    notice = make_notice(ben, course)
    mark_seen(user=ben, notice=notice.pk)
    seen_at = Notice.objects.get().seen_at
    mark_seen(user=ben, through=notice.pk)
    assert Notice.objects.get().seen_at == seen_at


def test_whoever_leaves_leaves_no_notices(course, ada, ben):
    make_notice(ada, course)
    make_notice(ben, course)
    erase(ben)
    assert Notice.objects.get().user == ada
