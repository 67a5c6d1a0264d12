"""Which cases of a list are always tried."""

from __future__ import annotations

from typing import Any

from tests.selection import some_of


def always(parameters: list[Any]) -> list[Any]:
    return [parameter.values for parameter in parameters if not parameter.marks]


def test_so_many_cases_from_all_over_the_list_are_always_tried() -> None:
    assert always(some_of(range(10), 3)) == [(0,), (3,), (6,)]
    assert always(some_of([("a", 1), ("b", 2)], 1)) == [("a", 1)]
    assert len(some_of(range(10), 3)) == 10


def test_a_short_list_is_tried_as_a_whole() -> None:
    assert always(some_of("ab", 5)) == [("a",), ("b",)]


def test_cases_can_have_names() -> None:
    assert [each.id for each in some_of([(1, 2), (3, 4)], 1, name=str)] == ["(1, 2)", "(3, 4)"]
