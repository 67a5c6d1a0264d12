"""What is refused: each argument in turn, and only what the declaration says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.lab import Case
from grader.lab.arguments import classes, count, floats, labels, logits, rate, takes, word
from tests.grader.lab.rules.drawing import cases, inputs


def refusals(found: dict[str, list[Case]]) -> list[str]:
    return [title for title in found if title.startswith("Refuses")]


def test_nothing_is_refused_unless_it_is_declared() -> None:
    declared = takes("f", x=labels("N"), y=classes("N", below=3), t=rate(), kind=word("a"))
    assert refusals(cases(declared, "f(x, y, t, kind)")) == []


def test_entries_outside_an_interval() -> None:
    found = cases(takes("f", x=labels(outside=ValueError)))
    assert refusals(found) == ["Refuses x outside [0, 1]"]
    values = inputs(found, "Refuses x outside [0, 1]")
    assert [((x < 0) | (x > 1)).sum() for x in values] == [1, 1, 1, 1]
    assert all(case.expects and case.expects.exception is ValueError
               for case in found["Refuses x outside [0, 1]"])  # fmt: skip
    assert "Raise ValueError" in found["Refuses x outside [0, 1]"][0].hint


def test_ends_that_do_not_belong_to_the_interval() -> None:
    found = cases(takes("f", x=floats(low=0, open_low=True, outside=ValueError)))
    assert 0.0 in [x.min() for x in inputs(found, "Refuses x outside (0, ∞)")]


def test_class_numbers_below_and_beyond() -> None:
    declared = takes("f", z=logits("N C"), y=classes("N", below="C", outside=ValueError))
    found = cases(declared, "f(z, y)")
    values = inputs(found, "Refuses y outside 0 to C - 1", 1)
    assert [y[place] for y, place in zip(values, (1, 0, -1), strict=True)] == [-1, 3, 103]


@pytest.mark.parametrize(
    ("options", "title", "test"),
    [
        ({"nan": ValueError}, "Refuses NaN in x", lambda x: np.isnan(x).sum() == 1),
        ({"infinite": ValueError}, "Refuses infinity in x", lambda x: np.isinf(x).sum() == 1),
    ],
)
def test_special_values(options: dict[str, Any], title: str, test: Any) -> None:
    assert all(test(x) for x in inputs(cases(takes("f", x=floats(**options))), title))


def test_other_shapes() -> None:
    declared = takes("f", x=floats("*S"), y=floats("*S", wrong_shape=ValueError))
    found = cases(declared, "f(x, y)")
    title = "Refuses y of another shape"
    assert [y.shape for y in inputs(found, title, 1)] == [(7, 1), (1, 7), (8,), (6,), (1,)]
    assert {x.shape for x in inputs(found, title)} == {(7,)}
    assert "shape of x" in found[title][0].hint


def test_floats_for_integers_and_repeated_ones() -> None:
    declared = takes("f", x=classes("N", below=9, wrong_type=TypeError, repeated=ValueError))
    found = cases(declared)
    assert [x.dtype for x in inputs(found, "Refuses x that are no integers")] == [float]
    assert found["Refuses x that are no integers"][0].expects.exception is TypeError  # type: ignore[union-attr]
    assert [len(set(x)) for x in inputs(found, "Refuses x that repeat")] == [1]


def test_numbers_and_words() -> None:
    declared = takes(
        "f",
        n=count(low=1, outside=ValueError, wrong_type=TypeError),
        t=rate(high=1, open_high=True, outside=ValueError),
        kind=word("a", unknown=ValueError),
    )
    found = cases(declared, "f(n, t, kind)")
    assert inputs(found, "Refuses n outside [1, ∞)") == [0]
    assert all(type(n) is int for n in inputs(found, "Refuses n outside [1, ∞)"))
    assert inputs(found, "Refuses n that is no integer")[0] % 1 == 0.5
    assert inputs(found, "Refuses t outside [0, 1)", 1) == [-1.0, 2.0, 1.0]
    assert inputs(found, "Refuses an unknown kind", 2) == ["something else"]


def test_empty_arrays() -> None:
    found = cases(takes("f", x=floats()).refuses_empty(ValueError))
    assert "Empty arrays" not in found
    assert [x.shape for x in inputs(found, "Refuses empty arrays: ValueError")] == [(0,)]
