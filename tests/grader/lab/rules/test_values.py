"""Zeros, equal entries, infinity, NaN, rates of 0 and what is left out."""

from __future__ import annotations

import numpy as np

from grader.lab.arguments import (
    count,
    either,
    floats,
    labels,
    list_of,
    logits,
    pair,
    probabilities,
    rate,
    takes,
    word,
)
from tests.grader.lab.rules.drawing import cases, inputs

STEP = takes("f", v=floats(infinite=True), t=rate())
FOUND = cases(STEP, "f(v, t)")


def test_zeros_have_both_signs() -> None:
    some, zeros = inputs(FOUND, "Zeros of both signs")
    assert not zeros.any()
    assert {bool(sign) for sign in np.signbit(some[some == 0])} == {True, False}
    assert some.any()


def test_some_entries_are_equal_to_the_rate() -> None:
    (case,) = FOUND["Equal entries"]
    v, t = case.inputs.args
    assert t == 2.0
    assert (v == 2.0).sum() >= 3
    assert (v == -2.0).sum() == 1


def test_the_first_rate_of_a_pair_is_equal_to_entries() -> None:
    found = cases(takes("f", v=floats(), t=pair(rate(), rate())), "f(v, t)")
    t = found["Equal entries"][0].inputs.args[1]
    assert t[0] == 2.0 != t[1]


def test_equal_entries_stay_in_their_interval() -> None:
    (value,) = inputs(cases(takes("f", x=labels())), "Equal entries")
    assert len(np.unique(value)) < value.size
    assert value.min() >= 0 and value.max() <= 1
    assert "Equal entries" not in cases(takes("f", x=floats(ties=False)))


def test_infinity_of_each_sign_where_it_is_allowed() -> None:
    (value,) = inputs(FOUND, "Infinite entries")
    assert {number for number in value[np.isinf(value)]} == {np.inf, -np.inf}
    assert "Infinite entries" not in cases(takes("f", x=floats(infinite=ValueError)))
    (positive,) = inputs(cases(takes("f", x=floats(low=0, infinite=True))), "Infinite entries")
    assert positive.min() >= 0 and np.isinf(positive).sum() == 1


def test_each_argument_is_infinite_in_turn() -> None:
    declared = takes("f", a=logits("N", infinite=True), b=logits("N", infinite=True))
    found = cases(declared, "f(a, b)")
    pairs = list(
        zip(inputs(found, "Infinite entries"), inputs(found, "Infinite entries", 1), strict=True)
    )
    assert [(bool(np.isinf(a).any()), bool(np.isinf(b).any())) for a, b in pairs] == [
        (True, False),
        (False, True),
    ]


def test_nan_where_it_is_allowed() -> None:
    (value,) = inputs(cases(takes("f", x=floats(nan=True))), "NaN")
    assert np.isnan(value).sum() == 1


def test_a_rate_of_zero_meets_zeros_and_infinities() -> None:
    mixed, zeros = FOUND["Rates of 0"]
    assert mixed.inputs.args[1] == zeros.inputs.args[1] == 0.0
    v = mixed.inputs.args[0]
    assert (v == 0).any() and np.isinf(v).any()
    assert not zeros.inputs.args[0].any()


def test_of_several_rates_each_is_zero_alone() -> None:
    found = cases(takes("f", v=floats(), t=pair(rate(), rate())), "f(v, t)")
    rates = [case.inputs.args[1] for case in found["Rates of 0"]]
    assert [tuple(t == 0 for t in pair_) for pair_ in rates] == [
        (True, False),
        (False, True),
        (True, True),
        (True, True),
    ]
    assert "Rates of 0" not in cases(takes("f", x=floats(), t=rate(open_low=True)), "f(x, t)")


def test_what_has_a_default_is_left_out() -> None:
    declared = takes("f", x=floats(), a=rate(), b=rate(), kind=word("l1", "l2"))
    found = cases(declared, "f(x, a, b, kind)", a=0.0, b=0.0, kind="l1")
    left = [sorted({"a", "b", "kind"} - set(c.inputs.kwargs)) for c in found["Arguments left out"]]
    assert ["a"] in left and ["a", "b", "kind"] in left
    # with "l2" the default would ask for something else
    assert all(("kind" in names) <= ("l1" in c.name) for names, c in
               zip(left, found["Arguments left out"], strict=True))  # fmt: skip


def test_what_is_always_given_is_not_left_out() -> None:
    declared = takes("f", x=floats(), a=rate(), b=rate()).always_given("a")
    found = cases(declared, "f(x, a, b)", a=None, b=0.0)
    assert [set(case.inputs.kwargs) for case in found["Arguments left out"]] == [{"a"}]


def test_rates_are_asked_for_with_the_first_kind_of_argument_alone() -> None:
    declared = takes("f", x=either(array=floats(), list=list_of(floats())), t=rate())
    found = cases(declared, "f(x, t)")
    assert not any("list" in case.name for case in found["Rates of 0"])
    assert any("list" in case.name for case in found["Zeros of both signs"])


def test_no_zeros_where_the_interval_has_none() -> None:
    assert "Zeros of both signs" not in cases(takes("f", x=floats(low=1)))
    assert "Zeros of both signs" not in cases(takes("f", x=floats(zeros=False)))
    assert "Zeros of both signs" not in cases(takes("f", x=probabilities(open_low=True)))


def test_ends_of_ranges_belong_to_them() -> None:
    declared = takes("f", x=labels("N"), n=count(low=3), q=rate(high=1), t=rate(high=2))
    found = cases(declared, "f(x, n, q, t)")
    ends = [case.inputs.args for case in found["Ends of the range"]]
    assert {0.0, 1.0} <= set(ends[0][0])
    assert ends[1][1] == 3
    assert ends[2][2] == 1.0 and ends[3][3] == 2.0
    assert "Ends of the range" not in cases(
        takes("f", x=floats(low=0, high=1, open_low=True, open_high=True))
    )
