"""Addresses of views of the gradebook."""

from __future__ import annotations

import pytest

from courseware.gradebook.grid.query import GridQuery, query_from


def test_an_empty_address_is_the_whole_gradebook() -> None:
    assert query_from({}) == GridQuery()
    assert GridQuery().address() == ""


def test_an_address_gives_back_the_view() -> None:
    sent = {
        "q": "ada",
        "section": "3",
        "items": "chapter-7",
        "state": "missing",
        "least": "20",
        "most": "62.5",
        "sort": "-item-12",
        "page": "2",
        "columns": "3",
    }
    query = query_from(sent)
    assert query.address() == (
        "?q=ada&section=3&items=chapter-7&state=missing&least=20&most=62.5"
        "&sort=-item-12&page=2&columns=3"
    )
    assert (query.key, query.descending, query.sort_item) == ("item-12", True, 12)
    assert (query.only_item, query.only_chapter) == (None, 7)


@pytest.mark.parametrize(
    "sent",
    [
        {"section": "x", "page": "-1", "columns": "many"},
        {"items": "item-x", "sort": "points", "state": "sad"},
        {"least": "nan", "most": "inf"},
        {"least": "-5", "most": "1e9"},
        {"section": "9" * 40, "items": f"item-{'9' * 40}", "sort": f"item-{'9' * 40}"},
        {"section": "²", "page": "²", "items": "item-²"},
    ],
)
def test_what_an_address_says_wrongly_filters_nothing(sent: dict[str, str]) -> None:
    assert query_from(sent) == GridQuery()


@pytest.mark.parametrize(
    ("text", "least"), [("50", 50.0), (" 62,5 ", 62.5), ("80%", 80.0), ("0", 0.0), ("", None)]
)
def test_per_cent_are_written_in_several_ways(text: str, least: float | None) -> None:
    assert query_from({"least": text}).least == least


@pytest.mark.parametrize(
    ("fraction", "taken"),
    [(None, False), (0.5, True), (0.7, True), (0.29 + 0.21, True), (0.71, False)],
)
def test_a_range_has_both_its_ends(fraction: float | None, taken: bool) -> None:
    assert GridQuery(least=50, most=70).takes(fraction) is taken


def test_without_a_range_everybody_is_taken() -> None:
    assert GridQuery().takes(None)


def test_a_title_sorts_by_its_column_and_then_the_other_way_round() -> None:
    query = GridQuery(q="a", page=4)
    assert query.sorted_by("total") == "?q=a&sort=-total"
    assert GridQuery(sort="-total").sorted_by("total") == "?sort=total"
    assert GridQuery(sort="-total").sorted_by("name") == "?"
    assert query.sorted_by("name") == "?q=a&sort=-name"
