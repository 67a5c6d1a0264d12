"""Whatever people do to a score, undoing it makes it as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courseware.gradebook.history import in_force, undoable
from courseware.gradebook.models import ChangeKind, Score
from courseware.gradebook.services import (
    ChangeRefused,
    excuse_score,
    override_score,
    record_score,
    undo_change,
)
from tests.factories import make_item, make_student

pytestmark = pytest.mark.django_db
FRACTIONS = st.sampled_from([0.0, 0.25, 0.5, 1.0])
STEPS = st.lists(
    st.tuples(st.just("override"), st.none() | FRACTIONS)
    | st.tuples(st.just("excuse"), st.booleans())
    | st.tuples(st.just("grade"), FRACTIONS)
    | st.tuples(st.just("undo"), st.integers(0, 5)),
    max_size=8,
)


def do(step: tuple[str, Any], item: Any, ben: Any, ada: Any) -> None:
    what, value = step
    if what == "override":
        override_score(item=item, user=ben, fraction=value, reason=f"to {value}", by=ada, note="n")
    elif what == "excuse":
        excuse_score(item=item, user=ben, excused=value, reason=f"ill {value}", by=ada)
    elif what == "grade":
        record_score(item=item, user=ben, fraction=value, reason="graded")
    else:
        possible = sorted(undoable(changes_of(item, ben)))
        if possible:
            pk = possible[value % len(possible)]
            change = next(each for each in changes_of(item, ben) if each.pk == pk)
            undo_change(change=change, by=ada)


def changes_of(item: Any, ben: Any) -> list[Any]:
    score = Score.objects.filter(item=item, user=ben).first()
    return list(score.changes.all()) if score else []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS, STEPS.filter(bool).map(lambda steps: steps[0]))
def test_doing_and_undoing_changes_nothing(
    course: Any, ada: Any, before: Any, last: tuple[str, Any]
) -> None:
    item, ben = make_item(course), make_student(course)
    for step in before:
        do(step, item, ben, ada)
    score = Score.objects.get_or_create(item=item, user=ben)[0]
    stood, held = score.by_hand, [each.pk for each in in_force(changes_of(item, ben))]
    known = {each.pk for each in changes_of(item, ben)}

    do(last, item, ben, ada)
    new = [each for each in changes_of(item, ben) if each.pk not in known]
    for change in new:
        if change.kind != ChangeKind.GRADED:
            undo_change(change=change, by=ada)

    assert Score.objects.get(item=item, user=ben).by_hand == stood
    assert [each.pk for each in in_force(changes_of(item, ben))] == held


def test_what_was_graded_meanwhile_stays(course: Any, ada: Any, ben: Any) -> None:
    item = make_item(course)
    record_score(item=item, user=ben, fraction=0.5, reason="first")
    override_score(item=item, user=ben, fraction=0.9, reason="ill", by=ada)
    record_score(item=item, user=ben, fraction=0.7, reason="second")

    undo_change(change=Score.objects.get().changes.get(kind=ChangeKind.OVERRIDE), by=ada)

    score = Score.objects.get()
    assert (score.effective, score.override_reason) == (0.7, "")


def test_only_the_last_change_that_holds_is_undone(course: Any, ada: Any, ben: Any) -> None:
    item = make_item(course)
    override_score(item=item, user=ben, fraction=0.1, reason="one", by=ada)
    override_score(item=item, user=ben, fraction=0.2, reason="two", by=ada)
    second, first = Score.objects.get().changes.all()

    with pytest.raises(ChangeRefused, match="changed since then"):
        undo_change(change=first, by=ada)
    undo_change(change=second, by=ada)
    undo_change(change=first, by=ada)

    assert Score.objects.get().effective is None


def test_an_undoing_is_undone(course: Any, ada: Any, ben: Any) -> None:
    item = make_item(course)
    override_score(item=item, user=ben, fraction=0.1, reason="one", by=ada)
    change = Score.objects.get().changes.get()
    undo_change(change=change, by=ada)
    undo_change(change=change.undone_by.get(), by=ada)

    assert Score.objects.get().effective == 0.1
    undo_change(change=change, by=ada)
    assert Score.objects.get().effective is None


def test_a_person_who_is_gone_is_not_put_back(course: Any, ada: Any, ben: Any) -> None:
    item, other = make_item(course), make_student(course)
    override_score(item=item, user=ben, fraction=0.1, reason="one", by=other)
    override_score(item=item, user=ben, fraction=0.2, reason="two", by=ada)
    other.delete()

    undo_change(change=Score.objects.get().changes.first(), by=ada)

    score = Score.objects.get()
    assert (score.effective, score.set_by) == (0.1, None)
