"""Functions that a submission defines more than once: the last definition is what counts."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass

from grader.feedback.hints.exceptions.program import Function, Program
from grader.messages import Message, message


@dataclass(frozen=True)
class Redefinition:
    """The last definition of a function at the top level, and the one before it."""

    program: Program
    earlier: Function
    last: Function

    @property
    def words(self) -> Message:
        """Where both are, and which counts."""
        return message(
            "{function} is defined twice, at {earlier} and at {last}: the later definition counts.",
            function=self.last.name,
            earlier=self.program.place(self.earlier.lineno),
            last=self.program.place(self.last.lineno),
        )

    @property
    def without_last(self) -> str:
        """The program with empty lines in the place of the last definition."""
        first = min([self.last.lineno, *(node.lineno for node in self.last.decorator_list)])
        end = self.last.end_lineno or self.last.lineno
        lines = list(self.program.lines)
        lines[first - 1 : end] = [""] * (end - first + 1)
        return "\n".join(lines)


def redefinitions(program: Program, names: Iterable[str]) -> dict[str, Redefinition]:
    """By name the functions that the program defines again.

    Args:
        program: the submission; nothing of it is run.
        names: of the functions that the lab asks for.
    """
    found = {}
    for name in names:
        same = [
            node
            for node in program.tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == name
        ]
        if len(same) > 1:
            found[name] = Redefinition(program, same[-2], same[-1])
    return found
