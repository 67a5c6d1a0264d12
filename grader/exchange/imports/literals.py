"""Values of expressions in tests, found without running them: numbers, texts, lists, arrays."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from grader.exchange import lab_checks

MOST_ENTRIES = 10_000
_DTYPES = ("float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8", "bool_")
_CONSTANTS = {name: getattr(np, name) for name in ("pi", "e", "inf", "nan", *_DTYPES)}
_BUILTINS = {"float": float, "int": int, "bool": bool}
_MODULES = ("np", "numpy")
_LARGE = 2**63
_OPERATORS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.Pow: lambda a, b: a**b,
}


class NotLiteral(Exception):
    """Why an expression has no value that can be told without running code."""


def evaluate(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """The value of an expression. Raises: NotLiteral.

    Args:
        node: the expression.
        names: values of names that were assigned before.
    """
    try:
        with np.errstate(all="ignore"):
            return _Evaluator(names).value(node)
    except NotLiteral:
        raise
    except (ArithmeticError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotLiteral(f"{_shown(node)} has no value") from error
    except (RecursionError, MemoryError) as error:
        raise NotLiteral("an expression is nested too deeply") from error


class _Evaluator:
    def __init__(self, names: Mapping[str, Any]) -> None:
        self.names = names

    def value(self, node: ast.expr) -> Any:
        found = self._value(node)
        if isinstance(found, np.ndarray) and found.size > MOST_ENTRIES:
            raise NotLiteral(f"{_shown(node)} has more than {MOST_ENTRIES:,} entries")
        return found

    def _value(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            if node.value is None or isinstance(node.value, bool | int | float | str):
                return node.value
        elif isinstance(node, ast.Name):
            return self._name(node)
        elif isinstance(node, ast.List):
            return [self.value(each) for each in node.elts]
        elif isinstance(node, ast.Tuple):
            return tuple(self.value(each) for each in node.elts)
        elif isinstance(node, ast.Dict) and all(key is not None for key in node.keys):
            pairs = zip(node.keys, node.values, strict=True)
            return {self.value(key): self.value(each) for key, each in pairs if key is not None}
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            inner = self._number(node.operand)
            return -inner if isinstance(node.op, ast.USub) else inner
        elif isinstance(node, ast.BinOp):
            return self._operation(node)
        elif isinstance(node, ast.Attribute):
            return self._attribute(node)
        elif isinstance(node, ast.Call):
            return self._call(node)
        raise NotLiteral(f"{_shown(node)} has to be run")

    def _name(self, node: ast.Name) -> Any:
        if node.id in self.names:
            return self.names[node.id]
        if node.id in _BUILTINS:
            return _BUILTINS[node.id]
        raise NotLiteral(f"the value of {node.id} is not known")

    def _number(self, node: ast.expr) -> Any:
        found = self.value(node)
        if isinstance(found, bool | int | float | np.number | np.ndarray):
            return found
        raise NotLiteral(f"{_shown(node)} is no number")

    def _operation(self, node: ast.BinOp) -> Any:
        operation = _OPERATORS.get(type(node.op))
        if operation is None:
            raise NotLiteral(f"{_shown(node)} has to be run")
        left, right = self._number(node.left), self._number(node.right)
        if isinstance(node.op, ast.Pow) and not np.all(np.abs(right) <= 64):
            raise NotLiteral(f"{_shown(node)} is too large")
        if np.broadcast(left, right).size > MOST_ENTRIES:
            raise NotLiteral(f"{_shown(node)} has more than {MOST_ENTRIES:,} entries")
        found = operation(left, right)
        if isinstance(found, int) and abs(found) > _LARGE:
            raise NotLiteral(f"{_shown(node)} is too large")
        return found

    def _attribute(self, node: ast.Attribute) -> Any:
        if isinstance(node.value, ast.Name) and node.value.id in _MODULES:
            if node.attr in _CONSTANTS:
                return _CONSTANTS[node.attr]
        elif node.attr == "T" and isinstance(found := self.value(node.value), np.ndarray):
            return found.T
        raise NotLiteral(f"{_shown(node)} has to be run")

    def _call(self, node: ast.Call) -> Any:
        args = [self.value(each) for each in node.args]
        options = {each.arg: self.value(each.value) for each in node.keywords if each.arg}
        if any(each.arg is None for each in node.keywords):
            raise NotLiteral(f"{_shown(node)} has to be run")
        function = node.func
        if isinstance(function, ast.Name) and function.id in ("float", "int"):
            return _BUILTINS[function.id](*args)
        if isinstance(function, ast.Name) and function.id == "value":
            return lab_checks.value(*args)
        if isinstance(function, ast.Attribute):
            of = function.value
            if isinstance(of, ast.Name) and of.id in _MODULES:
                return _numpy(function.attr, args, options, node)
            if function.attr in ("reshape", "astype", "copy"):
                array = self.value(of)
                if isinstance(array, np.ndarray):
                    return getattr(array, function.attr)(*args, **options)
        raise NotLiteral(f"{_shown(node)} has to be run")


def _numpy(name: str, args: list[Any], options: dict[str, Any], node: ast.Call) -> Any:
    """What a few functions of NumPy make, unless it is large."""
    if name in ("array", "asarray"):
        made = np.array(*args, **options)
        if made.dtype.kind not in "biuf":
            raise NotLiteral(f"{_shown(node)} is no array of numbers")
        return made
    if name in _DTYPES:
        return getattr(np, name)(*args)
    sizes: dict[str, Callable[[], float]] = {
        "zeros": lambda: float(np.prod(args[0], dtype=float)),
        "ones": lambda: float(np.prod(args[0], dtype=float)),
        "full": lambda: float(np.prod(args[0], dtype=float)),
        "eye": lambda: float(args[0]) * float(args[1] if len(args) > 1 else args[0]),
        "identity": lambda: float(args[0]) ** 2,
        "linspace": lambda: float(args[2] if len(args) > 2 else options.get("num", 50)),
        "arange": lambda: (
            abs(float(np.subtract(*(args[1::-1] if len(args) > 1 else (args[0], 0)))))
            / abs(float(args[2] if len(args) > 2 else options.get("step", 1)))
        ),
    }
    if name not in sizes or not args:
        raise NotLiteral(f"{_shown(node)} has to be run")
    if not 0 <= sizes[name]() <= MOST_ENTRIES:
        raise NotLiteral(f"{_shown(node)} has more than {MOST_ENTRIES:,} entries")
    return getattr(np, name)(*args, **options)


def _shown(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return f"“{text if len(text) <= 60 else text[:57] + '…'}”"
