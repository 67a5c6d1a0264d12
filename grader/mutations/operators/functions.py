"""Functions: another one in place of one, a function left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from grader.messages import Message, message
from grader.mutations.operator import Audience, Operator, Plainness, Replacement, Scope, operator
from grader.mutations.operators.arithmetic import instead
from grader.mutations.syntax import call_name, receiver, renamed

_INSTEAD: dict[str, dict[str, Audience]] = {
    "sum": {"mean": Audience.ALL, "max": Audience.STUDENT, "prod": Audience.STUDENT},
    "mean": {"sum": Audience.ALL, "max": Audience.STUDENT, "median": Audience.STUDENT},
    "max": {"min": Audience.ALL, "sum": Audience.STUDENT},
    "min": {"max": Audience.ALL},
    "argmax": {"argmin": Audience.ALL},
    "argmin": {"argmax": Audience.ALL},
    "any": {"all": Audience.ALL},
    "all": {"any": Audience.ALL},
    "maximum": {"minimum": Audience.ALL},
    "minimum": {"maximum": Audience.ALL},
    "std": {"var": Audience.ALL},
    "var": {"std": Audience.ALL},
    "cumsum": {"cumprod": Audience.ALL},
    "log": {"log2": Audience.STUDENT, "log10": Audience.STUDENT, "log1p": Audience.ALL},
    "log2": {"log": Audience.ALL},
    "log10": {"log": Audience.ALL},
    "log1p": {"log": Audience.ALL},
    "exp": {"expm1": Audience.ALL},
    "expm1": {"exp": Audience.ALL},
    "sqrt": {"square": Audience.TESTED},
    "square": {"abs": Audience.ALL},
    "sign": {"abs": Audience.ALL},
    "abs": {"sign": Audience.STUDENT, "square": Audience.STUDENT},
    "sin": {"cos": Audience.ALL},
    "cos": {"sin": Audience.ALL},
    "floor": {"ceil": Audience.ALL},
    "ceil": {"floor": Audience.ALL},
    "less": {"less_equal": Audience.ALL},
    "less_equal": {"less": Audience.ALL},
    "greater": {"greater_equal": Audience.ALL},
    "greater_equal": {"greater": Audience.ALL},
    "add": {"subtract": Audience.ALL},
    "subtract": {"add": Audience.ALL},
    "multiply": {"divide": Audience.ALL},
    "divide": {"multiply": Audience.ALL},
    "logical_and": {"logical_or": Audience.ALL},
    "logical_or": {"logical_and": Audience.ALL},
    "zeros": {"ones": Audience.ALL},
    "zeros_like": {"ones_like": Audience.ALL},
    "ones": {"zeros": Audience.ALL},
    "ones_like": {"zeros_like": Audience.ALL},
    "take_along_axis": {"take": Audience.ALL},
    "vstack": {"hstack": Audience.ALL},
    "hstack": {"vstack": Audience.ALL},
    "isnan": {"isinf": Audience.ALL},
    "isinf": {"isnan": Audience.ALL},
    "isfinite": {"isnan": Audience.TESTED},
}
"""Of NumPy and of arrays: what is right, what is written instead, for whom."""
_ALSO_BUILT_IN = {"max": "min", "min": "max", "any": "all", "all": "any", "sum": "max"}
"""Of Python itself, right and written instead."""
_LEFT_OUT = (
    *("abs", "log", "log1p", "exp", "expm1", "sqrt", "sign", "square", "negative", "zeros_like"),
    *("tanh", "cumsum", "sort", "round", "rint", "floor", "ceil", "transpose", "squeeze"),
)
"""Functions of one array that are forgotten."""


def _words(written: str, right: str) -> Message:
    if written in ("ones", "ones_like"):
        return message("ones are used instead of zeros")
    return instead(written, right)


def _rename(right: str, written: str, node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    if call_name(node) != right:
        return
    if isinstance(node.func, ast.Attribute):
        yield _words(written, right), renamed(node, written)
    elif _ALSO_BUILT_IN.get(right) == written:
        yield instead(written, right), renamed(node, written)


_RENAMES = tuple(
    Operator(
        f"{written}_for_{right}",
        ast.Call,
        audience,
        Plainness.INSTEAD,
        partial(_rename, right, written),
    )
    for right, others in _INSTEAD.items()
    for written, audience in others.items()
)


@operator(ast.Call, Audience.ALL, Plainness.LEFT_OUT)
def function_left_out(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """x for np.abs(x)."""
    if call_name(node) in _LEFT_OUT and len(node.args) == 1 and receiver(node) is None:
        yield message("{name} is left out", name=call_name(node)), node.args[0]


@operator(ast.Call, Audience.ALL, Plainness.LEFT_OUT)
def bound_left_out(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """x for np.maximum(x, 0), and for np.clip(x, 0, 1), which may also lose one of its bounds."""
    name = call_name(node)
    if name in ("maximum", "minimum", "max", "min") and len(node.args) == 2:
        for argument in node.args:
            yield message("{name} is left out", name=name), argument
    if name == "clip" and len(node.args) == 3 and receiver(node) is None:
        values, low, high = node.args
        yield message("{name} is left out", name=name), values
        for bound, bounds in ((low, (ast.Constant(None), high)), (high, (low, ast.Constant(None)))):
            if not _is_infinite(bound):
                words = message("one bound of np.clip is left out")
                yield words, ast.Call(node.func, [values, *bounds], node.keywords)


def _is_infinite(node: ast.expr) -> bool:
    value = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(value, ast.Attribute) and value.attr == "inf"


@operator(ast.Call, Audience.ALL, Plainness.SWAPPED)
def branches_of_where_swapped(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """np.where(c, b, a) for np.where(c, a, b)."""
    if call_name(node) == "where" and len(node.args) == 3:
        condition, first, second = node.args
        swapped = ast.Call(node.func, [condition, second, first], node.keywords)
        yield message("the two results of np.where are swapped"), swapped


@operator(ast.Call, Audience.ALL)
def one_branch_of_where(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """a for np.where(c, a, b), and b."""
    if call_name(node) == "where" and len(node.args) == 3:
        for result in node.args[1:]:
            yield message("one result of np.where is used everywhere"), result


OPERATORS = (
    *_RENAMES,
    function_left_out,
    bound_left_out,
    branches_of_where_swapped,
    one_branch_of_where,
)
