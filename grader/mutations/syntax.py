"""Small helpers on syntax trees that the operators share."""

from __future__ import annotations

import ast
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)

LIBRARIES = ("np", "numpy", "math")
"""Names under which functions are called that take what they work on as an argument."""


def made_from(node: Node, **changed: object) -> Node:
    """A new node like another, with some fields changed; as a new one it has no place in a file."""
    fields = dict(ast.iter_fields(node))
    return type(node)(**{**fields, **changed})


def call_name(node: ast.AST) -> str:
    """``sum`` of ``np.sum(x)``, ``x.sum()`` and ``sum(x)``; empty for other nodes."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def receiver(node: ast.Call) -> ast.expr | None:
    """What a method is called on: ``x`` of ``x.sum()``, ``None`` of ``np.sum(x)``."""
    if not isinstance(node.func, ast.Attribute):
        return None
    value = node.func.value
    return None if isinstance(value, ast.Name) and value.id in LIBRARIES else value


def renamed(node: ast.Call, name: str) -> ast.Call:
    """The same call of another function of the same module or object."""
    if isinstance(node.func, ast.Attribute):
        return made_from(node, func=made_from(node.func, attr=name))
    return made_from(node, func=ast.Name(name, ast.Load()))


def without(node: ast.Call, keyword: str) -> ast.Call:
    """The same call without one of its keywords."""
    return made_from(node, keywords=[k for k in node.keywords if k.arg != keyword])


def number(node: ast.AST) -> int | float | None:
    """The value of a number in the code; ``None`` for anything else, bools included."""
    value = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def constant(value: bool | int | float | str | None) -> ast.expr:
    """A constant; a negative number as it is written, with a minus."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value < 0:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value))
    return ast.Constant(value)
