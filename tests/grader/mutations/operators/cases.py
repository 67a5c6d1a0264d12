"""What the rows of a module make of a piece of code."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from grader.mutations import Audience, Operator, changes


def made(code: str, audience: Audience, rows: Iterable[Operator] | None = None) -> dict[str, str]:
    """The changed expression or statement, with the words, of every change by one of the rows.

    Args:
        code: an expression or a statement, which gets to stand in a function of x, y and z.
        audience: for whom.
        rows: those of one module; all by default.
    """
    tree = ast.parse("def f(x, y, z):\n" + "\n".join(f"    {line}" for line in code.split("\n")))
    names = None if rows is None else {row.name for row in rows}
    return {
        _body(change.tree): str(change.words)
        for change in changes(tree, audience)
        if names is None or change.operator.name in names
    }


def _body(tree: ast.Module) -> str:
    (definition,) = tree.body
    assert isinstance(definition, ast.FunctionDef)
    return "\n".join(ast.unparse(statement) for statement in definition.body)
