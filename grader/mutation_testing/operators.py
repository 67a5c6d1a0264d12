"""Single changes of Python and NumPy code, as people mistype it."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

_FUNCTIONS = {
    "log1p": "log",
    "expm1": "exp",
    "maximum": "minimum",
    "minimum": "maximum",
    "max": "min",
    "min": "max",
    "sum": "mean",
    "mean": "sum",
    "sqrt": "square",
    "less": "less_equal",
    "less_equal": "less",
    "greater": "greater_equal",
    "greater_equal": "greater",
    "subtract": "add",
    "add": "subtract",
    "divide": "multiply",
    "multiply": "divide",
    "zeros_like": "ones_like",
    "sign": "abs",
    "take_along_axis": "take",
}
_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.Pow: (ast.Mult,),
}
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_AXES: dict[str, tuple[int | None, ...]] = {"-1": (0, None), "1": (0, None), "0": (-1, None)}
_DROPPED = ("abs", "copy", "astype", "exp", "log", "sqrt", "sign", "negative", "ravel")

Replacement = tuple[str, ast.AST]
"""Words, and what stands in place of a node."""
Place = Callable[[ast.AST], None]
"""Puts a node in one place of a tree."""


@dataclass(frozen=True)
class Change:
    """One change: ``line`` and ``words`` say where and what, ``tree`` is the changed definition."""

    line: int
    words: str
    tree: ast.FunctionDef


def changes(definition: ast.FunctionDef) -> Iterator[Change]:
    """All single changes of a function; its docstring, decorators and annotations stay."""
    for number, (node, _) in enumerate(_places(definition)):
        for words, new in _replacements(node):
            tree = copy.deepcopy(definition)
            _, put = list(_places(tree))[number]
            put(ast.copy_location(new, node))
            yield Change(node.lineno, words, ast.fix_missing_locations(tree))


def _places(
    definition: ast.FunctionDef,
) -> Iterator[tuple[ast.stmt | ast.expr | ast.keyword, Place]]:
    """Every node of the body that may be changed, with what puts another in its place."""
    waiting: list[ast.AST] = list(reversed(definition.body))
    for index, statement in enumerate(definition.body):
        if isinstance(statement, ast.If) and _only_raises(statement):
            yield statement, _item_setter(definition.body, index)
    while waiting:
        parent = waiting.pop()
        if isinstance(parent, (ast.JoinedStr, ast.Raise)):
            continue
        for name, value in ast.iter_fields(parent):
            if name == "annotation":
                continue
            for node, put in _children(parent, name, value):
                if isinstance(node, (ast.expr, ast.keyword)):
                    yield node, put
                waiting.append(node)


def _children(parent: ast.AST, name: str, value: Any) -> Iterator[tuple[ast.AST, Place]]:
    if isinstance(value, list):
        for index, node in enumerate(value):
            if isinstance(node, ast.AST):
                yield node, _item_setter(value, index)
    elif isinstance(value, ast.AST):
        yield value, lambda new: setattr(parent, name, new)


def _item_setter(nodes: list[Any], index: int) -> Place:
    def put(new: ast.AST) -> None:
        nodes[index] = new

    return put


def _only_raises(node: ast.If) -> bool:
    return len(node.body) == 1 and isinstance(node.body[0], ast.Raise) and not node.orelse


def _replacements(node: ast.AST) -> Iterator[Replacement]:
    """What a node may become, each with a few words."""
    if isinstance(node, ast.If):
        yield "check left out", ast.Pass()
    elif isinstance(node, ast.BinOp):
        yield from _operations(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield "sign or not left out", copy.deepcopy(node.operand)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        comparison = copy.deepcopy(node)
        comparison.ops[0] = _COMPARISONS[type(node.ops[0])]()
        yield _arrow(node, comparison), comparison
    elif isinstance(node, ast.BoolOp):
        combination = copy.deepcopy(node)
        combination.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield _arrow(node, combination), combination
    elif isinstance(node, ast.keyword):
        yield from _keywords(node)
    elif isinstance(node, ast.Constant):
        yield from _numbers(node)
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _arrow(old: ast.AST, new: ast.AST) -> str:
    return f"{ast.unparse(old)} -> {ast.unparse(new)}"


def _numbers(node: ast.Constant) -> Iterator[Replacement]:
    number = node.value
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        return
    for value in {number + 1, -number} - {number}:
        yield f"{number!r} -> {value!r}", ast.Constant(value)


def _operations(node: ast.BinOp) -> Iterator[Replacement]:
    for operator in _OPERATORS.get(type(node.op), ()):
        new = copy.deepcopy(node)
        new.op = operator()
        yield _arrow(node, new), new
    if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        yield _arrow(node, node.left), copy.deepcopy(node.left)


def _keywords(node: ast.keyword) -> Iterator[Replacement]:
    text = ast.unparse(node.value)
    if node.arg == "keepdims" and text == "True":
        yield "keepdims left out", ast.keyword("keepdims", ast.Constant(False))
    if node.arg == "axis":
        for axis in _AXES.get(text, ()):
            yield f"axis={text} -> axis={axis}", ast.keyword("axis", _expression(repr(axis)))
    if node.arg == "dtype":
        yield "dtype -> float32", ast.keyword("dtype", _expression("'float32'"))


def _expression(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _calls(node: ast.Call) -> Iterator[Replacement]:
    function = node.func
    if not isinstance(function, ast.Attribute):
        return
    name = function.attr
    if name in _FUNCTIONS:
        new = copy.deepcopy(node)
        new.func = ast.copy_location(
            ast.Attribute(copy.deepcopy(function.value), _FUNCTIONS[name], function.ctx), function
        )
        yield f"{name} -> {_FUNCTIONS[name]}", new
    if name in _DROPPED:
        of_numpy = isinstance(function.value, ast.Name) and function.value.id == "np"
        if of_numpy and len(node.args) == 1 and not node.keywords:
            yield f"{name} left out", copy.deepcopy(node.args[0])
        elif not of_numpy:
            yield f"{name} left out", copy.deepcopy(function.value)
