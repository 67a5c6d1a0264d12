"""Formulas in authors' files and students' answers: parsed by an allowlist, never run as code.

A formula is arithmetic, comparisons, conditions, lists and calls of named functions. There are
no loops, no assignments and no access to anything but the names that are passed in; powers,
numbers and sizes are bounded, so that evaluation ends soon.
"""

from __future__ import annotations

import ast
import dataclasses
import math
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

MAX_LENGTH = 500  # characters
MAX_NODES = 200  # of the syntax tree
MAX_SIZE = 100_000  # entries of an array
MAX_WHOLE = 10**15  # floats hold every whole number up to here
MAX_COUNT = 10**7  # steps or entries that a function of the reference is asked for


class FormulaError(ValueError):
    """Carries a sentence that says why the text is not a formula or has no value."""


@lru_cache(maxsize=4096)
def parse(text: str) -> ast.expr:
    """The checked syntax tree of a formula, not to be changed. Raises `FormulaError`."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            _("the formula has more than %(most)d characters") % {"most": MAX_LENGTH}
        )
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        words = {"text": text.strip()[:80]}
        raise FormulaError(_("“%(text)s” is not a formula") % words) from None
    nodes = list(ast.walk(tree))
    if len(nodes) > MAX_NODES:
        raise FormulaError(_("the formula is too long"))
    for node in nodes:
        _check(node)
    return tree


def names_in(tree: ast.AST) -> set[str]:
    """Names that a formula reads, those of functions included."""
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


def evaluate(tree: ast.expr, names: Mapping[str, Any]) -> Any:
    """The value of a checked formula. Raises `FormulaError` when it has none."""
    try:
        with np.errstate(all="ignore"):
            return _value(tree, names)
    except FormulaError:
        raise
    except (ArithmeticError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise FormulaError(_("cannot be computed: %(error)s") % {"error": error}) from None


_BINARY: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.MatMult: operator.matmul,
}
_UNARY: dict[type, Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
_COMPARE: dict[type, Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.In: lambda entry, group: entry in group,
    ast.NotIn: lambda entry, group: entry not in group,
}
_SYNTAX = (
    ast.Constant, ast.Name, ast.Load, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.And, ast.Or,
    ast.Compare, ast.IfExp, ast.List, ast.Tuple, ast.Subscript, ast.Slice, ast.Call, ast.keyword,
    ast.Attribute, ast.Pow,
)  # fmt: skip
_ALLOWED = (*_SYNTAX, *_BINARY, *_UNARY, *_COMPARE)


def _check(node: ast.AST) -> None:
    if not isinstance(node, _ALLOWED):
        raise FormulaError(_("a formula cannot hold %(what)s") % {"what": _excerpt(node)})
    if isinstance(node, ast.Attribute) and node.attr.startswith("_"):
        raise FormulaError(_("a formula cannot read “%(name)s”") % {"name": node.attr})
    if isinstance(node, ast.keyword) and node.arg is None:
        raise FormulaError(_("a formula cannot spread arguments"))
    if isinstance(node, ast.Constant) and not isinstance(node.value, (bool, int, float, str)):
        raise FormulaError(_("a formula cannot hold %(what)s") % {"what": repr(node.value)})


def _excerpt(node: ast.AST) -> str:
    try:
        return f"“{ast.unparse(node)[:60]}”"
    except (AttributeError, ValueError):
        return type(node).__name__


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    value = _STEPS[type(node)](node, names)
    return value if type(value) is float else _check_size(value)


def _check_size(value: Any) -> Any:
    """The value; raises for one that would make the next step slow."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > MAX_WHOLE:
        raise FormulaError(_("a whole number becomes too large"))
    if isinstance(value, np.ndarray) and value.size > MAX_SIZE:
        raise FormulaError(_("an array becomes too large"))
    return value


def _name(node: ast.Name, names: Mapping[str, Any]) -> Any:
    if node.id not in names:
        raise FormulaError(_("there is no “%(name)s” here") % {"name": node.id})
    return names[node.id]


def _binary(node: ast.BinOp, names: Mapping[str, Any]) -> Any:
    left, right = _value(node.left, names), _value(node.right, names)
    if isinstance(left, str) or isinstance(right, str):
        raise FormulaError(_("texts cannot be computed with"))
    _check_growth(node.op, left, right)
    if isinstance(node.op, ast.Pow):
        return _power(left, right)
    return _BINARY[type(node.op)](left, right)


def _check_growth(operation: ast.operator, left: Any, right: Any) -> None:
    """Before the operation: two arrays within bounds can make one that exhausts the memory."""
    if isinstance(left, (list, tuple)) or isinstance(right, (list, tuple)):
        raise FormulaError(_("only lists of numbers can be computed with"))
    if isinstance(left, (int, float)) or isinstance(right, (int, float)):
        return  # a number beside an array or another one
    shapes = np.shape(left), np.shape(right)
    if not all(shapes):
        return  # an array without axes
    if isinstance(operation, ast.MatMult):
        size = math.prod(shapes[0][:-1]) * math.prod(shapes[1][-1:] if len(shapes[1]) > 1 else ())
    else:
        size = math.prod(np.broadcast_shapes(*shapes))
    if size > MAX_SIZE:
        raise FormulaError(_("an array becomes too large"))


def _power(base: Any, exponent: Any) -> Any:
    """Whole numbers only while the result stays small; otherwise floats, which overflow to inf."""
    whole = isinstance(base, int) and isinstance(exponent, int) and 0 <= exponent <= 60
    if whole and abs(base) <= 10**6:
        return base**exponent
    return np.power(np.asarray(base, float), np.asarray(exponent, float))[()]


def _compare(node: ast.Compare, names: Mapping[str, Any]) -> Any:
    left = _value(node.left, names)
    result: Any = True
    for comparison, right_node in zip(node.ops, node.comparators, strict=True):
        right = _value(right_node, names)
        holds = _COMPARE[type(comparison)](left, right)
        result = np.logical_and(result, holds) if isinstance(holds, np.ndarray) else holds
        if not isinstance(result, np.ndarray) and not result:
            return False
        left = right
    return result


def _list(node: ast.List | ast.Tuple, names: Mapping[str, Any]) -> Any:
    """Numbers become an array; anything else stays a list."""
    entries = [_value(entry, names) for entry in node.elts]
    numeric = all(isinstance(entry, (int, float, np.number, np.ndarray)) for entry in entries)
    shapes = {np.shape(entry) for entry in entries}
    return np.array(entries) if numeric and len(shapes) == 1 else entries


def _attribute(node: ast.Attribute, names: Mapping[str, Any]) -> Any:
    """A function of a `Library`, or a field of a result."""
    owner = _value(node.value, names)
    if isinstance(owner, Library):
        return owner.function(node.attr)
    fields = getattr(owner, "_fields", ())
    if dataclasses.is_dataclass(owner) and not isinstance(owner, type):
        fields = tuple(entry.name for entry in dataclasses.fields(owner))
    if node.attr not in fields:
        raise FormulaError(_("there is no “%(name)s” here") % {"name": node.attr})
    return getattr(owner, node.attr)


def _call(node: ast.Call, names: Mapping[str, Any]) -> Any:
    function = _value(node.func, names)
    if not callable(function) or isinstance(function, type):
        raise FormulaError(_("“%(name)s” is not a function") % {"name": ast.unparse(node.func)})
    given = {entry.arg: _value(entry.value, names) for entry in node.keywords if entry.arg}
    return function(*(_value(argument, names) for argument in node.args), **given)


def _subscript(node: ast.Subscript, names: Mapping[str, Any]) -> Any:
    sequence = _value(node.value, names)
    if not isinstance(sequence, (np.ndarray, list, tuple, dict)):
        raise FormulaError(_("only lists have entries"))
    return sequence[_index(node.slice, names)]


def _index(node: ast.expr, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Slice):
        ends = (node.lower, node.upper, node.step)
        return slice(*(None if end is None else int(_value(end, names)) for end in ends))
    if isinstance(node, ast.Tuple):
        return tuple(_index(entry, names) for entry in node.elts)
    return _value(node, names)


def _conditional(node: ast.IfExp, names: Mapping[str, Any]) -> Any:
    return _value(node.body if _value(node.test, names) else node.orelse, names)


def _boolean(node: ast.BoolOp, names: Mapping[str, Any]) -> Any:
    values = (_value(entry, names) for entry in node.values)
    return all(values) if isinstance(node.op, ast.And) else any(values)


_STEPS: dict[type, Callable[[Any, Mapping[str, Any]], Any]] = {
    ast.Constant: lambda node, names: node.value,
    ast.Name: _name,
    ast.BinOp: _binary,
    ast.UnaryOp: lambda node, names: _UNARY[type(node.op)](_value(node.operand, names)),
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.List: _list,
    ast.Tuple: _list,
    ast.Attribute: _attribute,
    ast.Call: _call,
    ast.Subscript: _subscript,
}


class Library:
    """Functions that a formula calls as ``name.function(…)``: the public ones of a module."""

    def __init__(self, module: Any) -> None:
        self._module = module

    def function(self, name: str) -> Callable[..., Any]:
        """The function, which refuses large counts. Raises `FormulaError` for an unknown one."""
        function = getattr(self._module, name, None)
        if name.startswith("_") or not callable(function) or isinstance(function, type):
            raise FormulaError(f"the reference has no function “{name}”")
        return lambda *values, **named: function(
            *map(_limit_count, values),
            **{name: _limit_count(value) for name, value in named.items()},
        )


def _limit_count(value: Any) -> Any:
    """Counts that a function gets are bounded: one would make arrays, another loops."""
    if isinstance(value, int) and value > MAX_COUNT:
        raise FormulaError(f"{value} is too large a number for a function of the reference")
    return value
