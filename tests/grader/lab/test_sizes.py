from __future__ import annotations

import numpy as np

from grader.lab.cases import call
from grader.lab.sizes import input_arrays, input_bytes, input_numbers

A, B = np.ones((2, 3)), np.ones(4, np.float32)


def test_arrays_in_lists_and_keywords_count() -> None:
    one = call("f", A, [A, B], "l1", 0.5, w=(B,))
    assert [array.shape for array in input_arrays(one)] == [(2, 3), (2, 3), (4,), (4,)]
    assert input_numbers(one) == 6 + 6 + 4 + 4
    assert input_bytes(one) == 48 + 48 + 16 + 16


def test_other_inputs_have_no_size() -> None:
    assert input_bytes(call("f", 1.0, "text", [2.0], None)) == 0
    assert input_numbers(call("f")) == 0
