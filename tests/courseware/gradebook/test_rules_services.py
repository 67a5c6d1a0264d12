"""Rules of files and of the site, previewed on real scores and put back."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.models import GradingRules, ScoreBatch
from courseware.gradebook.rules import DEFAULT, Category, Rules
from courseware.gradebook.rules_format import to_plain
from courseware.gradebook.rules_selectors import rules_of
from courseware.gradebook.rules_services import (
    set_rules,
    store_file_rules,
    undo_rules,
)
from courseware.gradebook.selectors import grades_of
from courseware.gradebook.services import ChangeRefused
from tests.factories import make_instructor, make_item, make_score, make_student

pytestmark = pytest.mark.django_db
DROPPING = Rules(categories=(Category("Quizzes", kinds=("quiz",), drop_lowest=1),))
ROUNDED = Rules(places=0)


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


def test_rules_of_the_site_win_over_those_of_the_files(scored: Any, ada: Any, ben: Any) -> None:
    store_file_rules(course=scored, plain=to_plain(ROUNDED))
    assert rules_of(scored) == ROUNDED
    set_rules(course=scored, rules=DROPPING, by=ada)
    store_file_rules(course=scored, plain=None)

    assert rules_of(scored) == DROPPING
    assert grades_of(ben, scored).total.percent == pytest.approx(80.0)
    set_rules(course=scored, rules=None, by=ada)
    assert rules_of(scored) == DEFAULT


def test_the_same_rules_again_are_no_change(scored: Any, ada: Any) -> None:
    assert not set_rules(course=scored, rules=DEFAULT, by=ada)
    assert set_rules(course=scored, rules=DROPPING, by=ada)
    assert not set_rules(course=scored, rules=DROPPING, by=ada)
    assert ScoreBatch.objects.count() == 1


def test_a_change_of_rules_is_undone_unless_they_changed_since(scored: Any, ada: Any) -> None:
    set_rules(course=scored, rules=DROPPING, by=ada)
    first = ScoreBatch.objects.get()
    set_rules(course=scored, rules=ROUNDED, by=ada)
    with pytest.raises(ChangeRefused, match="changed since then"):
        undo_rules(batch=first, by=ada)

    undo_rules(batch=ScoreBatch.objects.first(), by=ada)
    assert rules_of(scored) == DROPPING


def test_rules_that_cannot_be_read_count_as_none(scored: Any) -> None:
    GradingRules.objects.create(course=scored, on_site={"method": "magic"})

    assert rules_of(scored) == DEFAULT
