"""The gradebook as CSV: what a spreadsheet makes of it, and what it must not run."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from courseware.gradebook import export
from courseware.gradebook.export import csv_parts
from courseware.gradebook.selectors import students_of
from tests.factories import make_item, make_score, make_student

pytestmark = pytest.mark.django_db


def rows_of(course: Any) -> list[list[str]]:
    text = "".join(csv_parts(course, students_of(course)))
    assert text.startswith("\ufeff")  # so that spreadsheets read UTF-8
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_row_holds_points_total_and_percent(course: Any) -> None:
    first, second = make_item(course, title="A", points=10), make_item(course, title="B", points=5)
    dora = make_student(course, "dora", last_name="Noether")
    make_score(first, dora, 0.75)
    make_score(second, dora, 0.2, override=1.0)

    assert rows_of(course) == [
        ["login", "name", "email", "A (10)", "B (5)", "total", "percent"],
        ["dora", "Dora Noether", "dora@example.org", "7.50", "5.00", "12.50", "83.33"],
    ]


def test_what_has_no_score_is_empty_and_not_zero(course: Any) -> None:
    make_item(course, title="A", points=10)
    make_student(course, "dora")

    assert rows_of(course)[1][3:] == ["", "0.00", "0.00"]


def test_a_course_without_items_or_students_has_a_head(course: Any) -> None:
    assert rows_of(course) == [["login", "name", "email", "total", "percent"]]
    make_student(course, "dora")
    assert rows_of(course)[1][3:] == ["0.00", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_is_no_formula(course: Any, start: str) -> None:
    make_item(course, title=f"{start}SUM(A1)", points=1)
    make_student(course, "dora", first_name=f"{start}cmd", last_name="x")

    head, row = rows_of(course)

    assert head[3].startswith(f"'{start}")
    assert not row[1].startswith(start)


def test_commas_quotes_and_line_ends_stay_in_their_cell(course: Any) -> None:
    make_student(course, "dora", first_name='D,"o"\nra', last_name="N")

    assert rows_of(course)[1][1] == 'D,"o"\nra N'


def test_a_large_class_comes_in_parts(
    course: Any, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(export, "STUDENTS", 2)
    item = make_item(course, points=10)
    for number in range(5):
        make_score(item, make_student(course, f"s{number}"), number / 10)

    with django_assert_num_queries(3 + 2 * 3):
        parts = list(csv_parts(course, students_of(course)))

    assert [part.count("\n") for part in parts] == [1, 2, 2, 1]
    assert [row[3] for row in rows_of(course)[1:]] == ["0.00", "1.00", "2.00", "3.00", "4.00"]
