"""What is wrong with the kind, shape or dtype of an answer, and nothing of its values."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.hints.value_kinds import hint_for_value_kind
from grader.judging.judgment import judge
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.results.verdicts import Verdict
from grader.sandbox import Outcome
from grader.values.comparison import Tolerance

W = np.array([[0.5, -1.0, 2.0], [3.0, 0.25, -4.0]])
V = np.array([0.5, -1.0, 2.0, 3.0])


def hint(lab: Lab, got: Any, expected: Any, given: Any = V) -> str:
    case = Case("a case", call("double", given), "its own hint", tolerance=Tolerance(1e-9, 1e-12))
    outcome = Outcome(Verdict.passed, got)
    judgment = judge(lab, case, True, outcome, ExpectedAnswer(expected))
    assert not judgment.passed
    return hint_for_value_kind(judgment)


FOUND: dict[str, tuple[Any, Any, str]] = {
    "None": (None, V, "The function returns None: is a return statement missing?"),
    "list for array": ([0.5], V, "Return an array instead of a list"),
    "array for list": (W, [V, V], "Return a list of arrays"),
    "bool": (True, 1.0, "True and False are not numbers here."),
    "int of many digits": (10**200, 1e200, "Return a float: int(...) or //"),
    "NumPy bool": (np.True_, 1.0, "True and False are not numbers here."),
    "text": ("0.5", 0.5, "The function returns text"),
    "number for a text": (2, "dead", "Return a text, one of those"),
    "list for a text": (["dead"], "dead", "Return a text, one of those"),
    "dict": ({"loss": 0.5}, 0.5, "The function returns a dict"),
    "complex number": (0.5 + 0j, 0.5, "The function returns a complex number"),
    "trailing comma": ((V,), V, "The function returns a tuple of one value: remove the comma"),
    "comma after a number": ((0.5,), 0.5, "The function returns a tuple of one value"),
    "two values for one": ((V, V), V, "Return one value; commas after return"),
    "nested lists": ([[0.5], [1.0]], W, "Return an array instead of a list"),
    "list for number": ([0.5], 0.5, "Return one number instead of a list."),
    "float for count": (3.0, 3, "Return a whole number: int(...)"),
    "number for truth": (1, True, "Return True or False"),
    "array for two values": (W, (V, V), "Return 2 values, with commas between them"),
    "array for a tuple inside": (
        (np.array([0, 2]), V),
        ((0, 2), V),
        "Value 1 of the answer is an array: tuple(...)",
    ),
    "array for a list of pairs": (W, [(W, V)], "Return a list of tuples."),
    "array for a pair inside": (
        [W, W],
        [(W, V), (W, V)],
        "Value 1 of the answer is one value; it must be a tuple of 2.",
    ),
    "number for a pair inside": (
        [(W, V), 0.5],
        [(W, V), (W, V)],
        "Value 2 of the answer is one value; it must be a tuple of 2.",
    ),
    "number for dict": (0.5, {"a": 0.5}, "Return a dict, with the keys"),
    "other keys": ({"b": 0.5}, {"a": 0.5}, "The dict has other keys"),
    "None in a dict": ({"a": None}, {"a": 0.5}, "The function returns None"),
    "list in a tuple": (([0.5], V), (V, V), "Return an array instead of a list"),
    "comma in a list": ([V, (V,)], [V, V], "The function returns a tuple of one value"),
    "bool in a tuple": ((0.5, True), (0.5, 1.0), "True and False are not numbers here."),
    "not reduced": (V, 0.7, "Return one number; the values still have to be reduced"),
    "reduced": (0.7, V, "Return one number for each entry instead of one in all"),
    "None left out": ([V], [V, None], "Entries that are None are left out"),
    "None left out of a part": (([V], 0.5), ([V, None], 0.5), "Entries that are None are left out"),
    "one value too few": ((V,), (V, V), "Return 2 values; the function returns 1."),
    "shape in a list": ([V, V[:, None]], [V, V], "An axis of length 1 is left over"),
    "axis missing": (V, V[:, None], "An axis of length 1 is missing: keepdims=True"),
    "values exchanged": (
        ((0, 2), 0.5, V),
        ((0, 2), V, 0.5),
        "The values are in another order than the statement names them: value 2 has to be what is "
        "value 3 of yours.",
    ),
    "list and array exchanged": (
        (V, [W, W]),
        ([W, W], V),
        "The values are in another order than the statement names them: value 1 has to be what is "
        "value 2",
    ),
    "shape of a part": (
        (V, W[:, :, None]),
        (V, W),
        "Value 2 of the answer: An axis of length 1 is left over",
    ),
    "dtype of a part": (
        (W, np.ones(4, int)),
        (W, V),
        "Value 2 of the answer: The result must be float64; it holds integers.",
    ),
    "too many entries inside": (
        ((0, 1, 0), V),
        ((1,), V),
        "Value 1 of the answer has 3 entries; it must have 1.",
    ),
    "flat": (V, W[:, :2], "The values are in one long row: reshape them"),
    "flat without entries": (V[:0], W[:0], "An answer without entries keeps all of its axes"),
    "row for column": (V[None, :], V[:, None], "The shape is transposed"),
    "one too few": (V[1:], V, "There is one entry too few"),
    "one too many": (np.append(V, 1.0), V, "There is one entry too many"),
    "axis summed": (V[:3], W, "An axis too many is summed"),
    "axis not summed": (W, V[:2], "An axis is left that has to be summed"),
    "axis left over": (V[:, None], V, "An axis of length 1 is left over"),
    "pairs": (np.ones((4, 4)), V, "This is one value for each pair instead of one for each entry"),
    "transposed shape": (W.T, W, "The shape is transposed"),
    "bools": (V > 0, V, "The result is True and False where numbers of float64"),
    "complex array": (V + 0j, V, "The result is complex: is a root or a power"),
    "floats for classes": (V, np.ones(4, int), "The result must be whole numbers of dtype int64"),
    "numbers for truths": (np.ones(4), V > 0, "The result must be True and False"),
    "integers": (np.ones(4, int), V, "The result must be float64; it holds integers."),
    "wider": (V, V.astype(np.float32), "Inputs of float32 must give float32"),
    "narrower": (
        V.astype(np.float32),
        V,
        "The result must be float64; float32 holds fewer digits.",
    ),
}


@pytest.mark.parametrize(("got", "expected", "text"), FOUND.values(), ids=list(FOUND))
def test_wrong_kind_is_explained(doubling: Lab, got: Any, expected: Any, text: str) -> None:
    assert hint(doubling, got, expected).startswith(text)


def test_integers_are_blamed_on_inputs_only_where_some_are_given(doubling: Lab) -> None:
    whole = np.arange(4)
    assert hint(doubling, whole, V, given=whole).startswith("Integer inputs must give float")
    assert hint(doubling, whole, V) == "The result must be float64; it holds integers."


@pytest.mark.parametrize("got", [-V, 2 * V, np.full(4, np.nan)])
def test_values_are_left_to_the_hypotheses(doubling: Lab, got: Any) -> None:
    assert hint(doubling, got, V) == ""


def test_tuples_in_a_tuple_have_no_shape(doubling: Lab) -> None:
    expected = (V, (W, V, V))
    found = hint(doubling, (V, (W, W, V)), expected)
    assert found.startswith("Value 2 of the answer: An axis is left")
