"""The order of entries in memory, strides, and arrays that may not be written to."""

from __future__ import annotations

import numpy as np

from grader.lab.arguments import floats, list_of, rate, takes
from grader.lab.rules.layouts import spaced
from tests.grader.lab.rules.drawing import cases, inputs


def test_fortran_order_and_strides() -> None:
    fortran, strided = inputs(cases(takes("f", x=floats())), "Any order in memory")
    assert fortran.flags.f_contiguous and not fortran.flags.c_contiguous
    assert not strided.flags.f_contiguous and not strided.flags.c_contiguous
    assert fortran.shape == strided.shape == (4, 3)


def test_arrays_cannot_be_written_to() -> None:
    (value,) = inputs(cases(takes("f", x=list_of(floats()))), "Read-only arrays")
    assert not any(item.flags.writeable for item in value)


def test_entries_lie_apart_and_stay_the_same() -> None:
    value = np.arange(6.0).reshape(2, 3)
    array = floats()
    assert np.array_equal(spaced(array, value), value)
    assert spaced(array, value).strides == (48, 16)
    assert spaced(array, np.float64(3)[...]).shape == ()


def test_functions_without_arrays_have_no_rules_on_memory() -> None:
    assert not {"Any order in memory", "Read-only arrays"} & set(cases(takes("f", x=rate())))
