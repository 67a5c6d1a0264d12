from __future__ import annotations

import numpy as np
import pytest

from grader.lab.cases import Call, Case, call, raises


def test_call_is_not_made() -> None:
    assert call("penalty", 1, "l1", l1=0.5) == Call("penalty", (1, "l1"), {"l1": 0.5})


def test_fresh_call_shares_no_array() -> None:
    original = call("f", np.ones(2), [np.ones(3), {"w": np.ones(4)}], rate=np.ones(1))
    fresh = original.fresh()
    arrays = [
        (original.args[0], fresh.args[0]),
        (original.args[1][0], fresh.args[1][0]),
        (original.args[1][1]["w"], fresh.args[1][1]["w"]),
        (original.kwargs["rate"], fresh.kwargs["rate"]),
    ]
    for ours, theirs in arrays:
        theirs[...] = 7.0
        assert (ours == 1.0).all()


@pytest.mark.parametrize("order", ["C", "F"])
def test_fresh_arrays_lie_in_memory_as_before(order: str) -> None:
    array = np.asarray(np.arange(6.0).reshape(2, 3), order=order)
    assert call("f", array).fresh().args[0].strides == array.strides


def test_fresh_arrays_keep_gaps_and_stay_read_only() -> None:
    apart, protected = np.arange(8.0).reshape(2, 4)[:, ::2], np.ones(3)
    protected.flags.writeable = False
    fresh = call("f", apart, protected).fresh()
    assert np.array_equal(fresh.args[0], apart)
    assert not fresh.args[0].flags.contiguous
    assert not fresh.args[1].flags.writeable
    assert not np.shares_memory(fresh.args[0], apart)


def test_a_case_has_a_row_of_its_own_unless_a_rule_has() -> None:
    assert Case("a", call("f"), "").row == "a"
    assert Case("a", call("f"), "", rule="Empty arrays").row == "Empty arrays"


def test_fresh_call_keeps_what_is_no_array() -> None:
    original = call("f", (1, "l1"), None, rate=0.5)
    assert original.fresh() == original


def test_expected_exception_has_a_name() -> None:
    assert raises(ValueError).name == "ValueError"


def test_case_expects_a_value_of_weight_one_unless_told() -> None:
    case = Case("a", call("f"), "A hint.")
    assert (case.weight, case.expects, case.tolerance) == (1.0, None, None)
