"""Scores reach a real platform: the newest one, once, however often it was down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.gradebook.release import hold_scores, release_scores
from courseware.gradebook.services import excuse_score, override_score, record_score
from courseware.lti import scores, sending
from courseware.lti.models import Account, Context, Link, Member, Platform, ScoreLine
from courseware.lti.tasks import enqueue_due, send_score
from courseware.outbox.models import Lane, Message
from courseware.outbox.services import enqueue_many
from courseware.roster.services import remove
from tests.courseware.lti.platform import LEARNER
from tests.factories import make_course, make_item, make_student

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Changes need not be ten seconds old."""
    monkeypatch.setattr(scores, "SETTLED", timedelta(seconds=-1))
    monkeypatch.setattr(sending, "DOWN_FOR", timedelta(0))


@pytest.fixture
def item(course: Any) -> Any:
    scores.enqueue_due()  # what was before is no news
    return make_item(course, slug="zeros", points=4)


@pytest.fixture
def learner(item: Any, context: Context, launch: Any, server: Any) -> Any:
    """Has opened the link."""
    server.add_line("link-1")
    launch(item="quiz/zeros")
    return Account.objects.get().user


def deliver() -> int:
    """What the scheduler and a worker do."""
    scores.enqueue_due()
    ids = [message.args[0] for message in Message.objects.filter(task=scores.SEND, done_at=None)]
    for pk in ids:
        send_score(pk)
    return len(ids)


def taken(server: Any, line: str = "link-1") -> list[Any]:
    return server.scores.get((line, LEARNER.sub), [])


def due_now() -> None:
    ScoreLine.objects.update(next_at=None)
    Platform.objects.update(down_until=None)


def test_a_score_is_sent_with_what_the_standard_wants(server, item, learner):
    record_score(item=item, user=learner, fraction=0.625, reason="graded")
    deliver()
    (score,) = taken(server)
    assert score.pop("timestamp")
    assert score == {
        "userId": LEARNER.sub,
        "scoreGiven": 2.5,
        "scoreMaximum": 4.0,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }
    assert deliver() == 0
    line = ScoreLine.objects.get()
    assert line.version == line.sent_version and line.sent["scoreGiven"] == 2.5


def test_a_score_from_before_the_first_launch_is_sent_too(server, course, item, context, launch):
    server.add_line("link-1")
    launch()
    learner = Account.objects.get().user
    record_score(item=item, user=learner, fraction=1, reason="graded")
    deliver()
    assert taken(server) == []
    launch(item="quiz/zeros")
    deliver()
    assert [score["scoreGiven"] for score in taken(server)] == [4.0]


def test_changes_one_after_another_are_one_message(server, item, learner):
    for fraction in (0.25, 0.5, 0.75):
        record_score(item=item, user=learner, fraction=fraction, reason="graded")
    deliver()
    assert [score["scoreGiven"] for score in taken(server)] == [3.0]


def test_a_platform_that_was_down_gets_the_newest_score_alone(server, item, learner):
    record_score(item=item, user=learner, fraction=0.25, reason="graded")
    server.switch_off()
    assert deliver() == 1
    line = ScoreLine.objects.get()
    assert (line.failures, line.abandoned) == (1, False) and "No response" in line.problem
    assert timezone.now() < line.next_at < timezone.now() + timedelta(minutes=1)
    assert deliver() == 0  # not yet
    for fraction in (0.5, 1.0):
        record_score(item=item, user=learner, fraction=fraction, reason="graded")
        assert deliver() == 1
    server.switch_on()
    due_now()
    assert deliver() == 1
    assert [score["scoreGiven"] for score in taken(server)] == [4.0]
    line.refresh_from_db()
    assert (line.failures, line.problem, line.failing_since) == (0, "", None)


def test_an_outage_of_an_hour_loses_nothing_and_one_of_a_week_is_told(server, item, learner):
    record_score(item=item, user=learner, fraction=0.25, reason="graded")
    server.fails_with = 503
    for _ in range(8):
        assert deliver() == 1
        due_now()
    line = ScoreLine.objects.get()
    assert line.failures == 8 and not line.abandoned and "status 503" in line.problem
    ScoreLine.objects.update(failing_since=timezone.now() - timedelta(days=8))
    deliver()
    due_now()
    assert ScoreLine.objects.get().abandoned and deliver() == 0
    server.fails_with = 0
    scores.retry(ScoreLine.objects.all())
    deliver()
    assert [score["scoreGiven"] for score in taken(server)] == [1.0]


def test_while_a_platform_is_down_others_do_not_wait_for_it(server, item, learner, monkeypatch):
    monkeypatch.setattr(sending, "DOWN_FOR", timedelta(minutes=5))
    record_score(item=item, user=learner, fraction=0.25, reason="graded")
    server.switch_off()
    deliver()
    server.switch_on()
    record_score(item=item, user=learner, fraction=0.5, reason="graded")
    assert deliver() == 0 and Platform.objects.get().down_until > timezone.now()
    due_now()
    assert deliver() == 1 and Platform.objects.get().down_until is None


def test_what_changes_while_it_is_sent_is_sent_next(server, item, learner, monkeypatch):
    record_score(item=item, user=learner, fraction=0.25, reason="graded")
    scores.enqueue_due()
    post = sending._post

    def change_meanwhile(connector: Any, line: Any, payload: Any) -> None:
        post(connector, line, payload)
        monkeypatch.setattr(sending, "_post", post)
        record_score(item=item, user=learner, fraction=1, reason="graded")
        scores.take_over_changes()

    monkeypatch.setattr(sending, "_post", change_meanwhile)
    deliver()
    line = ScoreLine.objects.get()
    assert line.version > line.sent_version
    deliver()
    assert [score["scoreGiven"] for score in taken(server)] == [1.0, 4.0]


def test_a_sender_that_slept_cannot_put_an_older_score_over_a_newer_one(
    server, item, learner, monkeypatch
):
    """It has read its score and its time; then another one sends the next."""
    record_score(item=item, user=learner, fraction=0.25, reason="graded")
    scores.take_over_changes()
    stamp = sending._stamp

    def sleep_after(line: Any) -> Any:
        found = stamp(line)
        monkeypatch.setattr(sending, "_stamp", stamp)
        record_score(item=item, user=learner, fraction=1, reason="graded")
        scores.take_over_changes()
        sending.send(line.pk)
        return found

    monkeypatch.setattr(sending, "_stamp", sleep_after)
    sending.send(ScoreLine.objects.get().pk)
    assert [score["scoreGiven"] for score in taken(server)] == [4.0]
    due_now()
    deliver()
    assert [score["scoreGiven"] for score in taken(server)] == [4.0]


def test_times_grow_even_when_a_clock_goes_back(server, item, learner):
    ScoreLine.objects.update(stamp=timezone.now() + timedelta(hours=1))
    for fraction in (0.25, 0.5):
        record_score(item=item, user=learner, fraction=fraction, reason="graded")
        deliver()
    first, second = [score["timestamp"] for score in taken(server)]
    assert first < second and len(taken(server)) == 2


def test_held_back_scores_are_sent_on_release_and_taken_back_when_held_again(
    server, item, learner, ada
):
    hold_scores(item=item, by=ada)
    record_score(item=item, user=learner, fraction=0.5, reason="graded")
    deliver()
    assert taken(server) == []
    release_scores(item=item, by=ada)
    deliver()
    hold_scores(item=item, by=ada)
    deliver()
    release_scores(item=item, by=ada)
    deliver()
    given = [(score.get("scoreGiven"), score["gradingProgress"]) for score in taken(server)]
    assert given == [(2.0, "FullyGraded"), (None, "Pending"), (2.0, "FullyGraded")]


def test_an_override_counts_and_what_is_below_it_is_not_sent(server, item, learner, ada):
    record_score(item=item, user=learner, fraction=0.5, reason="graded")
    override_score(item=item, user=learner, fraction=1.0, reason="A typo", by=ada)
    deliver()
    record_score(item=item, user=learner, fraction=0.25, reason="graded again")
    deliver()
    assert [score["scoreGiven"] for score in taken(server)] == [4.0]


def test_an_excuse_takes_the_score_back_with_a_word(server, item, learner, ada):
    record_score(item=item, user=learner, fraction=0.5, reason="graded")
    deliver()
    excuse_score(item=item, user=learner, excused=True, reason="Ill", by=ada)
    deliver()
    last = taken(server)[-1]
    assert "scoreGiven" not in last and "Excused" in last["comment"]
    assert "Ill" not in str(last)


def test_who_has_no_score_here_has_none_sent(server, item, learner, course, ada):
    hold_scores(item=item, by=ada)
    release_scores(item=item, by=ada)
    deliver()
    record_score(item=item, user=learner, fraction=0.5, reason="graded")
    remove(enrollment=course.enrollments.get(user=learner), by=ada)
    deliver()
    assert taken(server) == []


def test_a_link_without_a_column_gets_one(server, item, context, launch):
    launch(item="quiz/zeros")
    Link.objects.update(lineitem_url="")
    learner = Account.objects.get().user
    record_score(item=item, user=learner, fraction=0.5, reason="graded")
    deliver()
    ((key, line),) = server.lines.items()
    assert (line["label"], line["scoreMaximum"], line["resourceLinkId"]) == (
        item.title,
        4.0,
        "link-1",
    )
    assert Link.objects.get().lineitem_url == line["id"]
    assert len(taken(server, key)) == 1
    launch(item="quiz/zeros")
    Link.objects.update(lineitem_url="")
    record_score(item=item, user=learner, fraction=1, reason="graded")
    deliver()
    assert len(server.lines) == 1  # it is found again


def test_without_permission_no_score_is_sent(server, item, context, launch):
    launch(item="quiz/zeros", ags=False)
    assert ScoreLine.objects.count() == 0


def test_listed_members_need_not_have_opened_the_link(server, item, learner, context, course):
    other = make_student(course)
    account = Account.objects.create(issuer=server.url, sub="l-9", user=other)
    Member.objects.create(context=context, account=account)
    stranger = make_student(course)
    Account.objects.create(issuer=server.url, sub="l-10", user=stranger)
    for user in (other, stranger):
        record_score(item=item, user=user, fraction=0.5, reason="graded")
    deliver()
    assert list(server.scores) == [("link-1", "l-9")]


def test_a_course_that_was_disconnected_is_sent_nothing(server, item, learner, context):
    record_score(item=item, user=learner, fraction=0.5, reason="graded")
    Context.objects.update(course=make_course())
    deliver()
    assert taken(server) == []


def test_a_token_that_the_platform_has_forgotten_is_asked_for_again(server, item, learner):
    record_score(item=item, user=learner, fraction=0.5, reason="graded")
    deliver()
    asked = server.requests.count("POST /token")
    server.fails_with = 401
    record_score(item=item, user=learner, fraction=0.75, reason="graded")
    deliver()
    server.fails_with = 0
    due_now()
    deliver()
    assert server.requests.count("POST /token") == asked + 1
    assert taken(server)[-1]["scoreGiven"] == 3.0


def test_the_tasks_take_what_is_there_and_mind_nothing_that_is_gone(item):
    enqueue_many(scores.SEND, {12345: None}, lane=Lane.BACKGROUND)
    enqueue_due()
    send_score(12345)
    message = Message.objects.get()  # and no other
    assert message.args == [12345] and message.done_at is not None


def test_changes_without_a_link_cost_a_fixed_number_of_queries(
    item, course, django_assert_max_num_queries
):
    for _ in range(20):
        record_score(item=item, user=make_student(course), fraction=0.5, reason="graded")
    with django_assert_max_num_queries(12):
        assert scores.take_over_changes() == 20
    assert not ScoreLine.objects.exists()
