"""Single slips in the text of a function, with the words that a student reads."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

Mutation = tuple[str, ast.AST]

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
_WORDS = dict.fromkeys(("ones", "ones_like"), "ones stand where zeros belong")
_ALONE = ("abs", "log", "log1p", "exp", "sqrt", "sign", "square", "negative", "zeros_like")
_OPERATORS: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub, ast.Mult),
    ast.Sub: (ast.Add, ast.Mult),
    ast.Mult: (ast.Div, ast.Add, ast.Sub, ast.Pow),
    ast.Div: (ast.Mult, ast.Sub),
    ast.Pow: (ast.Mult,),
}
_NAMES = {
    ast.Add: "a sum",
    ast.Sub: "a difference",
    ast.Mult: "a product",
    ast.Div: "a quotient",
    ast.Pow: "a power",
}
_EQUALS = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_TURNED = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
_CONSTANTS = {0: (1,), 1: (0, 2), 2: (1, 4), 0.5: (1.0, 0.25)}


_PLAIN = ("axis", "whole array", "brackets", "left out", "exchanged", "same place", "belong")


def plainness(words: str) -> int:
    """A rank: of two ways to say the same slip the one with less is said."""
    return next((k for k, part in enumerate(_PLAIN) if part in words), len(_PLAIN))


def mutations_of(node: ast.AST, parameters: list[str]) -> Iterator[Mutation]:
    """What a hand may write in the place of a node."""
    if isinstance(node, ast.BinOp):
        yield from _operations(node)
        yield from _brackets(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield "a minus is left out", node.operand
    elif isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield from _comparisons(node)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for value in _CONSTANTS.get(node.value, ()):
            yield f"a constant is {value:g} and should be another", ast.Constant(value)
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.keyword):
        yield from _axes(node)
    elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in parameters:
        for name in parameters:
            if name != node.id:
                yield f"{name} stands where {node.id} belongs", ast.Name(name, ast.Load())
    elif isinstance(node, ast.AugAssign):
        yield from _steps(node)
    elif isinstance(node, ast.For):
        yield from _loops(node)
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        yield from _places(node)


def _operations(node: ast.BinOp) -> Iterator[Mutation]:
    name = _NAMES.get(type(node.op), "")
    for operator in _OPERATORS.get(type(node.op), ()):
        words = f"{_NAMES[operator]} stands where {name} belongs"
        yield words, ast.BinOp(node.left, operator(), node.right)
    if not name:
        return
    if isinstance(node.op, ast.Pow):
        yield "a power is left out", node.left
        return
    minus = isinstance(node.op, ast.Sub)
    yield f"one side of {name} is left out", node.left
    yield (
        f"one side of {name} is left out",
        ast.UnaryOp(ast.USub(), node.right) if minus else node.right,
    )
    if minus or isinstance(node.op, ast.Div):
        words = f"the two sides of {name} are exchanged"
        yield words, ast.BinOp(node.right, node.op, node.left)


def _brackets(node: ast.BinOp) -> Iterator[Mutation]:
    """a / (b + c) written as a / b + c, (a + b) / c as a + b / c."""
    if not isinstance(node.op, (ast.Mult, ast.Div)):
        return
    words = "brackets are missing, so that a product or quotient takes in less than it should"
    for side, inner in (("right", node.right), ("left", node.left)):
        if isinstance(inner, ast.BinOp) and isinstance(inner.op, (ast.Add, ast.Sub)):
            if side == "right":
                if isinstance(node.op, ast.Div):
                    turned = ast.Sub() if isinstance(inner.op, ast.Add) else ast.Add()
                    factor = ast.BinOp(inner.left, turned, inner.right)
                    text = "a product with 1 - x stands where a quotient by 1 + x belongs"
                    yield text, ast.BinOp(node.left, ast.Mult(), factor)
                first = ast.BinOp(node.left, node.op, inner.left)
                yield words, ast.BinOp(first, inner.op, inner.right)
            else:
                last = ast.BinOp(inner.right, node.op, node.right)
                yield words, ast.BinOp(inner.left, inner.op, last)


def _places(node: ast.Subscript) -> Iterator[Mutation]:
    """a[rows, columns] with one of the two wrong."""
    assert isinstance(node.slice, ast.Tuple)
    entries = node.slice.elts
    if len(entries) != 2 or any(isinstance(one, (ast.Slice, ast.Constant)) for one in entries):
        return
    rows, columns = entries

    def at(*places: ast.expr) -> ast.Subscript:
        return ast.Subscript(node.value, ast.Tuple(list(places), ast.Load()), node.ctx)

    yield "row and column of an entry are exchanged", at(columns, rows)
    yield "the same place is taken in each row", at(rows, ast.Constant(0))


def _comparisons(node: ast.Compare) -> Iterator[Mutation]:
    for table, words in (
        (_EQUALS, "a comparison treats the case of equality the other way"),
        (_TURNED, "a comparison is the wrong way round"),
    ):
        if type(node.ops[0]) in table:
            yield words, ast.Compare(node.left, [table[type(node.ops[0])]()], node.comparators)


def _calls(node: ast.Call) -> Iterator[Mutation]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    for other in _FUNCTIONS.get(name, ()):
        if isinstance(function, ast.Attribute):
            instead = ast.Attribute(function.value, other, function.ctx)
            new = ast.Call(instead, node.args, node.keywords)
            yield _WORDS.get(other, f"{other} stands where {name} belongs"), new
    if name in _ALONE and len(node.args) == 1:
        yield f"{name} is left out", node.args[0]
    if name in ("maximum", "minimum", "max", "min") and len(node.args) == 2:
        for argument in node.args:
            yield f"{name} is left out", argument
    if name == "where" and len(node.args) == 3:
        test, one, other_one = node.args
        yield (
            "the two answers of np.where are exchanged",
            ast.Call(function, [test, other_one, one], []),
        )
        for answer in (one, other_one):
            yield "one answer of np.where stands everywhere", answer


def _axes(node: ast.keyword) -> Iterator[Mutation]:
    if node.arg != "axis" or not isinstance(node.value, (ast.Constant, ast.UnaryOp)):
        return
    text = ast.unparse(node.value)
    for axis in {"1": (0, None), "-1": (0, None), "0": (1, None)}.get(text, ()):
        words = "runs over the whole array" if axis is None else "runs over the other axis"
        yield f"a sum, mean or maximum {words}", ast.keyword("axis", ast.Constant(axis))


def _steps(node: ast.AugAssign) -> Iterator[Mutation]:
    for operator in _OPERATORS.get(type(node.op), ())[:1]:
        words = f"{_NAMES[operator]} stands where {_NAMES[type(node.op)]} belongs"
        yield words, ast.AugAssign(node.target, operator(), node.value)
    value = ast.UnaryOp(ast.USub(), node.value) if isinstance(node.op, ast.Sub) else node.value
    yield "a value is set that should be added or subtracted", ast.Assign([node.target], value)
    yield "a value is set to 0 that should be changed", ast.Assign([node.target], ast.Constant(0))
    yield "one step is left out", ast.Pass()
    if isinstance(node.target, ast.Subscript):
        words = "a change that is meant for some entries is made in all"
        yield words, ast.AugAssign(node.target.value, node.op, node.value)


def _loops(node: ast.For) -> Iterator[Mutation]:
    for first, last, words in ((1, None, "begins one too late"), (None, -1, "ends one too early")):
        part = ast.Slice(*(None if k is None else ast.Constant(k) for k in (first, last)))
        entries = ast.Call(ast.Name("list", ast.Load()), [node.iter], [])
        new = copy.copy(node)
        new.iter = ast.Subscript(entries, part, ast.Load())
        yield f"a loop {words}", new
