"""float32, integers, bools and the integer dtypes."""

from __future__ import annotations

import numpy as np

from grader.lab.arguments import classes, floats, labels, pair, rate, takes
from tests.grader.lab.rules.drawing import cases, inputs

FLOATS = cases(takes("f", x=floats()).gives_like("x"))


def test_float32_comes_in_float32_and_is_once_all_zero() -> None:
    usual, zeros = inputs(FLOATS, "float32 in, float32 out")
    assert usual.dtype == zeros.dtype == np.float32
    assert usual.any() and not zeros.any()


def test_float32_and_integers_meet_rates_of_zero() -> None:
    found = cases(takes("f", x=floats(), t=pair(rate(), rate())), "f(x, t)")
    for rule, dtype in (
        ("float32 in, float32 out", np.float32),
        ("Integers in, float64 out", np.int64),
    ):
        assert inputs(found, rule)[-1].dtype == dtype
        assert inputs(found, rule, 1)[-1] == (0.0, 0.0)


def test_integers_have_both_signs_and_are_once_all_zero() -> None:
    whole, zeros = inputs(FLOATS, "Integers in, float64 out")
    assert whole.dtype == zeros.dtype == np.int64
    assert whole.min() < 0 < whole.max()
    assert not zeros.any()


def test_bools_are_asked_for_where_they_are_declared() -> None:
    assert "Bools count as 1 and 0" not in FLOATS
    found = cases(takes("f", x=floats(bools=True)))
    (value,) = inputs(found, "Bools count as 1 and 0")
    assert value.dtype == bool
    assert value.any() and not value.all()


def test_what_the_declaration_leaves_out_is_not_asked() -> None:
    found = cases(takes("f", x=floats(float32=False, integers=False)))
    assert not {"float32 in, float32 out", "Integers in, float64 out"} & set(found)


def test_class_numbers_come_in_several_dtypes_and_stay_what_they_are() -> None:
    found = cases(takes("f", x=floats("N"), y=classes("N", below=3)), "f(x, y)")
    assert [y.dtype for y in inputs(found, "Any integer dtype", 1)] == [np.int32, np.uint8, np.int8]
    assert inputs(found, "float32 in, float32 out", 1)[0].dtype == np.int64
    assert inputs(found, "Integers in, float64 out", 1)[0].any()


def test_integer_labels_lie_in_their_interval() -> None:
    found = cases(takes("f", x=labels()))
    assert set(np.unique(inputs(found, "Integers in, float64 out")[0])) == {0, 1}


def test_hints_name_the_arguments() -> None:
    found = cases(takes("f", x=floats("N"), y=floats("N")).gives_like("x"), "f(x, y)")
    hint = found["float32 in, float32 out"][0].hint
    assert hint.startswith("float32 in x and y gives a float32 answer")
    number = cases(takes("f", x=floats()).gives_number())
    assert "as good as float64" in number["float32 in, float32 out"][0].hint


def test_whole_numbers_of_two_arguments_of_one_shape_differ() -> None:
    found = takes("f", x=floats("N"), y=floats("N")).gives_like("x")
    for seed in range(12):
        drawn = cases(found, "f(x, y)", seed=seed)
        x, y = (inputs(drawn, "Integers in, float64 out", place)[0] for place in (0, 1))
        assert x.tolist() != y.tolist()
