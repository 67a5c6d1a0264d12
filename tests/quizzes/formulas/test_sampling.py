"""What an author's formulas may call."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import reference
from quizzes.formulas.expressions import FormulaError, evaluate, parse
from quizzes.formulas.sampling import MAX_DRAWS, draw_functions, formula_names


def value(formula: str, seed: int = 0):
    rng = random.Random(seed)
    return evaluate(parse(formula), formula_names() | draw_functions(rng))


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("abs(-2)", 2),
        ("sqrt(9)", 3),
        ("log2(8) + log10(100)", 5),
        ("floor(-1.5)", -2),
        ("ceil(1.2)", 2),
        ("sign(-3)", -1),
        ("round(2.345, 2)", 2.35),
        ("round(-0.2)", 0),
        ("sum([1, 2, 3])", 6),
        ("mean([1, 2])", 1.5),
        ("min(3, 1, 2)", 1),
        ("max([3, 1, 2])", 3),
        ("prod([2, 3])", 6),
        ("any([0, 1])", True),
        ("all([0, 1])", False),
        ("argmin([3, 1, 2])", 1),
        ("argmax([3, 1, 2])", 0),
        ("norm([3, 4])", 5),
        ("count([0, 1, 2])", 2),
        ("len([1, 2, 3])", 3),
        ("int(2.9)", 2),
        ("float(2)", 2.0),
        ("pi", math.pi),
        ("e", math.e),
        ("inf", math.inf),
    ],
)
def test_functions_of_numbers(formula, expected):
    assert value(formula) == pytest.approx(expected, abs=0.006 if "2.345" in formula else 1e-12)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("cumsum([1, 2, 3])", [1, 3, 6]),
        ("unique([2, 1, 2])", [1, 2]),
        ("sort([3, 1, 2])", [1, 2, 3]),
        ("reverse([1, 2, 3])", [3, 2, 1]),
        ("where([True, False], 1, 2)", [1, 2]),
        ("range(3)", [0, 1, 2]),
        ("range(1, 7, 2)", [1, 3, 5]),
        ("grid(0, 0.3, 0.1)", [0.0, 0.1, 0.2, 0.3]),
        ("array([1, 2])", [1.0, 2.0]),
        ("join(1, [2, 3])", [1, 2, 3]),
        ("reshape([1, 2, 3, 4], 2, 2)", [[1, 2], [3, 4]]),
        ("transpose([[1, 2], [3, 4]])", [[1, 3], [2, 4]]),
        ("[2, 3] ** 2", [4, 9]),
    ],
)
def test_functions_of_lists(formula, expected):
    assert np.asarray(value(formula)).tolist() == expected


def test_the_reference_is_called_by_name():
    assert value("ref.soft_threshold(-2, 0.5)") == reference.soft_threshold(-2, 0.5)
    with pytest.raises(FormulaError, match="the reference has no function “nothing”"):
        value("ref.nothing(1)")


@given(st.integers(0, 10**6))
def test_draws_stay_within_their_ends_and_on_their_steps(seed):
    assert value("step(-1, 1, 0.1)", seed) in [round(k / 10, 1) + 0.0 for k in range(-10, 11)]
    assert value("whole(2, 4)", seed) in (2, 3, 4)
    assert value("pick([1, 5])", seed) in (1, 5)
    assert value("pick(['a', 'b'])", seed) in ("a", "b")
    assert value("chance(0)", seed) is False
    assert value("chance(1)", seed) is True


@given(st.integers(0, 10**6))
def test_lists_of_draws_have_their_length(seed):
    assert value("steps(5, 0, 1, 0.25)", seed).shape == (5,)
    assert set(value("wholes(20, 1, 2)", seed)) <= {1, 2}
    sample = value("sample(range(6), 4)", seed)
    assert len(set(sample)) == len(sample) == 4
    assert sorted(value("sample(['a', 'b'], 2)", seed)) == ["a", "b"]


def test_a_seed_gives_the_same_draws():
    formula = "steps(20, 0, 1, 0.01)"
    assert value(formula, 3).tolist() == value(formula, 3).tolist() != value(formula, 4).tolist()


def test_numbers_are_written_as_short_as_people_write_them():
    assert repr(value("step(0.3, 0.3, 0.1)")) == "0.3"
    assert [repr(each) for each in value("grid(-0.1, 0.1, 0.1)").tolist()] == ["-0.1", "0.0", "0.1"]


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("step(1, 0, 0.1)", "cannot go from 1 to 0 by 0.1"),
        ("step(0, 1, 0)", "cannot go from 0 to 1 by 0"),
        ("grid(0, 1, 1e-9)", "cannot go from"),
        ("steps(-1, 0, 1, 0.5)", "cannot draw -1 values"),
        (f"wholes({MAX_DRAWS + 1}, 0, 1)", f"cannot draw {MAX_DRAWS + 1} values"),
        ("sample([1, 2], 3)", "cannot be computed"),
        ("pick([])", "cannot be computed"),
        (f"range({MAX_DRAWS + 1})", "cannot draw"),
    ],
)
def test_draws_that_are_impossible_or_endless(formula, error):
    with pytest.raises(FormulaError, match=error):
        value(formula)


def test_draws_are_for_draws_only():
    assert not set(draw_functions(random.Random(0))) & set(formula_names())
