"""What-if: the total of scores that are typed, by the rules of the course."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courseware.gradebook.models import Score
from courseware.gradebook.selectors import grades_of
from courseware.gradebook.services import excuse_score
from courseware.gradebook.what_if import TriedScores, field_name
from tests.factories import make_item, make_score

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(course: Any, ben: Any) -> list[Any]:
    items = [make_item(course, "quiz", slug="final", points=10), make_item(course, "lab")]
    make_score(items[0], ben, 0.5)
    return items


def test_what_if_shows_another_total_and_stores_nothing(
    client: Client, ben: Any, items: list[Any]
) -> None:
    client.force_login(ben)
    address = reverse("what-if", args=["ml"])
    name = f"points-{items[0].pk}"

    assert "With these points" not in client.get(address).text
    tried = client.get(address, {name: "7,5"})
    assert "With these points" in tried.text and "7.5 of 20" in tried.text
    assert Score.objects.get().effective == 0.5
    refused = client.get(address, {name: "70"})
    assert refused.status_code == 422
    assert "Enter a number from 0 to 10." in refused.text and 'value="70"' in refused.text


@pytest.mark.parametrize("typed", ["-1", "11", "nan", "inf", "ten", "1e9", "9" * 400])
def test_what_cannot_be_points_is_named(course: Any, ben: Any, items: Any, typed: str) -> None:
    row = grades_of(ben, course, for_student=True)
    tried = TriedScores(row, {field_name(row.cells[0]): typed})

    assert [line.cell.item for line in tried.faults] == [items[0]]
    assert len(tried.faults[0].typed) <= 20
    assert tried.total == row.total


def test_trying_a_score_ends_an_excuse(course: Any, ada: Any, ben: Any, items: Any) -> None:
    excuse_score(item=items[1], user=ben, excused=True, reason="Ill.", by=ada)
    row = grades_of(ben, course, for_student=True)
    tried = TriedScores(row, {field_name(row.cells[1]): "10"})

    assert (row.total.fraction, tried.total.fraction) == (0.5, 0.75)


def test_only_what_is_typed_changes(course: Any, ben: Any, items: Any) -> None:
    row = grades_of(ben, course, for_student=True)
    tried = TriedScores(row, {field_name(row.cells[0]): " ", "other": "3"})

    assert not tried.is_any
    assert tried.total == row.total
