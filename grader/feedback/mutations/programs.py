"""All programs that differ by one mutation from one of a lab's solutions.

They run in the grader's own process, like the lab's reference: they are made from the operator's
files, and solutions with a loop that a mutation could make endless are left out.
"""

from __future__ import annotations

import ast
import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from grader.messages import Message
from grader.mutations import Audience, Plainness, changes

MOST_PROGRAMS = 1500
"""Of one lab; the shipped ones have 400 to 700."""
_LABS_KEPT = 32


@dataclass(frozen=True)
class Program:
    """The functions of a solution with one mutation, which ``words`` describe."""

    words: Message
    plainness: Plainness
    functions: dict[str, Callable[..., Any]]


@lru_cache(maxsize=_LABS_KEPT)
def programs_of(
    revision: str, sources: tuple[str, ...], known: frozenset[str] = frozenset()
) -> tuple[Program, ...]:
    """The programs of a lab.

    Args:
        revision: the lab's; it identifies the programs to the cache.
        sources: the lab's solutions.
        known: the names of the lab's functions and of their parameters.
    """
    return tuple(islice(_programs(sources, known), MOST_PROGRAMS))


def _programs(sources: tuple[str, ...], known: frozenset[str]) -> Iterator[Program]:
    for source in sources:
        tree = ast.parse(source)
        if any(isinstance(node, (ast.While, ast.ClassDef)) for node in ast.walk(tree)):
            continue  # a mutation could make a loop endless, or would miss a class
        base: dict[str, Any] = {"__name__": "solution"}
        exec(compile(tree, "solution", "exec"), base)
        own = _own_names(tree) - known
        for definition in tree.body:
            if isinstance(definition, ast.FunctionDef):
                yield from _mutated_programs(definition, base, own)


def _own_names(tree: ast.Module) -> set[str]:
    """The functions and parameters of a solution: a student has never seen those of its helpers."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
    named = {node.name for node in functions if isinstance(node, ast.FunctionDef)}
    return named | {
        node.arg for each in functions for node in ast.walk(each.args) if isinstance(node, ast.arg)
    }


def _mutated_programs(
    definition: ast.FunctionDef, base: dict[str, Any], own: set[str]
) -> Iterator[Program]:
    for change in changes(definition, Audience.STUDENT):
        if own.intersection(change.words.params.values()):
            continue
        names = dict(base)
        try:
            exec(compile(ast.Module([change.tree], []), "solution", "exec"), names)
        except (SyntaxError, ValueError, TypeError):
            continue
        yield Program(change.words, change.plainness, _rebind(names))


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
