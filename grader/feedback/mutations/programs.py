"""All programs that differ by one mutation from one of a lab's solutions.

They run in the grader's own process, like the lab's reference: they are made from the operator's
files, and solutions with a loop that a mutation could make endless are left out.
"""

from __future__ import annotations

import ast
import copy
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from grader.feedback.mutations.operators import mutations_of

MOST_PROGRAMS = 1500
"""Of one lab; the shipped ones have 400 to 700."""
_LABS_KEPT = 32


@dataclass(frozen=True)
class Program:
    """The functions of a solution with one mutation, which ``words`` describe."""

    words: str
    functions: dict[str, Callable[..., Any]]


@lru_cache(maxsize=_LABS_KEPT)
def programs_of(revision: str, sources: tuple[str, ...]) -> tuple[Program, ...]:
    """The programs of a lab.

    Args:
        revision: the lab's; it identifies the programs to the cache.
        sources: the lab's solutions.
    """
    found: list[Program] = []
    for source in sources:
        tree = ast.parse(source)
        if any(isinstance(node, (ast.While, ast.ClassDef)) for node in ast.walk(tree)):
            continue  # a mutation could make a loop endless, or would miss a class
        base: dict[str, Any] = {"__name__": "solution"}
        exec(compile(tree, "solution", "exec"), base)
        for definition in tree.body:
            if isinstance(definition, ast.FunctionDef):
                found += _mutated_programs(definition, base)
    return tuple(found[:MOST_PROGRAMS])


def _mutated_programs(definition: ast.FunctionDef, base: dict[str, Any]) -> Iterator[Program]:
    for words, changed in _mutated_definitions(definition):
        names = dict(base)
        try:
            code = compile(ast.Module([changed], []), "solution", "exec")
            exec(code, names)
        except (SyntaxError, ValueError, TypeError):
            continue
        yield Program(words, _rebind(names))


def _rebind(names: dict[str, Any]) -> dict[str, Callable[..., Any]]:
    """The functions among the names, each calling the others of the same program."""
    functions: dict[str, Callable[..., Any]] = {}
    for name, value in list(names.items()):
        if isinstance(value, types.FunctionType):
            function = types.FunctionType(
                value.__code__, names, value.__name__, value.__defaults__, value.__closure__
            )
            function.__kwdefaults__ = value.__kwdefaults__
            names[name] = functions[name] = function
    return functions


def _mutated_definitions(definition: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    parameters = [argument.arg for argument in definition.args.args]
    constants = _positions(definition)
    for number, node in enumerate(ast.walk(definition)):
        if node is definition or id(node) in constants:
            continue
        for words, new in mutations_of(node, parameters):
            changed = copy.deepcopy(definition)
            old = next(other for k, other in enumerate(ast.walk(changed)) if k == number)
            _Replacement(old, copy.deepcopy(new)).visit(changed)
            yield words, ast.fix_missing_locations(changed)


def _positions(definition: ast.FunctionDef) -> set[int]:
    """Ids of the constants in keywords and subscripts: axes and places, not numbers."""
    return {
        id(part)
        for node in ast.walk(definition)
        if isinstance(node, (ast.keyword, ast.Subscript))
        for part in ast.walk(node.slice if isinstance(node, ast.Subscript) else node.value)
        if isinstance(part, ast.Constant)
    }


class _Replacement(ast.NodeTransformer):
    """Puts one node in place of another."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        if node is self.old:
            return ast.copy_location(self.new, node)
        result: ast.AST = self.generic_visit(node)
        return result
