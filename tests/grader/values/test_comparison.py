"""What counts as the same answer, as one table."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.messages import Message
from grader.results.verdicts import Verdict
from grader.values.comparison import Tolerance, Tolerances, compare

NEAR = Tolerance(1e-9, 1e-12)
A = np.array
INF, NAN = np.inf, np.nan

TABLE: list[tuple[str, Any, Any, str]] = [
    # got, expected, verdict
    ("float", 0.5, 0.5, "passed"),
    ("NumPy float for float", np.float64(0.5), 0.5, "passed"),
    ("0-d array for float", A(0.5), 0.5, "passed"),
    ("float for 0-d array", 0.5, A(0.5), "passed"),
    ("float for NumPy float", 0.5, np.float64(0.5), "passed"),
    ("whole number for float", 2, 2.0, "passed"),
    ("NumPy int for float", np.int64(2), 2.0, "passed"),
    ("wrong whole number", 3, 2.0, "wrong_values"),
    ("True for 1.0", True, 1.0, "wrong_type"),
    ("NumPy True for 1.0", np.True_, 1.0, "wrong_type"),
    ("float for int", 2.0, 2, "wrong_type"),
    ("int for int", np.int32(2), 2, "passed"),
    ("complex for float", 1 + 0j, 1.0, "wrong_type"),
    ("text for float", "0.5", 0.5, "wrong_type"),
    ("Fraction", Fraction(1, 2), 0.5, "wrong_type"),
    ("Decimal", Decimal("0.5"), 0.5, "wrong_type"),
    ("None for float", None, 0.5, "wrong_type"),
    ("None for None", None, None, "passed"),
    ("float for None", 0.0, None, "wrong_type"),
    ("one entry for float", A([0.5]), 0.5, "wrong_shape"),
    ("off by less than rtol", 1 + 1e-10, 1.0, "passed"),
    ("off by more than rtol", 1 + 1e-8, 1.0, "wrong_values"),
    ("atol at zero", 1e-13, 0.0, "passed"),
    ("array", A([1.0, 2.0]), A([1.0, 2.0]), "passed"),
    ("Fortran order", np.asfortranarray(np.eye(3)), np.eye(3), "passed"),
    ("other byte order", A([1.0, 2.0], ">f8"), A([1.0, 2.0]), "passed"),
    ("list for array", [1.0, 2.0], A([1.0, 2.0]), "wrong_type"),
    ("None for array", None, A([1.0]), "wrong_type"),
    ("float for one entry", 0.5, A([0.5]), "wrong_shape"),
    ("0-d for one entry", A(0.5), A([0.5]), "wrong_shape"),
    ("(N, 1) for (N,)", np.ones((3, 1)), np.ones(3), "wrong_shape"),
    ("(1, N) for (N,)", np.ones((1, 3)), np.ones(3), "wrong_shape"),
    ("scalar that would broadcast", A(1.0), np.ones(3), "wrong_shape"),
    ("(1,) that would broadcast", np.ones(1), np.ones(3), "wrong_shape"),
    ("empty for empty", np.zeros((0, 3)), np.zeros((0, 3)), "passed"),
    ("empty of another shape", np.zeros(0), np.zeros((0, 3)), "wrong_shape"),
    ("float32 for float64", np.ones(3, np.float32), np.ones(3), "wrong_dtype"),
    ("float64 for float32", np.ones(3), np.ones(3, np.float32), "wrong_dtype"),
    ("int for float array", np.ones(3, int), np.ones(3), "wrong_dtype"),
    ("bool for float array", np.ones(3, bool), np.ones(3), "wrong_dtype"),
    ("complex for float array", np.ones(3, complex), np.ones(3), "wrong_dtype"),
    ("longdouble for float array", np.ones(3, np.longdouble), np.ones(3), "wrong_dtype"),
    ("int array", A([1, 2]), A([1, 2]), "passed"),
    ("int array off by one", A([1, 3]), A([1, 2]), "wrong_values"),
    ("bool array", A([True, False]), A([True, False]), "passed"),
    ("NaN for a number", A([NAN, 1.0]), A([1.0, 1.0]), "not_finite"),
    ("infinity for a number", A([INF, 1.0]), A([1.0, 1.0]), "not_finite"),
    ("infinity for the largest number", INF, 1.7e308, "not_finite"),
    ("NaN everywhere", A([NAN, NAN]), A([NAN, 1.0]), "not_finite"),
    ("NaN where NaN is right", A([NAN, 1.0]), A([NAN, 1.0]), "passed"),
    ("number for NaN", A([0.0]), A([NAN]), "wrong_values"),
    ("infinity for infinity", A([INF, -INF]), A([INF, -INF]), "passed"),
    ("infinity of the other sign", A([-INF]), A([INF]), "wrong_values"),
    ("number for infinity", A([1e308]), A([INF]), "wrong_values"),
    ("NaN for infinity", A([NAN]), A([INF]), "wrong_values"),
    ("zero of the other sign", A([-0.0]), A([0.0]), "passed"),
    ("subnormal for zero", A([5e-324]), A([0.0]), "passed"),
    ("largest numbers of both signs", A([-1.7e308]), A([1.7e308]), "wrong_values"),
    ("list of arrays", [A([1.0]), A([2.0])], [A([1.0]), A([2.0])], "passed"),
    ("tuple for list", (A([1.0]), A([2.0])), [A([1.0]), A([2.0])], "passed"),
    ("array for list of arrays", A([[1.0], [2.0]]), [A([1.0]), A([2.0])], "wrong_type"),
    ("list too short", [A([1.0])], [A([1.0]), A([2.0])], "wrong_shape"),
    ("wrong in the second array", [A([1.0]), A([3.0])], [A([1.0]), A([2.0])], "wrong_values"),
    ("shape before values", [A([9.0]), A([2.0, 2.0])], [A([1.0]), A([2.0])], "wrong_shape"),
    ("dict", {"w": 1.0}, {"w": 1.0}, "passed"),
    ("dict of other keys", {"v": 1.0}, {"w": 1.0}, "wrong_type"),
    ("text", "l1", "l1", "passed"),
    ("other text", "l2", "l1", "wrong_values"),
    ("number for text", 1.0, "l1", "wrong_type"),
]


@pytest.mark.parametrize(
    ("got", "expected", "verdict"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_answer_gets_the_verdict_of_the_table(got: Any, expected: Any, verdict: str) -> None:
    assert compare(got, expected, NEAR).verdict.value == verdict


def test_largest_error_is_named_with_its_place() -> None:
    got = A([[1.0, 2.5], [3.0, 4.1]])
    worst = compare(got, A([[1.0, 2.0], [3.0, 4.0]]), NEAR).worst
    assert worst is not None
    assert worst.as_dict() == {
        "index": [0, 1],
        "expected": "2.0",
        "got": "2.5",
        "error": "0.5",
        "differing": 2,
        "entries": 4,
    }


def test_entry_that_is_not_finite_is_named_before_a_large_error() -> None:
    worst = compare(A([900.0, NAN]), A([1.0, 2.0]), NEAR).worst
    assert worst is not None
    assert (worst.index, worst.got, worst.error) == ((1,), "nan", None)


def test_place_in_a_list_begins_with_the_array() -> None:
    worst = compare([A([1.0]), A([2.0, 9.0])], [A([1.0]), A([2.0, 3.0])], NEAR).worst
    assert worst is not None
    assert worst.index == (1, 1)


def test_wrong_shape_is_reported_beside_the_right_one() -> None:
    found = compare(np.ones((3, 1)), np.ones(3), NEAR)
    assert found.detail == "shape (3, 1) instead of (3,)"


def test_tolerance_is_that_of_the_coarsest_float_given() -> None:
    tolerances = Tolerances()
    single, double = np.ones(2, np.float32), np.ones(2)
    assert tolerances.for_values([1.0, double]) is tolerances.float64
    assert tolerances.for_values([1.0, [double, single]]) is tolerances.float32
    assert tolerances.for_values([{"w": np.float16(1)}]) is tolerances.float16
    assert tolerances.for_values([np.ones(2, int), 3]) is tolerances.float64


@given(arrays(np.float64, array_shapes(max_dims=3, max_side=4)))
def test_every_array_equals_itself(array: np.ndarray) -> None:
    assert compare(array.copy(), array, NEAR).right


@given(
    arrays(np.float64, 4, elements=st.floats(-1e6, 1e6)),
    st.integers(0, 3),
    st.floats(1e-3, 1e3) | st.just(NAN) | st.just(INF),
)
def test_one_entry_that_is_off_is_found(array: np.ndarray, place: int, error: float) -> None:
    got = array.copy()
    got[place] += error
    found = compare(got, array, NEAR)
    assert found.worst is not None
    assert (found.worst.index, found.worst.differing) == ((place,), 1)
    assert found.verdict is (Verdict.wrong_values if np.isfinite(error) else Verdict.not_finite)


CLOSE = Tolerance(1e-9, 1e-12)


@pytest.mark.parametrize(
    ("got", "expected", "verdict", "detail"),
    [
        ([1.0, 2.0], (1.0, 2.0), "passed", ""),
        ([1.0], [1.0, 2.0], "wrong_shape", "a list of 1 instead of 2"),
        (1.0, [1.0], "wrong_type", "a float instead of a list of 1"),
        ({"a": 1.0}, {"a": 1.0}, "passed", ""),
        ({"a": 1.0, "b": 2}, {"a": 1.0}, "wrong_type", "a dict of 'a', 'b'"),
        ({}, {"a": 1.0}, "wrong_type", "an empty dict"),
        ([], {"a": 1.0}, "wrong_type", "a list of 0 instead of a dict"),
        (
            {"a": np.ones(2)},
            {"a": np.ones(3)},
            "wrong_shape",
            "entry a: shape (2,) instead of (3,)",
        ),
        (
            [np.ones(2), "x"],
            [np.zeros(2), 1.0],
            "wrong_type",
            "entry 1: text instead of a float",
        ),
        ("a", "a", "passed", ""),
        ("a", "b", "wrong_values", ""),
        (1.0, "b", "wrong_type", "a float instead of text"),
        (None, None, "passed", ""),
        (0, None, "wrong_type", "an int instead of None"),
        (np.ones(2), 1.0, "wrong_shape", None),
        (1.0, np.ones(2), "wrong_shape", "shape () instead of (2,)"),
        (True, 1.0, "wrong_type", "a bool instead of a float"),
        (1.0, 1, "wrong_type", "a float instead of an int"),
        (1 + 1j, 1 + 1j, "wrong_type", None),
    ],
)
def test_kind_and_shape_are_compared_part_by_part(
    got: Any, expected: Any, verdict: str, detail: str | None
) -> None:
    comparison = compare(got, expected, CLOSE)
    assert comparison.verdict.value == verdict
    assert detail is None or comparison.detail == detail


def test_details_can_be_translated() -> None:
    for got, expected in (
        ([1.0], [1.0, 2.0]),
        (1.0, None),
        (np.ones(2), np.ones(3)),
        ({}, {"a": 1}),
    ):
        assert isinstance(compare(got, expected, CLOSE).detail, Message)


def test_worst_verdict_of_the_parts_is_that_of_the_whole() -> None:
    parts = [np.array([1.0, 2.5]), np.array([1.0], np.float32)]
    comparison = compare(parts, [np.array([1.0, 2.0]), np.array([1.0])], CLOSE)
    assert comparison.verdict is Verdict.wrong_dtype
    assert comparison.detail == "entry 1: dtype float32 instead of float64"
    assert comparison.worst is None


def test_byte_order_makes_no_difference() -> None:
    swapped = np.array([1.0, 2.0]).astype(">f8")
    assert compare(swapped, np.array([1.0, 2.0]), CLOSE).right


@pytest.mark.parametrize("size", [1, 8191, 8192, 8193, 20_000])
def test_every_block_is_compared(size: int) -> None:
    expected = np.linspace(1.0, 2.0, size)
    assert compare(expected.copy(), expected, CLOSE).right
    got = expected.copy()
    got[-1] += 1e-6
    assert not compare(got, expected, CLOSE).right


def test_infinite_numbers_are_compared_without_a_warning() -> None:
    inf = np.float64(np.inf)
    assert compare(inf, inf, Tolerance(1e-9, 1e-12)).right
    assert not compare(-inf, inf, Tolerance(1e-9, 1e-12)).right


def test_infinite_tolerance_calls_nothing_near_that_is_not_finite() -> None:
    wide = Tolerance(np.inf, np.inf)
    assert compare(5.0, 1.0, wide).right
    assert not compare(np.nan, 1.0, wide).right
    assert not compare(1.0, np.inf, wide).right
