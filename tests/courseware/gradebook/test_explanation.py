"""Why a score is what it is, in steps that students and instructors read alike."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.deadlines.window import Window
from courseware.deadlines.words import date_words
from courseware.gradebook.explanation import StepKind, steps_of, steps_of_total
from courseware.gradebook.release import hold_scores
from courseware.gradebook.rules import WEIGHTED, Category, Rules
from courseware.gradebook.rules_services import set_rules
from courseware.gradebook.selectors import grades_of
from courseware.gradebook.services import excuse_score, override_score, record_score
from courseware.items.works import Work
from tests.factories import make_item

pytestmark = pytest.mark.django_db
K = StepKind


def steps(
    ben: Any, course: Any, place: int = 0, work: Any = (), window: Any = None, **about: Any
) -> list[Any]:
    row = grades_of(ben, course, **about)
    return steps_of(row.cells[place], place, row.plan, row.total, work, window)


def test_without_work_the_steps_say_what_it_counts(course: Any, ada: Any, ben: Any) -> None:
    make_item(course, points=10)
    found = steps(ben, course)
    assert [step.kind for step in found] == [K.NOTHING, K.ZERO, K.WEIGHT]
    assert found[0].sentence == "Nothing has been submitted yet."
    assert "counts as zero in the total" in found[1].sentence

    outside = Rules(WEIGHTED, (Category("Labs", 100.0, kinds=("lab",)),))
    set_rules(course=course, rules=outside, by=ada)
    found = steps(ben, course)
    assert [step.kind for step in found] == [K.NOTHING, K.WEIGHT]
    assert "not in any category" in found[1].sentence


def test_missing_work_is_told_with_the_dates_of_the_person(course: Any, ben: Any) -> None:
    now = timezone.now()
    make_item(course, due_at=now - timedelta(days=9))
    later = Window(due_at=now - timedelta(days=1))
    told = [step.sentence for step in steps(ben, course, window=later)]
    assert told[0] == f"Nothing was submitted by {date_words(later.due_at)}. Missing since then."


def test_work_an_override_and_what_changed_below_it(course: Any, ada: Any, ben: Any) -> None:
    item = make_item(course, points=10)
    record_score(item=item, user=ben, fraction=0.5, reason="1")
    override_score(item=item, user=ben, fraction=0.9, reason="Ambiguous.", by=ada)
    record_score(item=item, user=ben, fraction=0.75, reason="2")
    work = [
        Work("Submission 2", "/2/", timezone.now(), "", 0.75, counts=True),
        Work("Submission 1", "/1/", timezone.now(), "", 0.5),
    ]

    found = steps(ben, course, work=work)

    assert [step.kind for step in found] == [K.WORK, K.OVERRIDE, K.CHANGED_BELOW, K.WEIGHT]
    assert found[0].sentence == "Submission 2 counts: 7.5 of 10 points."
    assert found[1].sentence == "An override sets the score to 9 of 10 points: Ambiguous."
    assert found[3].sentence == "It is worth 10 of the 10 points that count in the course."


def test_what_is_held_back_explains_nothing_to_the_student(course: Any, ada: Any, ben: Any) -> None:
    item = make_item(course)
    record_score(item=item, user=ben, fraction=0.5, reason="1")
    hold_scores(item=item, by=ada)

    assert [step.kind for step in steps(ben, course, for_student=True)] == [K.HELD]
    assert [step.kind for step in steps(ben, course)] == [K.WORK, K.WEIGHT]


def test_what_the_rules_make_of_an_item(course: Any, ada: Any, ben: Any) -> None:
    low, high, outside = make_item(course), make_item(course), make_item(course, "lab")
    bonus = make_item(course, slug="bonus")
    for item, fraction in ((low, 0.1), (high, 0.9), (outside, 1.0), (bonus, 1.0)):
        record_score(item=item, user=ben, fraction=fraction, reason="1")
    category = Category("Quizzes", 80.0, kinds=("quiz",), drop_lowest=1)
    rules = Rules(WEIGHTED, (category,), ("quiz/bonus",), 0, ((90.0, "A"),))
    set_rules(course=course, rules=rules, by=ada)

    kinds = [steps(ben, course, place)[-1].kind for place in range(4)]
    assert kinds == [K.DROPPED, K.WEIGHT, K.WEIGHT, K.EXTRA]
    assert "not in any category" in steps(ben, course, 2)[-1].sentence
    assert "weight of 80%" in steps(ben, course, 1)[-1].sentence
    total = steps_of_total(grades_of(ben, course).total)
    assert [step.kind for step in total] == [K.WEIGHT, K.ROUNDED, K.LETTER]


def test_an_excuse_has_its_reason(course: Any, ada: Any, ben: Any) -> None:
    excuse_score(item=make_item(course), user=ben, excused=True, reason="Ill.", by=ada)

    assert steps(ben, course)[0].sentence == "Excused, so the item does not count: Ill."
