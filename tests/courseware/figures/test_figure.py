"""What a module gives back as its figure: values that nobody changes afterwards."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from courseware.figures.figure import Column, Figure

FIGURE = Figure(
    title="Zeros",
    caption="Two values.",
    alt="A line.",
    data={"x": np.zeros(2)},
    table=[Column("x", np.zeros(2), ".1f")],
)


def test_a_figure_without_more_has_nothing_to_set_and_nothing_to_say() -> None:
    assert (dict(FIGURE.numbers), tuple(FIGURE.controls), FIGURE.said) == ({}, (), "")
    assert Column("name", ["a"]).format == ""


def test_figures_do_not_share_their_numbers() -> None:
    one, other = (Figure("t", "c", "a", data={}, table=[]) for _ in range(2))
    assert one.numbers is not other.numbers


@pytest.mark.parametrize("name", ["title", "data", "numbers"])
def test_nothing_of_a_figure_is_replaced(name: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(FIGURE, name, None)
    with pytest.raises(FrozenInstanceError):
        FIGURE.table[0].format = ".2f"  # type: ignore[misc]


@pytest.mark.parametrize("missing", ["title", "caption", "alt", "data", "table"])
def test_what_every_reader_needs_is_never_left_out(missing: str) -> None:
    given = {"title": "t", "caption": "c", "alt": "a", "data": {}, "table": []}
    del given[missing]
    with pytest.raises(TypeError, match=missing):
        Figure(**given)
