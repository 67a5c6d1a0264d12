"""Scores set by hand: within the points of the item, with a reason, or taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from courseware.gradebook.forms import OverrideForm
from courseware.items.models import Item


def form(points: str, reason: str = "was ill", out_of: str = "8") -> OverrideForm:
    return OverrideForm({"points": points, "reason": reason}, item=Item(points=Decimal(out_of)))


@pytest.mark.parametrize(
    ("points", "fraction"), [("6", 0.75), ("8", 1.0), ("0", 0.0), ("", None), ("0.5", 0.0625)]
)
def test_points_become_a_fraction_of_the_item(points: str, fraction: float | None) -> None:
    given = form(points)

    assert given.is_valid()
    assert given.fraction() == fraction


@pytest.mark.parametrize("points", ["8.1", "-1", "nan", "inf", "many"])
def test_points_outside_the_item_are_an_error(points: str) -> None:
    assert "points" in form(points).errors


@pytest.mark.parametrize("reason", ["", " ", "x" * 301])
def test_a_reason_is_needed_and_fits_into_its_column(reason: str) -> None:
    assert "reason" in form("6", reason).errors


def test_an_item_of_no_points_takes_none() -> None:
    given = form("0", out_of="0")

    assert given.is_valid()
    assert given.fraction() == 0.0
    assert not form("1", out_of="0").is_valid()


def test_forms_of_two_items_on_a_page_have_fields_of_their_own() -> None:
    first, second = (OverrideForm(item=Item(pk=pk, points=Decimal(1))) for pk in (1, 2))

    assert first["points"].id_for_label != second["points"].id_for_label
