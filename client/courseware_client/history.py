"""Which cells of a notebook belong to a submission."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence

from courseware_client.submitting import names_in


def code_for(asked: Collection[str], cells: Sequence[str]) -> str:
    """The cells that define what is asked for, and what those use, in the order they were run.

    Args:
        asked: names of functions.
        cells: all that were run, without magics; of several that define a name the last counts.
    """
    defined = [_defined(cell) for cell in cells]
    wanted, seen, chosen = list(asked), set(asked), set()
    while wanted:
        name = wanted.pop()
        found = [number for number, names in enumerate(defined) if name in names]
        if not found or found[-1] in chosen:
            continue
        chosen.add(found[-1])
        new = _used(cells[found[-1]]) - seen
        seen |= new
        wanted += new
    return "\n\n".join(cells[number].strip("\n") for number in sorted(chosen))


def _defined(cell: str) -> set[str]:
    """At the top level; nothing of a cell that is not Python."""
    try:
        body = ast.parse(cell).body
    except (SyntaxError, ValueError):
        return set()
    inner = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    names = {node.name for node in body if isinstance(node, inner)}
    for node in body:
        if not isinstance(node, inner):
            names |= names_in(ast.unparse(node))
    return names


def _used(cell: str) -> set[str]:
    return {node.id for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Name)}
