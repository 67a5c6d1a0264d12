"""All programs that are one slip away from one of a lab's solutions."""

from __future__ import annotations

import ast
import copy
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from grader.feedback.mutations.operators import mutations_of

MOST = 1500
"""Programs of one lab."""


@dataclass(frozen=True)
class Program:
    """The functions of a solution with one slip; ``words`` say which."""

    words: str
    functions: dict[str, Callable[..., Any]]


@lru_cache(maxsize=32)
def programs_of(revision: str, sources: tuple[str, ...]) -> tuple[Program, ...]:
    """The programs of a lab. ``revision`` is part of the key alone."""
    found: list[Program] = []
    for source in sources:
        tree = ast.parse(source)
        if any(isinstance(node, (ast.While, ast.ClassDef)) for node in ast.walk(tree)):
            continue  # a slip could make a loop endless, or is not reached
        base: dict[str, Any] = {"__name__": "solution"}
        exec(compile(tree, "solution", "exec"), base)
        for definition in tree.body:
            if isinstance(definition, ast.FunctionDef):
                found += _with_slips(definition, base)
    return tuple(found[:MOST])


def _with_slips(definition: ast.FunctionDef, base: dict[str, Any]) -> Iterator[Program]:
    for words, changed in _slips(definition):
        names = dict(base)
        try:
            code = compile(ast.Module([changed], []), "solution", "exec")
            exec(code, names)
        except (SyntaxError, ValueError, TypeError):
            continue
        yield Program(words, _bound(names))


def _bound(names: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """Its functions, each calling the others of the same program."""
    functions: dict[str, Callable[..., Any]] = {}
    for name, one in list(names.items()):
        if isinstance(one, types.FunctionType):
            new = types.FunctionType(
                one.__code__, names, one.__name__, one.__defaults__, one.__closure__
            )
            new.__kwdefaults__ = one.__kwdefaults__
            names[name] = functions[name] = new
    return functions


def _slips(definition: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    parameters = [one.arg for one in definition.args.args]
    axes = {
        id(part)
        for node in ast.walk(definition)
        if isinstance(node, (ast.keyword, ast.Subscript))
        for part in ast.walk(node.slice if isinstance(node, ast.Subscript) else node.value)
        if isinstance(part, ast.Constant)
    }
    places = [
        (number, node)
        for number, node in enumerate(ast.walk(definition))
        if node is not definition and id(node) not in axes
    ]
    for number, node in places:
        for words, new in mutations_of(node, parameters):
            changed = copy.deepcopy(definition)
            old = next(one for k, one in enumerate(ast.walk(changed)) if k == number)
            _Swap(old, copy.deepcopy(new)).visit(changed)
            yield words, ast.fix_missing_locations(changed)


class _Swap(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> Any:
        if node is self.old:
            return ast.copy_location(self.new, node)
        return self.generic_visit(node)
