"""Single changes in the text of a function, with the words that a student reads."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from grader.messages import Message, message

Mutation = tuple[Message, ast.AST]
"""Words, and what stands in place of the node."""

_FUNCTIONS = {
    "sum": ("mean", "max", "prod"),
    "mean": ("sum", "max"),
    "max": ("min", "sum"),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "log": ("log2", "log10", "log1p"),
    "log1p": ("log",),
    "exp": ("expm1",),
    "sign": ("abs",),
    "abs": ("sign", "square"),
    "zeros": ("ones",),
    "zeros_like": ("ones_like",),
}
_ONES = ("ones", "ones_like")
_UNARY = ("abs", "log", "log1p", "exp", "sqrt", "sign", "square", "negative", "zeros_like")
_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.Sub, ast.Pow),
    ast.Div: (ast.Mult, ast.Sub),
    ast.Pow: (ast.Mult,),
}
_OPERATOR_NAMES: dict[type[ast.operator], Message] = {
    ast.Add: message("a sum"),
    ast.Sub: message("a difference"),
    ast.Mult: message("a product"),
    ast.Div: message("a quotient"),
    ast.Pow: message("a power"),
}
_EQUALITY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}
_DIRECTION: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
}
_CONSTANTS: dict[float, tuple[float, ...]] = {0: (1,), 1: (0, 2), 2: (1, 4), 0.5: (1.0, 0.25)}

_LEFT_OUT = "is left out"
_PLAIN = ("axis", "whole array", "brackets", _LEFT_OUT, "swapped", "same place", "instead of")
"""Parts of the words, from the plainest mutation to the one that says least."""


def plainness(words: str) -> int:
    """A rank of the English words: of two ways to describe a mutation the lower one is used."""
    return next((k for k, part in enumerate(_PLAIN) if part in words), len(_PLAIN))


def mutations_of(node: ast.AST, parameters: list[str]) -> Iterator[Mutation]:
    """What people may write in place of a node.

    Args:
        node: of a function's syntax tree; it is not changed.
        parameters: the names of the function's parameters.
    """
    if isinstance(node, ast.BinOp):
        yield from _operations(node)
        yield from _brackets(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield message("a minus is left out"), node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _comparisons(node)
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.keyword):
        yield from _axes(node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in parameters:
        for name in parameters:
            if name != node.id:
                yield _instead(name, node.id), ast.Name(name, ast.Load())
    elif isinstance(node, ast.AugAssign):
        yield from _steps(node)
    elif isinstance(node, ast.For):
        yield from _loops(node)
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        yield from _places(node, node.slice)


def _instead(written: str, right: str) -> Message:
    return message("{written} is used instead of {right}", written=written, right=right)


def _left_out(name: str) -> Message:
    return message("{name} is left out", name=name)


def _constants(node: ast.Constant) -> Iterator[Mutation]:
    if isinstance(node.value, bool) or not isinstance(node.value, (int, float)):
        return
    for value in _CONSTANTS.get(node.value, ()):
        words = message("a constant is {value} and should be another", value=f"{value:g}")
        yield words, ast.Constant(value)


def _operations(node: ast.BinOp) -> Iterator[Mutation]:
    name = _OPERATOR_NAMES.get(type(node.op))
    if name is None:
        return
    for operator in _OPERATORS.get(type(node.op), ()):
        words = _instead(_OPERATOR_NAMES[operator], name)
        yield words, ast.BinOp(node.left, operator(), node.right)
    if isinstance(node.op, ast.Pow):
        yield _left_out(name), node.left
        return
    minus = isinstance(node.op, ast.Sub)
    one_side = message("one side of {operation} is left out", operation=name)
    yield one_side, node.left
    yield one_side, ast.UnaryOp(ast.USub(), node.right) if minus else node.right
    if minus or isinstance(node.op, ast.Div):
        words = message("the two sides of {operation} are swapped", operation=name)
        yield words, ast.BinOp(node.right, node.op, node.left)


def _brackets(node: ast.BinOp) -> Iterator[Mutation]:
    """a / (b + c) written as a / b + c, (a + b) / c as a + b / c."""
    if not isinstance(node.op, (ast.Mult, ast.Div)):
        return
    words = message(
        "brackets are missing, so that a product or quotient covers less than it should"
    )
    right, left = node.right, node.left
    if isinstance(right, ast.BinOp) and isinstance(right.op, (ast.Add, ast.Sub)):
        if isinstance(node.op, ast.Div):
            opposite = ast.Sub() if isinstance(right.op, ast.Add) else ast.Add()
            factor = ast.BinOp(right.left, opposite, right.right)
            product = ast.BinOp(node.left, ast.Mult(), factor)
            yield message("a product with 1 - x is used instead of a quotient by 1 + x"), product
        first = ast.BinOp(node.left, node.op, right.left)
        yield words, ast.BinOp(first, right.op, right.right)
    if isinstance(left, ast.BinOp) and isinstance(left.op, (ast.Add, ast.Sub)):
        last = ast.BinOp(left.right, node.op, node.right)
        yield words, ast.BinOp(left.left, left.op, last)


def _places(node: ast.Subscript, places: ast.Tuple) -> Iterator[Mutation]:
    """a[rows, columns] with one of the two wrong."""
    if len(places.elts) != 2:
        return
    if any(isinstance(place, (ast.Slice, ast.Constant)) for place in places.elts):
        return
    rows, columns = places.elts

    def at(*entries: ast.expr) -> ast.Subscript:
        return ast.Subscript(node.value, ast.Tuple(list(entries), ast.Load()), node.ctx)

    yield message("row and column of an entry are swapped"), at(columns, rows)
    yield message("the same place is used in each row"), at(rows, ast.Constant(0))


def _comparisons(node: ast.Compare) -> Iterator[Mutation]:
    tables = (
        (_EQUALITY, message("a comparison treats equality the other way")),
        (_DIRECTION, message("a comparison is the wrong way round")),
    )
    for table, words in tables:
        operator = table.get(type(node.ops[0]))
        if operator is not None:
            yield words, ast.Compare(node.left, [operator()], node.comparators)


def _calls(node: ast.Call) -> Iterator[Mutation]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    for other in _FUNCTIONS.get(name, ()):
        if isinstance(function, ast.Attribute):
            instead = ast.Attribute(function.value, other, function.ctx)
            new = ast.Call(instead, node.args, node.keywords)
            words = message("ones are used instead of zeros") if other in _ONES else None
            yield words or _instead(other, name), new
    if name in _UNARY and len(node.args) == 1:
        yield _left_out(name), node.args[0]
    if name in ("maximum", "minimum", "max", "min") and len(node.args) == 2:
        for argument in node.args:
            yield _left_out(name), argument
    if name == "where" and len(node.args) == 3:
        condition, first, second = node.args
        swapped = ast.Call(function, [condition, second, first], [])
        yield message("the two results of np.where are swapped"), swapped
        for result in (first, second):
            yield message("one result of np.where is used everywhere"), result


def _axes(node: ast.keyword) -> Iterator[Mutation]:
    if node.arg != "axis" or not isinstance(node.value, (ast.Constant, ast.UnaryOp)):
        return
    whole = message("a sum, mean or maximum runs over the whole array")
    other = message("a sum, mean or maximum runs over the other axis")
    axes: dict[str, int] = {"1": 0, "-1": 0, "0": 1}
    text = ast.unparse(node.value)
    if text in axes:
        yield other, ast.keyword("axis", ast.Constant(axes[text]))
        yield whole, ast.keyword("axis", ast.Constant(None))


def _steps(node: ast.AugAssign) -> Iterator[Mutation]:
    for operator in _OPERATORS.get(type(node.op), ())[:1]:
        words = _instead(_OPERATOR_NAMES[operator], _OPERATOR_NAMES[type(node.op)])
        yield words, ast.AugAssign(node.target, operator(), node.value)
    value = ast.UnaryOp(ast.USub(), node.value) if isinstance(node.op, ast.Sub) else node.value
    words = message("a value is set that should be added or subtracted")
    yield words, ast.Assign([node.target], value)
    words = message("a value is set to 0 that should be changed")
    yield words, ast.Assign([node.target], ast.Constant(0))
    yield message("one step is left out"), ast.Pass()
    if isinstance(node.target, ast.Subscript) and isinstance(
        node.target.value, (ast.Name, ast.Attribute, ast.Subscript)
    ):
        words = message("a change that is meant for some entries is made in all")
        yield words, ast.AugAssign(node.target.value, node.op, node.value)


def _loops(node: ast.For) -> Iterator[Mutation]:
    bounds = (
        (1, None, message("a loop begins one too late")),
        (None, -1, message("a loop ends one too early")),
    )
    for first, last, words in bounds:
        part = ast.Slice(*(None if k is None else ast.Constant(k) for k in (first, last)))
        entries = ast.Call(ast.Name("list", ast.Load()), [node.iter], [])
        new = copy.copy(node)
        new.iter = ast.Subscript(entries, part, ast.Load())
        yield words, new
