"""Single changes of Python and NumPy code, as slips of a hand make them."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

_FOR_FUNCTION = {
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
_FOR_OPERATOR: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult, ast.FloorDiv),
    ast.Pow: (ast.Mult,),
}
_FOR_COMPARISON = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_DROPPED = ("abs", "copy", "astype", "exp", "log", "sqrt", "sign", "negative", "ravel")


@dataclass(frozen=True)
class Change:
    """One change: ``line`` and ``words`` say where and what, ``tree`` is the changed definition."""

    line: int
    words: str
    tree: ast.FunctionDef


def changes(definition: ast.FunctionDef) -> Iterator[Change]:
    """All single changes of a function; its docstring, decorators and annotations stay."""
    for number, (node, _) in enumerate(_inner(definition)):
        for words, new in _of(node):
            tree = copy.deepcopy(definition)
            _, put = list(_inner(tree))[number]
            put(ast.copy_location(new, node))
            yield Change(node.lineno, words, ast.fix_missing_locations(tree))


def _inner(definition: ast.FunctionDef):
    """Every node of the body that may be changed, with what puts another in its place."""
    waiting: list[ast.AST] = list(reversed(definition.body))
    for place, statement in enumerate(definition.body):
        if isinstance(statement, ast.If) and _only_raises(statement):
            yield statement, _putting(definition.body, place)
    while waiting:
        parent = waiting.pop()
        for name, value in ast.iter_fields(parent):
            if name == "annotation" or isinstance(parent, (ast.JoinedStr, ast.Raise)):
                continue
            for place, node in enumerate(value) if isinstance(value, list) else ((None, value),):
                if not isinstance(node, ast.AST):
                    continue
                if isinstance(node, (ast.expr, ast.keyword)) and hasattr(node, "lineno"):
                    put = _putting(parent, name) if place is None else _putting(value, place)
                    yield node, put
                waiting.append(node)


def _putting(owner, place):
    def put(new: ast.AST) -> None:
        if isinstance(place, str):
            setattr(owner, place, new)
        else:
            owner[place] = new

    return put


def _only_raises(node: ast.If) -> bool:
    return len(node.body) == 1 and isinstance(node.body[0], ast.Raise) and not node.orelse


def _of(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What a node may become, each with a few words."""
    if isinstance(node, ast.If):
        yield "check left out", ast.Pass()
    elif isinstance(node, ast.BinOp):
        yield from _operations(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.USub, ast.Not)):
        yield "sign or not left out", copy.deepcopy(node.operand)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _FOR_COMPARISON:
        new = copy.deepcopy(node)
        new.ops[0] = _FOR_COMPARISON[type(node.ops[0])]()
        yield f"{_text(node)} -> {_text(new)}", new
    elif isinstance(node, ast.BoolOp):
        new = copy.deepcopy(node)
        new.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield f"{_text(node)} -> {_text(new)}", new
    elif isinstance(node, ast.keyword):
        yield from _keywords(node)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        for value in {node.value + 1, -node.value} - {node.value}:
            yield f"{node.value!r} -> {value!r}", ast.Constant(value)
    elif isinstance(node, ast.Call):
        yield from _calls(node)


def _operations(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    for operator in _FOR_OPERATOR.get(type(node.op), ()):
        new = copy.deepcopy(node)
        new.op = operator()
        yield f"{_text(node)} -> {_text(new)}", new
    if isinstance(node.op, (ast.Add, ast.Sub, ast.Mult, ast.Div)):
        yield f"{_text(node)} -> {_text(node.left)}", copy.deepcopy(node.left)


def _keywords(node: ast.keyword) -> Iterator[tuple[str, ast.AST]]:
    value = getattr(node.value, "value", None)
    if node.arg == "keepdims" and value is True:
        yield "keepdims left out", ast.keyword("keepdims", ast.Constant(False))
    if node.arg == "axis":
        text = _text(node.value)
        for axis in {"-1": (0, None), "1": (0, None), "0": (-1, None)}.get(text, ()):
            yield f"axis={text} -> axis={axis}", ast.keyword("axis", _constant(axis))
    if node.arg == "dtype":
        single = ast.parse("'float32'", mode="eval").body
        yield "dtype -> float32", ast.keyword("dtype", single)


def _constant(value: int | None) -> ast.expr:
    return ast.parse(repr(value), mode="eval").body


def _calls(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in _FOR_FUNCTION and isinstance(function, ast.Attribute):
        new = copy.deepcopy(node)
        new.func.attr = _FOR_FUNCTION[name]
        yield f"{name} -> {new.func.attr}", new
    if name in _DROPPED and isinstance(function, ast.Attribute):
        of_numpy = isinstance(function.value, ast.Name) and function.value.id == "np"
        if of_numpy and len(node.args) == 1 and not node.keywords:
            yield f"{name} left out", copy.deepcopy(node.args[0])
        elif not of_numpy:
            yield f"{name} left out", copy.deepcopy(function.value)


def _text(node: ast.AST) -> str:
    return ast.unparse(node)
