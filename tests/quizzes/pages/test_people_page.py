from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.deadlines.grants import Grant
from courseware.people.policy import Access, access_of
from quizzes import selectors
from quizzes.models import Attempt, Response
from quizzes.pages.people_page import WORDS, differences, people_context, record_context
from tests.factories import make_instructor
from tests.quizzes.attempts import RIGHT, WRONG, backdate, finish, grant, save, start_again


def everybody(item) -> Access:
    return access_of(make_instructor(item.course), item.course)


def test_attempts_come_newest_first_with_their_ends(begin):
    attempt = begin("attempts: 2\ntime_limit: 30\n")
    backdate(attempt, minutes=40)
    finish(attempt)
    second = start_again(attempt)
    context = people_context(attempt.item, everybody(attempt.item), timezone.now())
    assert [(row["attempt"], row["over"]) for row in context["rows"]] == [
        (second, False),
        (attempt, True),
    ]
    assert context["rows"][0]["ends_at"] == second.started_at + timedelta(minutes=30)
    assert context["limit"] == 30


def test_what_was_granted_for_this_quiz_or_for_all_is_listed(begin, make_quiz, ada):
    attempt = begin("time_limit: 30\n")
    grant(attempt, ada, Grant(time_factor=2))
    grant(attempt, ada, Grant(time_factor=3), everywhere=True)
    elsewhere = make_quiz()
    granted = [
        row.time_factor
        for row in people_context(attempt.item, everybody(attempt.item), timezone.now())["granted"]
    ]
    assert sorted(granted) == [2, 3]
    granted = [
        row.time_factor
        for row in people_context(elsewhere, everybody(elsewhere), timezone.now())["granted"]
    ]
    assert granted == [3]


def test_an_attempt_whose_clock_cannot_be_computed_does_not_hide_the_others(begin, ada):
    attempt = begin("attempts: 2\n")
    finish(attempt)
    second = start_again(attempt)
    broken = attempt.item.quiz_revisions.create(number=2, content={"delivery": {"no": "setting"}})
    current = attempt.item.quiz_revisions.create(number=3, content=attempt.revision.content)
    assert current.ready
    Attempt.objects.filter(pk=attempt.pk).update(revision=broken)
    rows = people_context(attempt.item, everybody(attempt.item), timezone.now())["rows"]
    assert [(row["attempt"], row["unreadable"]) for row in rows] == [
        (second, False),
        (attempt, True),
    ]


def test_every_event_that_a_replay_knows_has_words(begin):
    from quizzes.grading import replay

    assert set(WORDS) == {*replay._STEPS, *replay.WITHOUT_EFFECT}


def test_the_record_tells_what_was_answered_when_and_by_whom(attempt):
    save(attempt, WRONG)
    save(attempt, RIGHT)
    finish(attempt)
    events = record_context(attempt)["events"]
    assert [(row["number"], row.get("text")) for row in events] == [
        (None, None),
        (1, "Squared L2"),
        (1, "L1"),
        (None, None),
    ]
    assert {row["by"] for row in events} == {attempt.user}
    assert all(row["after"] >= 0 for row in events)


def test_a_whole_record_shows_no_difference(attempt):
    save(attempt, RIGHT)
    assert record_context(attempt)["differences"] == []


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda attempt: Response.objects.filter(attempt=attempt, position=1).update(answer="l2"),
         "Question 1: the event log leads to a different state"),
        (lambda attempt: Attempt.objects.filter(pk=attempt.pk).update(seed=attempt.seed + 1),
         "The attempt itself differs"),
        (lambda attempt: attempt.events.filter(name="started").delete(), "cannot be replayed"),
    ],
    ids=["answer", "attempt", "event"],
)  # fmt: skip
def test_each_difference_from_the_record_is_a_sentence(attempt, spoil, sentence):
    save(attempt, RIGHT)
    spoil(attempt)
    stored = Attempt.objects.get(pk=attempt.pk)
    rows, events = selectors.attempt_questions(stored), list(stored.events.all())
    (found,) = differences(stored, rows, events)
    assert sentence in found
