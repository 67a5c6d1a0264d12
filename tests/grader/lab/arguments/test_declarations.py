"""Declarations: variants, symbols, and what is refused at once."""

from __future__ import annotations

import numpy as np
import pytest

from grader.lab.arguments import (
    classes,
    either,
    floats,
    integers,
    list_of,
    logits,
    rate,
    takes,
    word,
)
from grader.lab.arguments.declarations import NUMBER
from grader.lab.rules.dtypes import dtype_rules


def test_every_function_has_every_word_and_kind() -> None:
    declared = takes(
        ("f", "g"), W=either(array=floats(), list=list_of(floats())), kind=word("l1", "l2")
    )
    places = [variant.place for variant in declared.variants()]
    assert len(places) == 8
    assert places[0] == 'f, array, "l1"'
    assert [variant.first_kinds for variant in declared.variants()] == [
        True,
        True,
        False,
        False,
    ] * 2


def test_symbols_are_shared() -> None:
    declared = takes("f", z=logits("N C"), y=classes("N", below="C"), w=floats("C"))
    assert declared.symbols == ("N", "C")
    (variant,) = declared.variants()
    values = variant.draw(np.random.default_rng(0), {"N": (4,), "C": (3,)})
    assert [values[name].shape for name in ("z", "y", "w")] == [(4, 3), (4,), (3,)]


def test_rows_and_columns_are_exchanged_alike_in_all_arguments() -> None:
    declared = takes("f", z=logits("N C"), y=classes("N", below="C"), w=floats("C"))
    (variant,) = declared.variants()
    sizes = {"N": (3,), "C": (2,)}
    draws = [variant.draw(np.random.default_rng(number), sizes) for number in range(6)]
    assert len({tuple(values["y"]) for values in draws}) > 1
    for values in draws:
        own = values["z"][np.arange(3), values["y"]]
        found = sorted(zip(own, values["w"][values["y"]], strict=True))
        first = draws[0]["z"][np.arange(3), draws[0]["y"]]
        right = sorted(zip(first, draws[0]["w"][draws[0]["y"]], strict=True))
        np.testing.assert_allclose(found, right, 0.05)


def test_entries_stay_in_their_order_where_that_is_said() -> None:
    declared = takes("f", w=floats("D"), groups=integers("D", low=0, high=1)).in_order("D")
    (variant,) = declared.variants()
    draws = [variant.draw(np.random.default_rng(number), {"D": (6,)}) for number in range(6)]
    assert len({tuple(values["groups"]) for values in draws}) == 1
    assert len({tuple(np.argsort(values["w"])) for values in draws}) == 1


def test_whole_numbers_and_bools_stay_in_their_order_too() -> None:
    (variant,) = takes("f", v=floats("N", bools=True)).in_order("N").variants()
    rules = {rule.title: rule for rule in dtype_rules(variant)}
    for title in ("Integers in, float64 out", "Bools count as 1 and 0"):
        draws = [next(rules[title].calls(np.random.default_rng(n)))[1]["v"] for n in range(6)]
        assert len({tuple(values) for values in draws}) == 1


def test_a_symbol_below_which_numbers_lie_counts_for_a_variant() -> None:
    (variant,) = takes("f", y=classes("N", below="C")).variants()
    assert variant.symbols == ("N", "C")


def test_open_shapes_are_not_shared() -> None:
    assert takes("f", a=floats(), b=floats()).symbols == ("*a", "*b")
    assert takes("f", a=floats("*S"), b=floats("*S")).symbols == ("*S",)


def test_what_holds_of_all_arguments_is_added_one_after_the_other() -> None:
    declared = (
        takes("f", z=logits("*S C"), w=floats())
        .at_least(C=2)
        .may_be_empty("C")
        .never_empty("*w")
        .refuses_empty(ValueError)
        .without_axes()
        .gives_like("z")
    )
    assert declared.least == {"C": 2}
    assert (declared.zero, declared.full, declared.scalars) == (("C",), ("*w",), True)
    assert declared.zero_raises == {"*S": ValueError, "*w": ValueError}
    assert declared.gives == "z"
    assert declared.gives_number().gives == NUMBER
    assert declared.always_raises(KeyError).raises is KeyError


def test_the_line_of_a_declaration_is_known() -> None:
    first = takes("f", x=rate())
    second = takes("f", x=rate())
    assert second.line == first.line + 1


def test_what_is_no_argument_is_refused() -> None:
    with pytest.raises(TypeError, match=r"x is <class 'float'>; write floats\(\)"):
        takes("f", x=float)  # type: ignore[arg-type]
