"""Values of expressions that are not run."""

from __future__ import annotations

import ast
from typing import Any

import numpy as np
import pytest

from grader.exchange.imports.literals import NotLiteral, evaluate


def value(text: str, **names: Any) -> Any:
    return evaluate(ast.parse(text, mode="eval").body, names)


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "-2.5",
        "'a'",
        "None",
        "[1, (2, 3), {'a': True}]",
        "2 ** 10 - 3 * 4 / 2",
        "np.pi",
        "-np.inf",
        "np.array([[1, 2], [3, 4]], dtype=np.float32)",
        "np.zeros((2, 3))",
        "np.full((2,), 7.0)",
        "np.arange(2, 9, 3)",
        "np.arange(5).reshape(5, 1).T",
        "np.linspace(0, 1, num=5) * 3",
        "np.eye(3).astype(int)",
        "np.float32(2)",
        "float('nan')",
        "1 / np.array([0.0, 1.0])",
    ],
)
def test_the_value_is_that_of_python(text: str):
    with np.errstate(all="ignore"):
        expected = eval(text, {"np": np})
    np.testing.assert_equal(value(text), expected)


def test_names_have_the_values_that_they_were_given():
    assert value("[x, x + 1]", x=3) == [3, 4]


def test_a_line_of_json_is_a_value():
    np.testing.assert_equal(value('value(\'{"tuple": [1, {"float": "nan"}]}\')'), (1, np.nan))


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "open('/etc/passwd')",
        "__import__('os').system('true')",
        "np.load('x.npy')",
        "np.random.rand(3)",
        "().__class__",
        "[i for i in range(3)]",
        "lambda: 1",
        "'a' * 10",
        "[0] * 10",
        "10 ** 10 ** 10",
        "2 ** 1000",
        "9223372036854775807 * 4",
        "np.zeros(10 ** 9)",
        "np.zeros((100000, 100000))",
        "np.arange(0, 1, 1e-12)",
        "np.arange(0, 1, 0)",
        "np.linspace(0, 1, 10 ** 9)",
        "np.eye(100000)",
        "np.arange(5000).reshape(5000, 1) + np.arange(5000)",
        "np.array(['a'])",
        "np.array([1, [2]])",
        "np.array()",
        "f(*x)",
        "np.zeros(**x)",
        "1 / 0",
        "1 + 'a'",
        "{**{}}",
        "{[]: 1}",
        "b'a'",
        "1j",
        "...",
        "np.arange(3).tofile('x')",
        "value('{')",
        "value(3)",
        "-" * 5000 + "1",
    ],
)
def test_what_would_have_to_be_run_or_is_large_has_none(text: str):
    try:
        node = ast.parse(text, mode="eval").body
    except (RecursionError, MemoryError):
        return
    with pytest.raises(NotLiteral) as refused:
        evaluate(node, {})
    assert len(str(refused.value)) < 200
