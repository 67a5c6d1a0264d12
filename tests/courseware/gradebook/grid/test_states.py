"""Who is in a state, and that it agrees with what cells say."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.gradebook.cell_states import CellState
from courseware.gradebook.grid.states import CHOICES, people_in_state, state_counts
from courseware.gradebook.selectors import cells_of
from courseware.items.kinds import kind_named
from courseware.items.progress import Progress
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db


@pytest.fixture
def class_of_all_states(course: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Any], Any]:
    """Items and students with scores and progress of every kind, by chance."""
    rng = random.Random(7)
    past = timezone.now() - timedelta(days=1)
    items = [make_item(course, due_at=due) for due in (past, past, None)]
    items.append(make_item(course, "external", due_at=past))
    students = [make_student(course) for _ in range(25)]
    progress: dict[tuple[int, int], Progress] = {}
    for item in items:
        for student in students:
            if item.kind == "quiz" and rng.random() < 0.6:
                progress[item.pk, student.pk] = rng.choice(list(Progress))
            if rng.random() < 0.5:
                make_score(
                    item,
                    student,
                    rng.choice([None, 0.0, 0.5]),
                    override=rng.choice([None, None, 0.7]),
                    excused=rng.random() < 0.2,
                    late_by=rng.choice([timedelta(), timedelta(hours=1), timedelta(days=2)])
                    if item.kind == "quiz"
                    else timedelta(),
                )
    kind = kind_named("quiz")
    monkeypatch.setattr(kind, "progress", lambda items, people: progress, raising=False)
    return items, students


@pytest.mark.parametrize("state", CHOICES)
def test_who_is_in_a_state_agrees_with_the_cells(
    class_of_all_states: Any, state: CellState
) -> None:
    items, students = class_of_all_states
    cells = cells_of(students, items)
    expected = {student for (student, _), cell in cells.items() if state in cell.states}
    assert expected
    assert people_in_state(state, items, [each.pk for each in students]) == expected


def test_everybody_is_counted_once_in_an_item(class_of_all_states: Any) -> None:
    items, students = class_of_all_states
    counts = state_counts(items[0], [each.pk for each in students])
    cells = cells_of(students, [items[0]]).values()
    assert sum(count for _, count in counts) == len(students)
    assert dict(counts) == {
        state: found for state in CellState if (found := sum(cell.state == state for cell in cells))
    }


def test_nobody_else_is_in_a_state(class_of_all_states: Any) -> None:
    items, students = class_of_all_states
    few = [students[0].pk, students[1].pk]
    assert all(people_in_state(state, items, few) <= set(few) for state in CHOICES)
