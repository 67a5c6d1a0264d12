"""No entries, one entry, more axes, no axes."""

from __future__ import annotations

import numpy as np

from grader.lab.arguments import classes, floats, list_of, logits, takes
from tests.grader.lab.rules.drawing import cases, inputs

ANY = cases(takes("f", x=floats()))
ROWS = takes("f", z=logits("N C"), y=classes("N", below="C"))


def test_arrays_of_any_shape_come_without_entries() -> None:
    empty = inputs(ANY, "Empty arrays")
    assert [x.shape for x in empty] == [(0,), (0, 3)]
    assert empty[-1].dtype == np.float32


def test_a_length_may_be_zero_only_where_it_is_declared() -> None:
    assert "Empty arrays" not in cases(ROWS, "f(z, y)")
    found = cases(ROWS.may_be_empty("N"), "f(z, y)")
    assert {z.shape for z in inputs(found, "Empty arrays")} == {(0, 3)}
    assert {y.shape for y in inputs(found, "Empty arrays", 1)} == {(0,)}


def test_no_array_of_any_shape_is_empty_where_that_is_declared() -> None:
    assert "Empty arrays" not in cases(takes("f", x=floats()).never_empty())


def test_each_item_of_a_list_is_empty_alone_and_then_all() -> None:
    found = inputs(cases(takes("f", x=list_of(floats()))), "Empty arrays")
    sizes = [[item.size == 0 for item in value] for value in found]
    assert [True, False, False] in sizes
    assert [False, False, True] in sizes
    assert [True, True, True] in sizes


def test_one_entry_of_each_and_of_all() -> None:
    assert [x.shape for x in inputs(ANY, "A single entry")] == [(1,)]
    found = cases(ROWS, "f(z, y)")
    assert [z.shape for z in inputs(found, "A single entry")] == [(1, 1), (1, 3), (5, 1)]
    two = cases(ROWS.at_least(C=2), "f(z, y)")
    assert [z.shape for z in inputs(two, "A single entry")] == [(1, 2), (1, 3)]


def test_more_axes_and_none() -> None:
    assert [x.shape for x in inputs(ANY, "More axes")] == [(2, 1, 3)]
    assert "No axes" not in ANY
    found = cases(takes("f", x=floats()).without_axes())
    assert [x.shape for x in inputs(found, "No axes")] == [()]
    assert "More axes" not in cases(ROWS, "f(z, y)")
