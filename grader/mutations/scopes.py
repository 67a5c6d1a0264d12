"""What the names in a function refer to, as far as its source shows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from grader.mutations.operator import Scope
from grader.mutations.operators.stability import is_largest
from grader.mutations.syntax import call_name

_SAME_ARRAY = (
    *("asarray", "asanyarray", "ascontiguousarray", "atleast_1d", "atleast_2d", "ravel"),
    *("reshape", "moveaxis", "broadcast_to", "transpose", "squeeze", "floats", "numbers"),
)
"""Functions that give an argument itself, or a view of it, where they need not convert it."""


def scope_of(node: ast.AST, outer: Scope) -> Scope:
    """The scope inside a node: another one in a function, else that around it."""
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return outer
    arguments = node.args
    named = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    parameters = (*outer.parameters, *(argument.arg for argument in named))
    inputs, largest = set(parameters), set(outer.largest)
    for part in ast.walk(node):
        if isinstance(part, ast.Assign):
            names = {name for target in part.targets for name in _names(target)}
            if _may_be_input(part.value, inputs):
                inputs |= names
            if is_largest(part.value):
                largest |= names
    return replace(
        outer, parameters=parameters, inputs=frozenset(inputs), largest=frozenset(largest)
    )


def _names(target: ast.AST) -> Iterator[str]:
    for part in ast.walk(target):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
            yield part.id


def _may_be_input(value: ast.expr, inputs: set[str]) -> bool:
    if call_name(value) not in _SAME_ARRAY:
        return False
    return any(isinstance(part, ast.Name) and part.id in inputs for part in ast.walk(value))
