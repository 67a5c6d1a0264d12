"""Changes of a rubric, and grades that follow."""

from __future__ import annotations

import pytest

from courseware.gradebook.models import Score
from courseware.manual_grading.models import Mark, RubricItem
from courseware.manual_grading.rubric_changes import (
    FOLLOW,
    Line,
    NewerRubric,
    RubricEdit,
    apply_edit,
    change_settings,
    effects,
    follow,
)
from courseware.manual_grading.services import Given, save_mark
from courseware.outbox.models import Message
from quizzes.models import Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def marks(rubric, works, ada):
    """Two students have the first line, one has the second, one waits."""
    slope, example = rubric.items.all()
    for work, line in zip(works, (slope, slope, example), strict=False):
        save_mark(rubric=rubric, work=work, given=Given([line.pk]), by=ada, seen=0)
    return list(Mark.objects.order_by("pk"))


def edit(rubric, *, points=(3, 1), texts=None, drop=0, new=(), out_of=4.0, down=False):
    kept = list(rubric.items.filter(retired=False))[drop:]
    texts = texts or [line.text for line in kept]
    known = [
        Line(text, value, line.pk)
        for text, value, line in zip(texts, points[drop:], kept, strict=True)
    ]
    return RubricEdit(out_of, down, (*known, *new))


def points():
    return list(Mark.objects.order_by("pk").values_list("points", flat=True))


def test_a_preview_says_whose_grade_changes_and_writes_nothing(rubric, marks):
    found = effects(rubric, edit(rubric, points=(2, 1)))
    assert [(effect.mark.pk, effect.after) for effect in found] == [
        (marks[0].pk, 2.0),
        (marks[1].pk, 2.0),
    ]
    assert points() == [3.0, 3.0, 1.0]
    assert effects(rubric, edit(rubric, new=[Line("Else", 1)])) == []
    assert len(effects(rubric, edit(rubric, out_of=8.0))) == 3


def test_past_grades_follow_changed_points_with_an_entry_in_the_history(rubric, marks, ada):
    assert apply_edit(rubric=rubric, edit=edit(rubric, points=(2, 1)), by=ada, seen=1) == 2
    assert points() == [3.0, 3.0, 1.0]  # until a worker has come to them
    assert Message.objects.get(task=FOLLOW).done_at is None
    assert follow(rubric_id=rubric.pk) == 2
    assert points() == [2.0, 2.0, 1.0]
    assert Message.objects.get(task=FOLLOW).done_at is not None
    change = marks[0].changes.first()
    assert (change.before, change.after, change.reason) == (3.0, 2.0, "Rubric changed")
    score = Score.objects.get(user=marks[0].student)
    assert score.fraction == 0.5
    assert score.changes.first().reason.endswith("Rubric changed")
    assert follow(rubric_id=rubric.pk) == 0


def test_a_changed_text_reaches_the_students_page(rubric, marks, ada):
    texts = ["Names the subgradient", "Gives an example"]
    assert apply_edit(rubric=rubric, edit=edit(rubric, texts=texts), by=ada, seen=1) == 2
    follow(rubric_id=rubric.pk)
    stored = Response.objects.get(pk=marks[0].work).result["manual"]
    assert [line["text"] for line in stored["items"]] == ["Names the subgradient"]
    assert points() == [3.0, 3.0, 1.0]


def test_a_removed_line_counts_no_more_and_stays_in_the_database(rubric, marks, ada):
    assert apply_edit(rubric=rubric, edit=edit(rubric, drop=1), by=ada, seen=1) == 2
    follow(rubric_id=rubric.pk)
    assert points() == [0.0, 0.0, 1.0]
    assert RubricItem.objects.filter(retired=True).count() == 1


def test_counting_down_and_other_points_in_all_change_every_grade(rubric, marks, ada):
    down = edit(rubric, points=(-1, -2), out_of=8.0, down=True)
    assert apply_edit(rubric=rubric, edit=down, by=ada, seen=1) == 3
    follow(rubric_id=rubric.pk)
    assert points() == [7.0, 7.0, 6.0]
    assert Response.objects.get(pk=marks[0].work).fraction == 7 / 8


def test_new_lines_change_no_grade(rubric, marks, ada):
    added = edit(rubric, new=[Line("Names the soft threshold", 2)])
    assert apply_edit(rubric=rubric, edit=added, by=ada, seen=1) == 0
    assert not Message.objects.filter(task=FOLLOW).exists()
    assert rubric.items.count() == 3


def test_an_edit_of_an_older_rubric_is_refused(rubric, ada):
    apply_edit(rubric=rubric, edit=edit(rubric, points=(2, 1)), by=ada, seen=1)
    with pytest.raises(NewerRubric):
        apply_edit(rubric=rubric, edit=edit(rubric, points=(1, 1)), by=ada, seen=1)
    assert rubric.items.first().points == 2


def test_a_grade_that_was_saved_meanwhile_is_left_alone(rubric, marks, ada):
    apply_edit(rubric=rubric, edit=edit(rubric, points=(2, 1)), by=ada, seen=1)
    line = rubric.items.last()
    work = type("Work", (), {"id": marks[0].work, "student_id": marks[0].student_id})
    save_mark(rubric=rubric, work=work, given=Given([line.pk]), by=ada, seen=1)
    assert follow(rubric_id=rubric.pk) == 1
    assert points() == [1.0, 2.0, 1.0]


def test_released_grades_reach_their_students(rubric, works, ada):
    change_settings(rubric=rubric, by=ada, anonymous=True, held=True)
    rubric.refresh_from_db()
    line = rubric.items.first()
    save_mark(rubric=rubric, work=works[0], given=Given([line.pk]), by=ada, seen=0)
    apply_edit(rubric=rubric, edit=edit(rubric, points=(2, 1)), by=ada, seen=1)
    assert follow(rubric_id=rubric.pk) == 1  # computed again, and still told to nobody
    assert points() == [2.0] and not Score.objects.exists()
    assert change_settings(rubric=rubric, by=ada, anonymous=True, held=False) == 1
    follow(rubric_id=rubric.pk)
    assert Score.objects.get().fraction == 0.5
    assert Mark.objects.get().told
