"""One change by a person: what it sets, and when it is none."""

from __future__ import annotations

from typing import Any

import pytest

from courseware.gradebook.changes import change_by_hand, key_of, restorable, set_values
from courseware.gradebook.models import ChangeKind, ScoreChange
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db


def test_an_override_knows_what_it_was_set_over(course: Any, ada: Any, ben: Any) -> None:
    score = make_score(make_item(course), ben, 0.5)
    values = set_values(score, override=0.9, reason="r" * 400, by=ada)

    assert (values["override"], values["override_over"], values["set_by_id"]) == (0.9, 0.5, ada.pk)
    assert len(values["override_reason"]) == 300
    removed = set_values(score, override=None, reason="mistake", by=ada)
    assert (removed["override_reason"], removed["override_over"]) == ("", None)


def test_an_excuse_leaves_the_override_alone(course: Any, ada: Any, ben: Any) -> None:
    score = make_score(make_item(course), ben, 0.5, override=0.9, override_reason="Oral")
    values = set_values(score, excused=True, reason="Ill", by=ada)

    assert (values["override"], values["override_reason"]) == (0.9, "Oral")
    assert (values["excused"], values["excuse_reason"]) == (True, "Ill")


def test_setting_what_is_set_is_no_change(course: Any, ada: Any, ben: Any) -> None:
    item = make_item(course)
    score = make_score(item, ben, 0.5)
    about = {"item": item, "kind": ChangeKind.OVERRIDE, "reason": "Oral", "by": ada}
    values = set_values(score, override=0.9, reason="Oral", by=ada)

    assert change_by_hand(score, values=values, **about) is not None
    assert change_by_hand(score, values=values, **about) is None
    change = ScoreChange.objects.get()
    assert (change.item_key, change.user_number) == (key_of(item), ben.pk)
    assert (change.effective_before, change.effective) == (0.5, 0.9)


def test_people_who_are_gone_are_left_out(course: Any, ada: Any) -> None:
    other = make_student(course)
    changes = [ScoreChange(before={"set_by_id": by}) for by in (ada.pk, other.pk, None)]
    gone = other.pk
    other.delete()

    assert [each["set_by_id"] for each in restorable(changes)] == [ada.pk, None, None]
    assert gone
