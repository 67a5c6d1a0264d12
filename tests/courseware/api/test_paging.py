"""Lists in pages: each row once, also when rows are added or deleted meanwhile."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import RequestFactory
from pydantic import ValidationError

from courseware.api.paging import MOST, PER_PAGE, IdPagination
from courseware.items.models import Item
from tests.factories import make_course, make_item

pytestmark = pytest.mark.django_db
Page = dict[str, Any]


def page(rows: Any, address: str = "/rows/", *, newest_first: bool = True) -> Page:
    """As an operation gives it for the address; what is shown of a row is its slug."""
    request = RequestFactory().get(address)
    wanted = IdPagination.Input(**request.GET.dict())
    pages = IdPagination(
        present=lambda request, rows: [row.slug for row in rows], newest_first=newest_first
    )
    return pages.paginate_queryset(rows, wanted, request)


def follow(rows: Any, address: str, **options: Any) -> list[list[str]]:
    found = []
    next_address: str | None = address
    while next_address:
        shown = page(rows, next_address, **options)
        found.append(shown["results"])
        next_address = shown["next"]
    return found


@pytest.fixture
def rows(course: Any) -> Any:
    for number in range(5):
        make_item(course, slug=f"r{number}")
    return Item.objects.filter(course=course)


def test_each_row_is_on_one_page_in_the_order_of_ids(rows: Any) -> None:
    assert follow(rows, "/rows/?limit=2") == [["r4", "r3"], ["r2", "r1"], ["r0"]]
    oldest = follow(rows, "/rows/?limit=2", newest_first=False)
    assert oldest == [["r0", "r1"], ["r2", "r3"], ["r4"]]


@pytest.mark.parametrize("limit", [5, 6, MOST])
def test_a_page_that_holds_all_is_the_last(rows: Any, limit: int) -> None:
    assert len(follow(rows, f"/rows/?limit={limit}")) == 1


def test_without_rows_there_is_one_empty_page() -> None:
    assert page(Item.objects.none()) == {"results": [], "next": None}


def test_rows_that_come_and_go_meanwhile_neither_hide_nor_double_others(
    course: Any, rows: Any
) -> None:
    first = page(rows, "/rows/?limit=2")
    make_item(course, slug="new")
    Item.objects.filter(slug__in=["r3", "r2"]).delete()  # the row of the cursor is one of them
    assert follow(rows, first["next"]) == [["r1", "r0"]]


def test_the_next_address_keeps_the_filters(rows: Any) -> None:
    shown = page(rows, "/rows/?limit=2&kind=quiz&kind=lab&q=a%26b%3Dc")
    assert shown["next"].startswith("http://testserver/rows/?")
    asked = parse_qs(urlsplit(shown["next"]).query)
    assert asked["kind"] == ["quiz", "lab"] and asked["q"] == ["a&b=c"]
    assert asked["limit"] == ["2"]
    again = page(rows, shown["next"])
    assert len(parse_qs(urlsplit(again["next"]).query)["cursor"]) == 1


def test_the_filter_of_the_rows_holds_for_every_page(rows: Any) -> None:
    make_item(make_course(), slug="elsewhere")
    assert follow(rows, "/rows/?limit=1") == [[f"r{number}"] for number in (4, 3, 2, 1, 0)]


def test_a_page_costs_one_query(rows: Any, django_assert_num_queries: Any) -> None:
    for limit in (1, 3, 50):
        with django_assert_num_queries(1):
            page(rows, f"/rows/?limit={limit}")


@pytest.mark.parametrize(
    "wanted",
    [
        *({"limit": value} for value in ("0", "-1", str(MOST + 1), "x")),
        *({"cursor": value} for value in ("", "-1", "1.5", "x", "9" * 19, "1\n", "٣")),
    ],
    ids=repr,
)
def test_other_limits_and_cursors_are_refused(wanted: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        IdPagination.Input(**wanted)


def test_the_usual_page_and_the_largest_cursor(rows: Any) -> None:
    assert IdPagination.Input().limit == PER_PAGE
    assert page(rows, f"/rows/?cursor={'9' * 18}")["results"][0] == "r4"
    assert page(rows, "/rows/?cursor=0") == {"results": [], "next": None}
