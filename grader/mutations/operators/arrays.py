"""Arrays as they are kept: a copy missing, a conversion missing, work in an input, axes turned."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.messages import message
from grader.mutations.operator import Audience, Plainness, Replacement, Scope, operator
from grader.mutations.syntax import call_name, constant, made_from, receiver, renamed

_METHODS = ("copy", "astype", "ravel", "flatten", "reshape", "transpose", "squeeze")
_COPIES = ("copy", "ascontiguousarray", "moveaxis")
_UFUNCS = (
    *("exp", "log", "log1p", "expm1", "sqrt", "square", "abs", "negative", "sign", "tanh"),
    *("add", "subtract", "multiply", "divide", "maximum", "minimum", "clip"),
)
_IN_PLACE = (ast.Add, ast.Sub, ast.Mult, ast.Div)


@operator(ast.Call, Audience.ALL, Plainness.LEFT_OUT)
def conversion_left_out(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """x for x.copy(), x.astype(float), np.ascontiguousarray(x)."""
    name, value = call_name(node), receiver(node)
    if value is not None and name in _METHODS:
        yield message("{name} is left out", name=name), value
    elif value is None and name in _COPIES and node.args:
        yield message("{name} is left out", name=name), node.args[0]


@operator(ast.Call, Audience.TESTED)
def no_copy(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """np.asarray(x) for np.array(x), which copies."""
    if call_name(node) != "array" or receiver(node) is not None or len(node.args) != 1:
        return
    if isinstance(node.args[0], (ast.Name, ast.Attribute, ast.Subscript)):
        keywords = [k for k in node.keywords if k.arg != "copy"]
        words = message("an array is not copied before it is changed")
        yield words, renamed(made_from(node, keywords=keywords), "asarray")


@operator(ast.keyword, Audience.AUTHOR)
def copy_not_asked(node: ast.keyword, scope: Scope) -> Iterator[Replacement]:
    """copy=False for copy=True."""
    if node.arg == "copy" and ast.unparse(node.value) == "True":
        words = message("an array is not copied before it is changed")
        yield words, ast.keyword("copy", constant(False))


@operator(ast.Assign, Audience.TESTED)
def step_in_place(node: ast.Assign, scope: Scope) -> Iterator[Replacement]:
    """x -= m for x = x - m: the caller's array is changed."""
    value = node.value
    if len(node.targets) != 1 or not isinstance(value, ast.BinOp):
        return
    target, left = node.targets[0], value.left
    if not isinstance(target, ast.Name) or not isinstance(left, ast.Name) or target.id != left.id:
        return
    if isinstance(value.op, _IN_PLACE) and target.id in scope.inputs:
        words = message("a value is computed in place, in an array of the caller")
        yield words, ast.AugAssign(target, value.op, value.right)


@operator(ast.Call, Audience.TESTED)
def result_in_input(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """np.exp(x, out=x) for np.exp(x)."""
    first = node.args[0] if node.args else None
    if call_name(node) not in _UFUNCS or receiver(node) is not None:
        return
    if not isinstance(node.func, ast.Attribute) or any(k.arg == "out" for k in node.keywords):
        return
    if isinstance(first, ast.Name) and first.id in scope.inputs:
        out = ast.keyword("out", ast.Name(first.id, ast.Load()))
        words = message("a value is computed in place, in an array of the caller")
        yield words, made_from(node, keywords=[*node.keywords, out])


@operator(ast.Attribute, Audience.ALL, Plainness.LEFT_OUT)
def transpose_left_out(node: ast.Attribute, scope: Scope) -> Iterator[Replacement]:
    """w for w.T."""
    if node.attr == "T":
        yield message("{name} is left out", name=".T"), node.value


OPERATORS = (
    conversion_left_out,
    no_copy,
    copy_not_asked,
    step_in_place,
    result_in_input,
    transpose_left_out,
)
