"""Whose total other rules change, counted so that it adds up to all students."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.rules import DEFAULT, WEIGHTED, Category, Rules
from courseware.gradebook.rules_preview import Effect, TotalChange, preview_rules
from courseware.gradebook.rules_selectors import rules_of
from courseware.gradebook.services import excuse_score
from courseware.gradebook.totals import Entry, Total, total
from tests.factories import make_instructor, make_item, make_score, make_student, make_user

pytestmark = pytest.mark.django_db
DROPPING = Rules(categories=(Category("Quizzes", kinds=("quiz",), drop_lowest=1),))
LABS = Rules(WEIGHTED, (Category("Labs", 100.0, kinds=("lab",)),))


@pytest.fixture
def scored(course: Any, ben: Any) -> Any:
    """Ben has 0.2 and 0.8 of two quizzes, dora the same in both, the teacher is no student."""
    items = [make_item(course), make_item(course)]
    for person, fractions in (
        (ben, (0.2, 0.8)),
        (make_student(course, "dora"), (0.5, 0.5)),
        (make_instructor(course), (0.0, 1.0)),
    ):
        for item, fraction in zip(items, fractions, strict=True):
            make_score(item, person, fraction)
    return course


def test_a_preview_says_who_gains_and_stores_nothing(scored: Any) -> None:
    preview = preview_rules(scored, DROPPING)

    assert [(each.user.username, each.effect) for each in preview.changes] == [
        ("ben", Effect.GAINS),
        ("dora", Effect.NONE),
    ]
    assert preview.changing == preview.changes[:1]
    assert preview.changes[0].gain == pytest.approx(30.0)
    assert rules_of(scored) == DEFAULT


def test_who_gets_or_loses_a_total_is_counted_and_comes_first(scored: Any, ada: Any) -> None:
    lab = make_item(scored, "lab")
    for name in ("emil", "fay"):
        excuse_score(item=lab, user=make_student(scored, name), excused=True, reason="Ill", by=ada)

    preview = preview_rules(scored, LABS)

    assert [each.user.username for each in preview.changes] == ["emil", "fay", "ben", "dora"]
    assert preview.counts == {
        **{"ends": 2, "begins": 0, "gains": 0, "loses": 2, "letter": 0, "none": 0}
    }
    assert preview.uncounted and all(item.kind == "quiz" for item in preview.uncounted)
    assert preview.warnings == ["No item of “Labs” has a score yet."]


def of(*fractions: float | None, rules: Rules = DEFAULT, out_of: float = 1.0) -> Total:
    found = total([Entry(out_of, fraction) for fraction in fractions])
    return Total(**{**vars(found), "rules": rules})


LETTERS = Rules(letters=((50.0, "A"),))


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        (of(0.5), of(0.6), Effect.GAINS),
        (of(0.6), of(0.5), Effect.LOSES),
        (of(0.1, 0.2, 0.3), of(0.3, 0.2, 0.1), Effect.NONE),  # floats differ, totals do not
        (of(0.5), of(0.5, rules=LETTERS), Effect.LETTER),
        (of(), of(0.0), Effect.BEGINS),
        (of(0.0), of(), Effect.ENDS),
        (of(), of(), Effect.NONE),
    ],
)
def test_a_change_of_one_total_has_one_effect(before: Total, after: Total, effect: Effect) -> None:
    change = TotalChange(make_user(), before, after)

    assert change.effect is effect and change.changes == (effect is not Effect.NONE)


def test_a_preview_takes_as_many_queries_for_any_class(
    scored: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(5):
        make_score(scored.items.first(), make_student(scored), 0.5)
    with django_assert_num_queries(4):
        preview_rules(scored, DROPPING)
