"""Rules that say which attempt counts reach the scores, and leave alone what people have set."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from courseware.gradebook.models import Score, ScoreChange
from courseware.gradebook.recounting import RECOUNT, recount
from courseware.gradebook.rules import Rules
from courseware.gradebook.rules_preview import preview_rules
from courseware.gradebook.rules_services import set_rules, undo_rules
from courseware.gradebook.services import override_score
from courseware.gradebook.tasks import recount_scores
from courseware.items.kinds import kind_named
from courseware.items.models import Item
from courseware.outbox.models import Message
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db
LAST = Rules(attempts=(("quiz", "last"),))
DAY = timedelta(days=1)


@pytest.fixture
def quiz(course: Any, ben: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Of which Ben's best attempt has 0.8, and the last, which was late, 0.5."""
    quiz = make_item(course, "quiz", points=10)
    make_score(quiz, ben, 0.8)

    def decisions(items: Any, people: Any) -> Any:
        worth = {"": (0.8, timedelta()), "last": (0.5, DAY)}
        return {(item.pk, pk): worth[item.counting] for item in items for pk in people}

    monkeypatch.setattr(kind_named("quiz"), "decisions", decisions, raising=False)
    return quiz


def run_tasks() -> None:
    for message in Message.objects.filter(task=RECOUNT, done_at=None):
        recount_scores(*message.args)


def test_workers_set_the_scores_by_the_new_rule_and_back_again(
    quiz: Any, course: Any, ada: Any
) -> None:
    set_rules(course=course, rules=LAST, by=ada)
    assert Item.objects.get().counting == "last"
    run_tasks()
    score = Score.objects.get()
    assert (score.fraction, score.late_by) == (0.5, DAY)
    assert "rules" in score.changes.get().reason

    undo_rules(batch=course.score_batches.get(), by=ada)
    run_tasks()
    assert Score.objects.get().fraction == 0.8


def test_the_preview_shows_what_the_workers_then_do(quiz: Any, course: Any, ada: Any) -> None:
    make_score(quiz, over := make_student(course), 0.8)
    override_score(item=quiz, user=over, fraction=0.9, reason="Oral", by=ada)

    by_name = {each.user: each for each in preview_rules(course, LAST).changes}
    set_rules(course=course, rules=LAST, by=ada)
    run_tasks()

    assert {user: each.after.percent for user, each in by_name.items()} == {
        each.user: each.after.percent for each in preview_rules(course, LAST).changes
    }
    assert by_name[over].gain == 0.0
    assert Score.objects.get(user=over).changed_below


def test_a_score_that_is_right_already_is_not_written(quiz: Any) -> None:
    assert recount(quiz) == 0


def test_a_batch_takes_as_many_queries_for_many_students_as_for_one(
    quiz: Any, course: Any, django_assert_max_num_queries: Any
) -> None:
    quiz.counting = "last"
    with django_assert_max_num_queries(10) as one:
        assert recount(quiz) == 1
    for _ in range(30):
        make_score(quiz, make_student(course), 0.8)
    with django_assert_max_num_queries(len(one)):
        assert recount(quiz) == 30
    assert {*Score.objects.values_list("fraction", flat=True)} == {0.5}
    assert ScoreChange.objects.count() == 31


def test_who_has_no_score_gets_none(quiz: Any, course: Any, ada: Any) -> None:
    make_student(course)
    set_rules(course=course, rules=LAST, by=ada)
    run_tasks()

    assert Score.objects.count() == 1
