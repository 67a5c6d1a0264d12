"""Cases from tests."""

from __future__ import annotations

import numpy as np
import pytest

from grader.exchange.imports import cases as module
from grader.exchange.imports.assignment import ForeignTest
from grader.exchange.imports.cases import UNKNOWN, ImportedCase, cases_of


def found(source: str, output: str = "", functions: tuple[str, ...] = ("f", "g")):
    return cases_of([ForeignTest("Cell 1", source, output=output)], functions)


def one(source: str, output: str = "") -> ImportedCase:
    cases, left_out = found(source, output)
    assert not left_out, left_out
    (case,) = cases
    return case


@pytest.mark.parametrize(
    "source",
    [
        "assert f(1, b=2) == 3",
        "assert 3 == f(1, b=2)",
        "assert f(1, b=2) == 3, 'wrong'",
        "assert f(1, b=2) is 3",
        "x = 1\ny = 2\nassert f(x, b=y) == x + y",
        "got = f(1, b=2)\nassert got == 3",
        "import numpy as np\nassert np.isclose(f(1, b=2), 3)",
        "np.testing.assert_allclose(f(1, b=2), 3, rtol=1e-6)",
        "assert_equal(f(1, b=2), 3)",
        "def test_it():\n    '''It adds.'''\n    assert f(1, b=2) == 3",
        ">>> x = 1\n>>> f(x, b=2)\n3\n",
        "expects(3, rtol=0.0).of(f, 1, b=2)",
        "def test_1(env):\n    from lab_checks import expects\n"
        "    expects(3).of(env.get('f'), 1, b=2)",
    ],
)
def test_a_call_with_its_answer_is_a_case(source: str):
    case = one(source)
    assert case.call() == "call('f', 1, b=2)"
    assert (case.expected, case.raises, case.part) == (3, "", False)


def test_the_answer_of_an_expression_is_what_the_cell_showed():
    assert one("f(1)", output="3.5").expected == 3.5
    np.testing.assert_equal(one("f(1)", output="array([1, 2])").expected, np.array([1, 2]))
    assert one("f(1)", output="<object at 0x7f>").expected is UNKNOWN
    assert one("f(1) == 3", output="True").expected == 3
    assert one("f(1).sum()", output="3").part


@pytest.mark.parametrize(
    "source",
    [
        "try:\n    f(-1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError",
        "with pytest.raises(ValueError):\n    f(-1)",
        "with np.testing.assert_raises(ValueError):\n    y = f(-1)",
        "expects(raises='ValueError').of(f, -1)",
    ],
)
def test_a_call_that_has_to_raise_is_a_case(source: str):
    case = one(source)
    assert (case.call(), case.raises) == ("call('f', -1)", "ValueError")


@pytest.mark.parametrize(
    "source",
    ["assert f(1).shape == (2,)", "y = f(1)\nassert len(y) == 2", "assert abs(f(1) - 3) < 1e-9"],
)
def test_a_test_of_a_part_is_a_case_that_says_so(source: str):
    assert one(source).part and one(source).expected is UNKNOWN


def test_each_call_of_a_test_is_a_case():
    cases, left_out = found("assert f(1) == g(2)\nassert f(1) == 3\nf(np.zeros(2))")
    assert not left_out
    assert [case.call() for case in cases] == [
        "call('f', 1)",
        "call('g', 2)",
        "call('f', np.array([0.0, 0.0]))",
    ] or cases[2].call().startswith("call('f', np.zeros(")


def test_points_are_shared_by_the_cases_of_a_test_and_added_for_the_same_call():
    tests = [
        ForeignTest("Cell 1", "assert f(1) == 1\nassert f(2) == 2", 4.0, True),
        ForeignTest("Cell 2", "assert f(1) == 1", 3.0),
    ]
    first, second = cases_of(tests, ["f"])[0]
    assert (first.weight, first.hidden) == (5.0, False)
    assert (second.weight, second.hidden) == (2.0, True)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("assert x == 5", "it tests no call of a function"),
        ("assert f(unknown) == 5", "the value of unknown is not known"),
        ("assert f(np.random.rand(3)) == 5", "has to be run"),
        ("assert f(*args) == 5", "has to be run"),
        ("assert f(**args) == 5", "not written out"),
        ("for x in range(3):\n    assert f(x) == x", "only plain statements"),
        ("with open('x') as file:\n    f(1)", "only plain statements"),
        ("try:\n    f(1)\nexcept ValueError:\n    print('x')", "only plain statements"),
        ("with pytest.raises(Strange):\n    f(1)", "only plain statements"),
        ("x = 1\nx = h()\nassert f(x) == 1", "the value of x is not known"),
        ("assert f(None)(", "not valid Python"),
        ("assert f('" + "a" * 7000 + "') == 1", "too long"),
        ("assert f(float) == 1", "no literal"),
    ],
)
def test_what_is_no_case_is_said(source: str, why: str):
    cases, left_out = found(source)
    assert not cases and why in left_out[0] and left_out[0].startswith("Cell 1")
    assert len(left_out[0]) < 300


def test_there_is_a_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "MOST_CASES", 2)
    cases, left_out = found("f(1)\nf(2)\nf(3)")
    assert len(cases) == 2 and "at most 2" in left_out[0]
