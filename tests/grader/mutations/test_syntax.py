"""Small helpers on syntax trees."""

from __future__ import annotations

import ast

import pytest

from grader.mutations.syntax import (
    call_name,
    constant,
    made_from,
    number,
    receiver,
    renamed,
    without,
)


def call(code: str) -> ast.Call:
    node = ast.parse(code, mode="eval").body
    assert isinstance(node, ast.Call)
    return node


@pytest.mark.parametrize("code", ["np.sum(x)", "x.sum()", "sum(x)", "a.b.sum(x)"])
def test_name_of_a_call(code: str) -> None:
    assert call_name(call(code)) == "sum"


def test_other_nodes_have_no_name() -> None:
    assert call_name(call("f()(x)")) == ""
    assert call_name(ast.parse("x").body[0]) == ""


def test_receiver_of_a_method() -> None:
    assert ast.unparse(receiver(call("x.y.sum()")) or ast.Constant(0)) == "x.y"
    assert receiver(call("np.sum(x)")) is None and receiver(call("sum(x)")) is None


def test_calls_are_renamed_and_lose_keywords() -> None:
    assert ast.unparse(renamed(call("np.sum(x, axis=0)"), "max")) == "np.max(x, axis=0)"
    assert ast.unparse(renamed(call("sum(x)"), "max")) == "max(x)"
    assert ast.unparse(without(call("f(x, axis=0, out=x)"), "out")) == "f(x, axis=0)"


def test_new_nodes_have_no_place_in_a_file() -> None:
    old = call("f(x)")
    new = made_from(old, args=[])
    assert not hasattr(new, "lineno") and hasattr(old, "lineno")
    assert ast.unparse(old) == "f(x)" and ast.unparse(new) == "f()"


def test_numbers_and_constants() -> None:
    assert number(ast.Constant(2.5)) == 2.5
    assert [number(ast.Constant(v)) for v in (True, "1", None)] == [None] * 3
    assert isinstance(constant(-2), ast.UnaryOp) and ast.unparse(constant(-2)) == "-2"
    assert isinstance(constant(False), ast.Constant)
