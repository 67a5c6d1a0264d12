"""Modules of the reference with one thing changed, and how a running program gets the change."""

from __future__ import annotations

import ast
import inspect
import itertools
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "grader" / "reference"

BINARY = "Add_Sub Sub_Add Mul_Div Div_Mul Pow_Mul FloorDiv_Mul Mod_Mul BitAnd_BitOr BitOr_BitAnd"
COMPARISONS = ("Eq", "NotEq", "Lt", "LtE", "Gt", "GtE")
OPERATORS = [
    *(f"core/ReplaceBinaryOperator_{pair}" for pair in BINARY.split()),
    *(
        f"core/ReplaceComparisonOperator_{a}_{b}"
        for a in COMPARISONS
        for b in COMPARISONS
        if a != b
    ),
    "core/ReplaceComparisonOperator_Is_IsNot",
    "core/ReplaceComparisonOperator_IsNot_Is",
    "core/ReplaceUnaryOperator_USub_UAdd",
    "core/ReplaceUnaryOperator_Delete_Not",
    "core/ReplaceUnaryOperator_Delete_USub",
    "core/ReplaceUnaryOperator_Delete_Invert",
    "core/AddNot",
    "core/NumberReplacer",
    "core/ReplaceTrueWithFalse",
    "core/ReplaceFalseWithTrue",
    "core/ReplaceAndWithOr",
    "core/ReplaceOrWithAnd",
    "core/ReplaceBreakWithContinue",
    "core/ReplaceContinueWithBreak",
    "core/ExceptionReplacer",
    "core/ZeroIterationForLoop",
]


@dataclass(frozen=True)
class Mutant:
    """A module with one thing changed."""

    module: str
    line: int
    operator: str
    before: str
    after: str
    source: str

    def __str__(self) -> str:
        kind = self.operator.removeprefix("core/")
        return f"{self.module}:{self.line} {kind}\n    - {self.before}\n    + {self.after}"

    @property
    def key(self) -> str:
        """What the list of known survivors names it by: lines move, their text does not."""
        return " ".join(f"{self.module}: `{self.before}` -> `{self.after}`".split())


def mutants(module: str) -> list[Mutant]:
    """All mutants of a module, those in annotations left out: nothing runs them."""
    from cosmic_ray.mutating import MutationVisitor
    from cosmic_ray.plugins import get_operator

    code = (SOURCE / module).read_text("utf-8")
    lines, skipped = code.splitlines(), _annotated(code)
    found = []
    for name in OPERATORS:
        for occurrence in itertools.count():
            changed = MutationVisitor.mutate_code(code, get_operator(name)(), occurrence)
            if changed is None:
                break
            rows = changed.splitlines()
            at = next(i for i, (a, b) in enumerate(zip(lines, rows, strict=False)) if a != b)
            if not _nothing_runs(skipped, at + 1, lines[at], rows[at]):
                texts = (lines[at].strip(), rows[at].strip())
                found.append(Mutant(module, at + 1, name, *texts, changed))
    return found


def _annotated(code: str) -> list[tuple[int, int, int | None, int | None]]:
    """Where annotations stand: first line and column, last line and column."""
    spans = []
    for node in ast.walk(ast.parse(code)):
        parts = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        spans += [
            (p.lineno, p.col_offset, p.end_lineno, p.end_col_offset)
            for p in parts
            if isinstance(p, ast.expr)
        ]
    return spans


def _nothing_runs(spans, line: int, before: str, after: str) -> bool:
    """Whether the change is in an annotation, or in the bare * of a signature."""
    column = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before)
    )
    if before[column : column + 2] == "*,":
        return True
    return any((a, b) <= (line, column) < (c, d) for a, b, c, d in spans)


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
    exec(compile(mutant.source, str(module.__file__), "exec"), new)
    for key, value in new.items():
        old = vars(module).get(key)
        if inspect.isfunction(old) and old.__module__ == name:
            _give(old, value)
        elif inspect.isclass(old) and old.__module__ == name:
            _give_methods(old, value)
        elif not key.startswith("__") and not inspect.ismodule(old) and key.isupper():
            setattr(module, key, value)


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
    while hasattr(old, "__wrapped__"):
        old, new = old.__wrapped__, new.__wrapped__
    old.__code__ = new.__code__
    old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def modules() -> list[str]:
    """Every module with something to mutate."""
    files = (file.relative_to(SOURCE) for file in sorted(SOURCE.rglob("*.py")))
    return [str(f) for f in files if f.name not in ("__init__.py", "document.py")]
