"""The lines of a part of the table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from courseware.gradebook.grid.rows import GridRow, grid_rows
from courseware.gradebook.rules import Category, Rules
from courseware.gradebook.rules_selectors import plan_of
from courseware.items.selectors import items_of
from courseware.people.models import User
from tests.courseware.gradebook.lines import lines_of
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db


def rows_for(course: Any, users: list[User], rules: Rules | None = None, shown: Any = None) -> Any:
    items = list(items_of(course).select_related("chapter", "course"))
    plan = plan_of(items, rules or Rules())
    return grid_rows(users, items, items if shown is None else shown, plan)


def texts(row: GridRow) -> list[str]:
    return [cell.shown.text for cell in row.cells]


def test_cells_and_the_total_of_each_student_are_their_own(course: Any, ben: Any) -> None:
    dan = make_student(course, "dan")
    first, second = make_item(course, points=10), make_item(course, points=30)
    make_score(first, ben, 0.5)
    make_score(second, ben, 1.0)
    make_score(second, dan, 0.5)
    mine, other = rows_for(course, [ben, dan])
    assert (mine.user, texts(mine), mine.total_text) == (ben, ["5", "30"], "87.5%")
    assert (other.user, texts(other), other.total_text) == (dan, ["–", "15"], "37.5%")


def test_the_total_is_of_the_whole_course_whatever_columns_are_shown(course: Any, ben: Any) -> None:
    first, second = make_item(course, points=10), make_item(course, points=10)
    make_score(first, ben, 1.0)
    make_score(second, ben, 0.0)
    (row,) = rows_for(course, [ben], shown=[second])
    assert (texts(row), row.total_text) == (["0"], "50%")


def test_overrides_count_and_excused_items_do_not(course: Any, ben: Any) -> None:
    items = [make_item(course, points=10) for _ in range(3)]
    make_score(items[0], ben, 0.2, override=0.8)
    make_score(items[1], ben, 0.1, excused=True)
    make_score(items[2], ben, None, override=0.4)
    (row,) = rows_for(course, [ben])
    assert texts(row) == ["8", "excused", "4"]
    assert row.total_text == "60%"


def test_every_total_is_that_of_the_other_pages(course: Any, ben: Any) -> None:
    people = [ben, *(make_student(course) for _ in range(3))]
    items = [make_item(course, kind, points=7) for kind in ("lab", "quiz", "quiz")]
    for number, person in enumerate(people):
        for place, item in enumerate(items[: number + 1]):
            make_score(item, person, (1 + number + place) / 7, excused=number == place == 1)
    totals = {row.user.pk: row.total for row in lines_of(course)}
    for row in rows_for(course, people):
        assert row.total == totals[row.user.pk]


def test_what_is_late_or_missing_is_told_in_the_cell(course: Any, ben: Any) -> None:
    past = timezone.now() - timedelta(days=2)
    late, missing = (make_item(course, points=10, due_at=past) for _ in range(2))
    make_score(late, ben, 0.5, late_by=timedelta(days=1))
    (row,) = rows_for(course, [ben])
    first, second = (cell.shown for cell in row.cells)
    assert (first.text, first.letters) == ("5", "L")
    assert first.label == "5 of 10 points; late by 1 day"
    assert (second.text, second.meaning) == ("missing", "look")
    assert missing.slug in row.cells[1].url


@pytest.mark.parametrize(
    ("places", "text"), [(None, "66.7%"), (0, "67%"), (1, "66.7%"), (2, "66.67%")]
)
def test_the_total_is_written_with_the_places_of_the_rules(
    course: Any, ben: Any, places: int | None, text: str
) -> None:
    make_score(make_item(course, points=3), ben, 2 / 3)
    (row,) = rows_for(course, [ben], Rules(places=places))
    assert row.total_text == text


def test_where_nothing_counts_there_is_a_dash_and_no_zero(course: Any, ben: Any) -> None:
    make_score(make_item(course), ben, 1.0, excused=True)
    (row,) = rows_for(course, [ben])
    assert row.total_text == "–"


def test_dropped_scores_follow_the_rules(course: Any, ben: Any) -> None:
    for fraction in (0.0, 1.0):
        make_score(make_item(course, points=10), ben, fraction)
    (row,) = rows_for(
        course, [ben], Rules(categories=(Category("Q", kinds=("quiz",), drop_lowest=1),))
    )
    assert row.total_text == "100%"


def test_each_cell_leads_to_its_page(course: Any, ben: Any) -> None:
    make_item(course, "lab", slug="twice")
    (row,) = rows_for(course, [ben])
    assert row.url == f"/courses/ml/gradebook/{ben.pk}/"
    assert [cell.url for cell in row.cells] == [f"{row.url}lab/twice/"]


def test_without_items_a_student_has_an_empty_line(course: Any, ben: Any) -> None:
    (row,) = rows_for(course, [ben])
    assert (row.cells, row.total_text) == ([], "–")
    assert rows_for(course, []) == []


def test_the_queries_do_not_grow(course: Any, ben: Any, django_assert_max_num_queries: Any) -> None:
    past = timezone.now() - timedelta(days=1)
    people = [ben]

    def grow() -> None:
        for kind in ("lab", "quiz"):
            item = make_item(course, kind, due_at=past)
            people.append(make_student(course))
            for person in people:
                make_score(item, person, 0.5)

    grow()
    with django_assert_max_num_queries(10) as few:
        rows_for(course, people)
    for _ in range(3):
        grow()
    with django_assert_max_num_queries(len(few)):
        rows_for(course, people)
