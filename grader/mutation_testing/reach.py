"""Which lines a call runs through: a change elsewhere cannot change its answer."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

Lines = Mapping[str, set[int]]
"""By the name of the file."""


@dataclass(frozen=True)
class Reach:
    """Where a change can be noticed: lines of a file, one of which must run.

    Attributes:
        path: of the file, as its code objects name it.
        first, last: the statement that holds the change.
    """

    path: str
    first: int
    last: int

    def is_met(self, lines: Lines) -> bool:
        """Whether one of the lines was run."""
        return not lines.get(self.path, set()).isdisjoint(range(self.first, self.last + 1))


def reach_of(path: str, definition: ast.FunctionDef, changed: ast.AST) -> Reach | None:
    """The innermost statement around a changed node; None where lines do not tell.

    Whatever decides between parts of a statement is in the statement itself. A function whose
    results are cached may run once for many calls.

    Args:
        path: of the file.
        definition: the function that holds the node.
        changed: the node.
    """
    if any("cache" in ast.unparse(decorator) for decorator in definition.decorator_list):
        return None
    found: ast.stmt | None = None
    waiting: list[tuple[ast.AST, ast.stmt]] = [(definition, definition)]
    while waiting and found is None:
        node, statement = waiting.pop()
        statement = node if isinstance(node, ast.stmt) else statement
        found = statement if node is changed else None
        waiting.extend((child, statement) for child in ast.iter_child_nodes(node))
    if found is None:
        return None
    return Reach(path, found.lineno, found.end_lineno or found.lineno)


def lines_run(paths: Iterable[str], run: Callable[[], object]) -> dict[str, set[int]]:
    """The lines of these files through which a call runs.

    Args:
        paths: of files, as their code objects name them.
        run: makes the call.
    """
    lines: dict[str, set[int]] = {path: set() for path in paths}

    def enter(frame: FrameType, event: str, _: Any) -> Callable[..., Any] | None:
        seen = lines.get(frame.f_code.co_filename)
        if seen is None:
            return None
        add = seen.add

        def record(frame: FrameType, event: str, _: Any) -> Callable[..., Any]:
            add(frame.f_lineno)
            return record

        add(frame.f_lineno)
        return record

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        run()
    finally:
        sys.settrace(before)
    return lines
