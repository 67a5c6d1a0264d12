"""What cannot be sent back is told by its kind, with what to return instead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.feedback.hints.unsent_values import hint_for_unsent
from grader.feedback.hints.value_kinds import hint_for_value_kind
from grader.judging.judgment import judge, to_case_result
from grader.judging.runner import Runner
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.results.verdicts import Verdict
from grader.values.unsent import UnsentValue

X = np.array([1.0, 2.0, 4.0])
HEAD = "import numpy as np\n"

RETURNED: dict[str, tuple[str, str, str]] = {
    "generator": ("for v in x:\n        yield 2 * v", "a generator", "yield makes one"),
    "comprehension": ("return (2 * v for v in x)", "a generator", "round brackets"),
    "map": ("return map(abs, x)", "a map object", "np.array(list(...))"),
    "zip": ("return zip(x, x)", "a zip object", "np.array(list(...))"),
    "filter": ("return filter(None, x)", "a filter object", "np.array(list(...))"),
    "keys": ("return {1: 2}.values()", "a value of type dict_values", "np.array(list(...))"),
    "flat": ("return x.flat", "a value of type numpy.flatiter", "np.array(list(...))"),
    "range": ("return range(3)", "a range", "np.arange"),
    "set": ("return set(x.tolist())", "a set", "A set has no order"),
    "matrix": ("return np.matrix(x)", "an np.matrix", "np.asarray"),
    "masked": ("return np.ma.masked_array(x, x > 2)", "a masked array", "np.ma.filled"),
    "one masked": ("return np.ma.masked", "a value of type numpy.ma.core.MaskedConstant",
                   "np.asarray"),
    "object": ("return np.array([1.0, None])", "an array of dtype object", "dtype=float"),
    "ragged": ("return np.array([[1], [1, 2]], dtype=object)", "an array of dtype object",
               "rows of different lengths"),
    "texts": ("return x.astype(str)", "an array of dtype <U32", ".astype(float)"),
    "fields": ("return np.zeros(2, [('a', float)])", "an array of dtype [('a', '<f8')]",
               "without names"),
    "times": ("return np.array(['2020'], 'datetime64[D]')", "an array of dtype datetime64[D]",
              "np.timedelta64"),
    "fraction": ("from fractions import Fraction\n    return Fraction(1, 2)", "a Fraction",
                 "float(...)"),
    "decimal": ("from decimal import Decimal\n    return [Decimal(1)]",
                "a list that holds a Decimal", "float(...)"),
    "long list": ("return [1.0] * 30_000", "a structure of more than 20,000 values",
                  "return an array"),
    "deep": ("y = []\n    y.append(y)\n    return y", "a structure nested too deeply",
             "return an array"),
    "function": ("return np.abs", "a NumPy function", "call it"),
    "method": ("return x.sum", "a function", "call it"),
    "lambda": ("return lambda v: v", "a function", "call it"),
    "class": ("return np.float64", "a class", "call it"),
    "module": ("return np", "a module", "one of its functions"),
    "dots": ("return ...", "Ellipsis (...)", "still to be written"),
    "not implemented": ("return NotImplemented", "NotImplemented", "still to be written"),
    "bytes": ("return x.tobytes()", "bytes", "return an array"),
    "object of a class": ("class Thing: ...\n    return Thing()",
                          "a value of type Thing", "Return numbers in arrays"),
    "array of a class": ("class Own(np.ndarray): ...\n    return x.view(Own)",
                         "a value of type Own", "np.asarray(...)"),
    "counter": ("from collections import Counter\n    return Counter([1])",
                "a value of type collections.Counter", "dict(...)"),
    "tuple of a class": ("class Two(tuple): ...\n    return Two((1, 2))", "a value of type Two",
                         "tuple(...)"),
    "number of a class": ("import enum\n    class E(enum.IntEnum):\n        A = 1\n    return E.A",
                          "a value of type E", "int(...)"),
    "in a dict": ("return {'a': x.flat}", "a dict that holds a value of type numpy.flatiter",
                  "np.array(list(...))"),
    "standard array": ("import array\n    return array.array('d', x)",
                       "a value of type array.array", "np.array(...)"),
}  # fmt: skip


def returned(lab: Lab, runner: Runner, source: str) -> tuple[str, str, str]:
    """The fact, the panel and the hint for what ``double`` returns in the real sandbox."""
    runner.swap(source)
    assert runner.load.verdict is Verdict.passed
    case = Case("a case", call("double", X), "Twice every entry.")
    outcome = runner.run(case.inputs)
    judgment = judge(lab, case, True, outcome, ExpectedAnswer(2 * X))
    assert judgment.verdict is Verdict.wrong_type
    shown = to_case_result(lab, judgment)
    return shown.detail, shown.got, hint_for_value_kind(judgment)


@pytest.mark.parametrize(("body", "what", "remedy"), RETURNED.values(), ids=list(RETURNED))
def test_kind_is_told_with_its_remedy(
    doubling: Lab, runner: Runner, body: str, what: str, remedy: str
) -> None:
    detail, got, hint = returned(doubling, runner, f"{HEAD}def double(x):\n    {body}\n")
    assert detail == f"It returned {what}."
    assert got == what
    assert hint.startswith(f"The function returns {what}. ")
    assert remedy in hint and "None: is a return" not in hint


def test_async_functions_only_make_a_coroutine(doubling: Lab, runner: Runner) -> None:
    detail, got, hint = returned(doubling, runner, "async def double(x):\n    return 2 * x\n")
    assert (detail, got) == ("It returned a coroutine.", "a coroutine")
    assert "write def, without await" in hint
    hint = returned(doubling, runner, "async def double(x):\n    yield x\n")[2]
    assert "instead of yield" in hint


@pytest.mark.parametrize("kind", ["", "x" * 200, "a", "an array of dtype ", "a structure"])
def test_lies_of_a_guest_are_only_words(kind: str) -> None:
    assert hint_for_unsent(UnsentValue(kind, "nothing", "pile")).startswith("The function returns")


def test_none_and_bare_exceptions_are_no_unsent_values(doubling: Lab, runner: Runner) -> None:
    runner.swap("def double(x):\n    2 * x\n")
    case = Case("a case", call("double", X), "Twice every entry.")
    outcome = runner.run(case.inputs)
    assert outcome.unsent is None
    judgment = judge(doubling, case, True, outcome, ExpectedAnswer(2 * X))
    assert hint_for_value_kind(judgment).startswith("The function returns None")
    printed = replace(judgment, outcome=replace(outcome, output="[2. 4. 8.]\n"))
    assert "what it prints is not what it returns" in hint_for_value_kind(printed)
