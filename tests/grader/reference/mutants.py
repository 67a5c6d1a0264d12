"""Modules of the reference with one thing changed, and how a running program gets the change."""

from __future__ import annotations

import ast
import inspect
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.mutations import Audience, changes
from grader.mutations.source_lines import SourceLines

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "grader" / "reference"


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed."""

    module: str
    line: int
    operator: str
    before: str
    after: str
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module}:{self.line} {self.operator}\n    - {self.before}\n    + {self.after}"

    @property
    def key(self) -> str:
        """What the list of known survivors names it by: lines move, their text does not."""
        return compact(f"{self.module}: `{self.before}` -> `{self.after}`")


def compact(text: str) -> str:
    """Without any space: how lines are broken and set says nothing."""
    return "".join(text.split())


def mutants(module: str, among: frozenset[str] = frozenset()) -> list[Mutant]:
    """All mutants of a module; with ``among`` those of lines with such compact texts alone."""
    source = (SOURCE / module).read_text("utf-8")
    tree, rows = ast.parse(source), [compact(row) for row in source.splitlines()]
    lines = SourceLines(source, tree)
    return [
        Mutant(module, c.line, c.operator.name, *lines.before_and_after(c), c.tree)
        for c in changes(tree, Audience.REFERENCE)
        if not among
        or not among.isdisjoint(rows[c.line - 1 : getattr(c.old, "end_lineno", c.line)])
    ]


@dataclass(frozen=True)
class Span:
    """Lines of a function: its first (a decorator's, or the `def`), of its body, and the last."""

    first: int
    body: int
    last: int


def functions_of(module: str) -> list[Span]:
    """The outermost functions and methods. Their signatures are not of their bodies:

    what a default is may be seen by a test that calls nothing.
    """
    tree = ast.parse((SOURCE / module).read_text("utf-8"))
    classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
    nodes = [*tree.body, *(part for node in classes for part in node.body)]
    return [
        Span(
            min([f.lineno, *(d.lineno for d in f.decorator_list)]),
            f.body[0].lineno,
            f.end_lineno or f.lineno,
        )
        for f in nodes
        if isinstance(f, ast.FunctionDef)
    ]


def transplant(mutant: Mutant) -> None:
    """Give the functions of the imported module the code of the mutant.

    The functions themselves stay, so that whoever imported them by name runs the new code too.
    """
    name = ".".join(("grader.reference", *Path(mutant.module).with_suffix("").parts))
    module = sys.modules[name]
    new: dict[str, Any] = {"__name__": name, "__package__": module.__package__}
    exec(compile(mutant.tree, str(module.__file__), "exec"), new)
    for key, value in new.items():
        old = vars(module).get(key)
        if inspect.isfunction(old) and old.__module__ == name:
            _give(old, value)
        elif inspect.isclass(old) and old.__module__ == name:
            _give_methods(old, value)
        elif not key.startswith("__") and not inspect.ismodule(old) and key.isupper():
            setattr(module, key, value)
    _give_decorated(str(module.__file__), new)


def _give_decorated(file: str, new: dict[str, Any]) -> None:
    """New code for what the decorators of a file have made of functions elsewhere."""
    made = {
        code.co_qualname: code
        for value in new.values()
        if inspect.isfunction(value)
        for code in value.__code__.co_consts
        if inspect.iscode(code)
    }
    for name, module in list(sys.modules.items()):
        if name.startswith("grader.reference."):
            for function in filter(inspect.isfunction, vars(module).values()):
                code = function.__code__
                if code.co_filename == file and code.co_qualname in made:
                    function.__code__ = made[code.co_qualname]


def _give_methods(old: type, new: type) -> None:
    for part, method in list(vars(old).items()):
        if inspect.isfunction(method) and part in vars(new):
            _give(method, vars(new)[part])
        elif inspect.isfunction(method):
            # A dataclass that is frozen no more has fewer of them.
            delattr(old, part)
    fields = vars(new).get("__dataclass_fields__", {})
    for name, field in vars(old).get("__dataclass_fields__", {}).items():
        if inspect.isfunction(field.default_factory):
            _give(field.default_factory, fields[name].default_factory)


def _give(old: Any, new: Any) -> None:
    """New code for a function and for those around it that decorators have made."""
    while old is not None:
        if inspect.isfunction(old):
            old.__code__ = new.__code__
            old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__
        old, new = getattr(old, "__wrapped__", None), getattr(new, "__wrapped__", None)


def modules() -> list[str]:
    """Every module with something to mutate."""
    files = (file.relative_to(SOURCE) for file in sorted(SOURCE.rglob("*.py")))
    return [str(f) for f in files if f.name not in ("__init__.py", "document.py")]
