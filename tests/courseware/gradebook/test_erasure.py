"""The audit trail outlives people and items, and then names nobody."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.deletion.cascade import delete_in_batches
from courseware.gradebook.erasure import erase
from courseware.gradebook.models import ChangeKind, Score, ScoreBatch, ScoreChange
from courseware.gradebook.release import hold_scores
from courseware.gradebook.services import excuse_score, override_score, record_score
from courseware.items.models import Item
from courseware.people.models import User
from tests.factories import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(course: Any, ada: Any, ben: Any) -> Any:
    """Ben's score on it was graded, overridden and excused."""
    item = make_item(course, "lab", slug="penalties")
    record_score(item=item, user=ben, fraction=0.5, reason="submission 1")
    override_score(item=item, user=ben, fraction=0.9, reason="Ben was ill", by=ada, note="asthma")
    excuse_score(item=item, user=ben, excused=True, reason="Ben moved", by=ada)
    hold_scores(item=item, by=ada)
    return item


def trail() -> list[tuple[Any, ...]]:
    return list(
        ScoreChange.objects.order_by("pk").values_list(
            "user_number", "item_key", "kind", "fraction", "override", "excused", "by_number"
        )
    )


def words() -> str:
    return str(list(ScoreChange.objects.exclude(kind=ChangeKind.GRADED).values()))


def test_deleting_a_person_leaves_the_trail_without_words(item: Any, ada: Any, ben: Any) -> None:
    before = trail()
    delete_in_batches(User, [ben.pk])

    assert not Score.objects.exists()
    assert trail() == before
    assert "ill" not in words() and "asthma" not in words() and "moved" not in words()


def test_deleting_an_item_leaves_its_trail_and_its_name(item: Any, ada: Any, ben: Any) -> None:
    before = trail()
    delete_in_batches(Item, [item.pk])

    assert trail() == before
    assert before[0][1] == "ml/lab/penalties"
    assert ScoreBatch.objects.get().item_key == "ml/lab/penalties"


def test_deleting_who_changed_a_score_leaves_their_number(item: Any, ada: Any, ben: Any) -> None:
    number = ada.pk
    delete_in_batches(User, [ada.pk])

    assert [row[-1] for row in trail()] == [None, number, number]
    assert Score.objects.get().override == 0.9


def test_an_erased_account_keeps_its_scores_and_no_words(item: Any, ada: Any, ben: Any) -> None:
    before = trail()
    erase(ben)

    score = Score.objects.get()
    assert (score.fraction, score.override, score.excused) == (0.5, 0.9, True)
    assert (score.override_reason, score.excuse_reason, score.note) == ("", "", "")
    assert trail() == before
    assert "ill" not in words() and "asthma" not in words() and "moved" not in words()
