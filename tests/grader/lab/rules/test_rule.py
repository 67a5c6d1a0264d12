"""Lengths of symbols, and the words for arguments."""

from __future__ import annotations

import numpy as np
import pytest

from grader.lab.arguments import Variant, classes, floats, list_of, logits, takes
from grader.lab.rules.rule import change_arrays, listed, names_of, ordinary_sizes, with_any_axes


def variant(**arguments: object) -> Variant:
    return next(takes("f", **arguments).variants())  # type: ignore[arg-type]


def test_lengths_differ_so_that_axes_cannot_be_exchanged_unseen() -> None:
    sizes = ordinary_sizes(variant(X=floats("N D"), W=floats("D K"), b=floats("K")))
    assert sizes == {"N": (5,), "D": (3,), "K": (4,)}


def test_arrays_of_any_shape_get_a_shape_each() -> None:
    sizes = ordinary_sizes(variant(W=list_of(floats())))
    assert sizes == {"*W_0": (7,), "*W_1": (2, 3), "*W_2": (3, 1)}
    assert ordinary_sizes(variant(z=logits("*S C"))) == {"*S": (5,), "C": (5,)}


def test_least_lengths_and_changed_ones() -> None:
    declared = takes("f", z=logits("N C")).at_least(C=8)
    (own,) = declared.variants()
    assert ordinary_sizes(own) == {"N": (5,), "C": (8,)}
    assert ordinary_sizes(own, N=(0,)) == {"N": (0,), "C": (8,)}
    assert ordinary_sizes(variant(z=logits("*S C")), S=(2, 3))["*S"] == (2, 3)


def test_any_axes_take_shapes_in_turn() -> None:
    sizes = with_any_axes(variant(a=floats(), b=floats(), c=floats("N")), (2, 2), (3,))
    assert sizes == {"*a": (2, 2), "*b": (3,), "N": (5,)}


def test_every_array_is_changed() -> None:
    own = variant(z=logits("N"), y=classes("N", below=2))
    values = own.draw(np.random.default_rng(0), {"N": (4,)})
    changed = change_arrays(own, values, lambda array, value: value * 0)
    assert not changed["z"].any() and not changed["y"].any()
    assert values["z"].any()


@pytest.mark.parametrize(
    ("names", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (list("abc"), "a, b and c")],
)
def test_names_as_a_text(names: list[str], text: str) -> None:
    assert listed(names) == text


def test_names_of_arguments_that_hold_such_an_array() -> None:
    own = variant(z=logits("N", infinite=True), y=floats("N"))
    assert names_of(own, only=lambda array: array.infinite is True) == "z"
