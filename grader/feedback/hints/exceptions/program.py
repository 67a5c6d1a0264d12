"""The text of a submission as a tree, to find what an exception is about. It is never run."""

from __future__ import annotations

import ast
import contextlib
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.util import decode_source

from grader.files.cells import find_cells, place
from grader.messages import Message

Function = ast.FunctionDef | ast.AsyncFunctionDef
Node = ast.stmt | ast.expr
_UNPARSED = (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError, LookupError)


@dataclass(frozen=True)
class Import:
    """A name that an import statement binds: ``np`` for ``import numpy as np``.

    ``attribute`` is what ``from`` takes out of the module; empty where the module itself is bound.
    """

    name: str
    module: str
    attribute: str
    line: int


@dataclass(frozen=True)
class Program:
    """A submission: its lines, and its tree, which is empty where it does not parse."""

    lines: tuple[str, ...]
    tree: ast.Module

    @classmethod
    def of(cls, source: str | bytes) -> Program:
        """The program of a source; whatever the text, nothing is raised."""
        text, tree = text_of(source), ast.Module([], [])
        with warnings.catch_warnings(), contextlib.suppress(*_UNPARSED):
            warnings.simplefilter("ignore")  # of "\d" in a text
            tree = ast.parse(text)
        return cls(tuple(re.split("\r\n|\r|\n", text)), tree)

    def line(self, number: int) -> str:
        """A line by its number, from 1; empty where there is none."""
        return self.lines[number - 1] if 1 <= number <= len(self.lines) else ""

    def place(self, line: int, *, starts: bool = False) -> Message:
        """How a person finds a line: ``line 3``, or ``cell 2, line 1`` of a notebook."""
        return place(find_cells(self.lines), line, starts=starts)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the tree."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """All function definitions, nested ones and methods included, by their lines."""
        found = [n for n in self.nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
        return tuple(sorted(found, key=lambda function: function.lineno))

    def function(self, name: str) -> Function | None:
        """The function of this name at the top level; the last one, where there are several."""
        same = [n for n in self.tree.body if isinstance(n, Function) and n.name == name]
        return same[-1] if same else None

    def function_at(self, line: int) -> Function | None:
        """The innermost function that a line is in."""
        around = [f for f in self.functions if f.lineno <= line <= (f.end_lineno or f.lineno)]
        return around[-1] if around else None

    def nodes_at(self, line: int) -> list[ast.AST]:
        """The nodes of the innermost statement at a line, without the statements inside it."""
        around = [
            node
            for node in self.nodes
            if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or 0)
        ]
        if not around:
            return []
        return list(own_nodes(max(around, key=lambda node: (node.lineno, node.col_offset))))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """All imports, those inside functions included, in no order."""
        found = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    name = alias.asname or alias.name.split(".")[0]
                    found.append(Import(name, alias.name, "", node.lineno))
            elif isinstance(node, ast.ImportFrom):
                module = node.module or ""
                found += [
                    Import(alias.asname or alias.name, module, alias.name, node.lineno)
                    for alias in node.names
                ]
        return tuple(found)

    def module_named(self, name: str) -> str:
        """The module that a name is bound to by an import; empty where it is none."""
        return next((i.module for i in self.imports if i.name == name and not i.attribute), "")

    @property
    def numpy(self) -> str:
        """By what name the file has NumPy: ``np``, unless it was imported by another."""
        names = [i.name for i in self.imports if i.module == "numpy" and not i.attribute]
        return names[0] if names and "np" not in names else "np"

    def bound_in(self, function: Function | None) -> dict[str, int]:
        """The names that a function, or the file's top level, binds, with their first lines."""
        names: dict[str, int] = {}
        if function is not None:
            names |= {argument.arg: function.lineno for argument in arguments_of(function)}
        for node in _scope(function or self.tree):
            for name in _bound_by(node):
                line = getattr(node, "lineno", 1)
                names[name] = min(line, names.get(name, line))
        return names


def text_of(source: str | bytes) -> str:
    """A source as text: by its coding line, or as UTF-8 with replacements."""
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return decode_source(source)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return source.decode("utf-8-sig", "replace")


def own_nodes(statement: ast.AST) -> Iterator[ast.AST]:
    """A statement and its expressions, without the statements inside it."""
    yield statement
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from ast.walk(child)


def arguments_of(function: Function) -> list[ast.arg]:
    """The parameters of a function in their order, ``*args`` and ``**kwargs`` included."""
    given = function.args
    rest = [each for each in (given.vararg, given.kwarg) if each is not None]
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *rest]


def _scope(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a scope, without those of the functions and classes inside it."""
    waiting = list(ast.iter_child_nodes(root))
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, Function | ast.ClassDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def _bound_by(node: ast.AST) -> list[str]:
    if isinstance(node, Function | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return [node.id]
    if isinstance(node, ast.Import | ast.ImportFrom):
        return [alias.asname or alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ExceptHandler) and node.name:
        return [node.name]
    return []
