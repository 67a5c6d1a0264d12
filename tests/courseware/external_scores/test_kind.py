"""External scores in the gradebook, for students, in totals and in the API."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courseware.external_scores.kind import NAME
from courseware.gradebook.bulk_services import override_each
from courseware.gradebook.cell_states import CellState
from courseware.gradebook.grid.states import people_in_state, state_counts
from courseware.gradebook.release import hold_scores, release_scores
from courseware.gradebook.selectors import grades_of
from courseware.gradebook.services import excuse_score, override_score, undo_change
from courseware.items.kinds import kind_named
from courseware.items.models import Item
from courseware.items.states import states_of
from courseware.people.selectors import students_of
from courseware.teaching.behind import falling_behind, figures_of
from tests.factories import make_item, make_student


@pytest.fixture
def exam(course: Any) -> Item:
    """Its date is over."""
    past = timezone.now() - timedelta(days=1)
    return make_item(course, NAME, title="Midterm", slug="midterm", points=40, due_at=past)


def test_an_entered_score_counts_as_graded_and_none_is_missing(
    course: Any, ada: Any, ben: Any, exam: Item
) -> None:
    make_item(course, points=10)
    assert grades_of(ben, course).cells[0].state is CellState.NOT_ENTERED
    override_score(item=exam, user=ben, fraction=0.75, reason="Written exam", by=ada)
    row = grades_of(ben, course)
    assert row.cells[0].states == (CellState.GRADED,)
    assert (row.total.earned, row.total.out_of) == (30, 50)

    excuse_score(item=exam, user=ben, excused=True, reason="Ill", by=ada)
    assert grades_of(ben, course).cells[0].state is CellState.EXCUSED
    assert grades_of(ben, course).total.out_of == 10
    undo_change(change=exam.scores.get().changes.first(), by=ada)
    assert grades_of(ben, course).total.earned == 30


def test_filters_of_the_grid_agree_with_its_cells(
    course: Any, ada: Any, ben: Any, exam: Item
) -> None:
    other = make_student(course)
    override_score(item=exam, user=ben, fraction=0.75, reason="Exam", by=ada)
    people = [ben.pk, other.pk]
    assert people_in_state("graded", [exam], people) == {ben.pk}
    assert people_in_state("overridden", [exam], people) == set()
    assert people_in_state("missing", [exam], people) == set()
    assert people_in_state("not-entered", [exam], people) == {other.pk}
    assert state_counts(exam, people) == [(CellState.GRADED, 1), (CellState.NOT_ENTERED, 1)]


def test_students_see_the_score_after_its_release(
    client: Client, course: Any, ada: Any, ben: Any, exam: Item
) -> None:
    hold_scores(item=exam, by=ada)
    override_score(item=exam, user=ben, fraction=0.75, reason="Written exam", by=ada)
    client.force_login(ben)
    pages = [exam.get_absolute_url(), f"/courses/{course.slug}/grades/"]
    assert all("30 of 40" not in client.get(page).content.decode() for page in pages)
    assert states_of([exam], ben)[exam.pk].name == "waiting"

    release_scores(item=exam, by=ada)
    assert all("30 of 40" in client.get(page).content.decode() for page in pages)
    assert "30 of 40 points: Written exam" in client.get(pages[1]).content.decode()
    assert states_of([exam], ben)[exam.pk].name == "done"


def test_nobody_falls_behind_by_it(course: Any, ben: Any, exam: Item) -> None:
    now, students = timezone.now(), students_of(course)
    figures = figures_of(course, [exam], students, now)
    assert figures[ben.pk].begun == figures[ben.pk].due == 1
    assert falling_behind(students, figures, now) == []


def test_the_panel_asks_for_the_score_and_for_no_reason(
    client: Client, course: Any, ada: Any, ben: Any, exam: Item
) -> None:
    client.force_login(ada)
    address = f"/courses/{course.slug}/gradebook/{ben.pk}/external/midterm/"
    page = client.get(address).content.decode()
    assert "Enter the score" in page and "Submitted work" not in page
    assert "No score has been entered." in page
    assert client.post(f"{address}override/", {"points": "31"}).status_code == 302
    score = exam.scores.get(user=ben)
    assert (score.effective, score.override_reason) == (31 / 40, "Score entered")


def test_questions_about_a_class_are_answered(course: Any, ada: Any, ben: Any, exam: Item) -> None:
    override_score(item=exam, user=ben, fraction=0.75, reason="Exam", by=ada)
    make_student(course)
    kind = kind_named(NAME)
    assert kind.begun([exam], students_of(course)) == {exam.pk: 1}
    assert kind.works([exam], ben) == {} and kind.work(exam, ben) == []


def test_the_history_says_that_a_score_was_entered(
    client: Client, course: Any, ada: Any, ben: Any, exam: Item
) -> None:
    for fraction in (0.75, 0.8, None):
        override_score(item=exam, user=ben, fraction=fraction, reason="Written exam", by=ada)
    newest = [change.words for change in exam.scores.get(user=ben).changes.all()]
    assert newest == ["Score removed", "Score changed", "Score entered"]
    quiz = make_item(course, "quiz")
    change = override_score(item=quiz, user=ben, fraction=1.0, reason="Ill", by=ada).changes.get()
    assert change.words == "Override"
    batch = override_each(item=exam, fractions={ben.pk: 0.5}, reason="File", by=ada)
    assert batch.words == "Score entered"
    client.force_login(ada)
    for address in ("gradebook/log/", f"gradebook/{ben.pk}/external/midterm/"):
        assert "Score entered" in client.get(f"/courses/ml/{address}").content.decode()
