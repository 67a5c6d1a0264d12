"""Constants: another number, one more, one less, the other truth value."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.messages import Message, message
from grader.mutations.operator import Audience, Replacement, Scope, operator
from grader.mutations.syntax import constant, number

_USUAL: dict[float, tuple[float, ...]] = {
    0: (1,),
    1: (0, 2),
    2: (1, 4),
    0.5: (1.0, 0.25),
    0.01: (0.1,),
}
"""The numbers of formulas, and what is written instead."""


def _words(value: float) -> Message:
    return message("a constant is {value} and should be another", value=f"{value:g}")


@operator(ast.Constant, Audience.STUDENT)
def another_usual_number(node: ast.Constant, scope: Scope) -> Iterator[Replacement]:
    """4 for 2; not in axes and places, which have rows of their own."""
    value = number(node)
    if value is not None and not scope.selects:
        for other in _USUAL.get(value, ()):
            yield _words(other), constant(other)


@operator(ast.Constant, Audience.TESTED)
def one_more(node: ast.Constant, scope: Scope) -> Iterator[Replacement]:
    """x[2:] for x[1:]."""
    value = number(node)
    if value is not None:
        yield _words(value + 1), constant(value + 1)


@operator(ast.Constant, Audience.REFERENCE)
def one_less(node: ast.Constant, scope: Scope) -> Iterator[Replacement]:
    """x[0:] for x[1:]."""
    value = number(node)
    if value is not None:
        yield _words(value - 1), constant(value - 1)


@operator(ast.Constant, Audience.AUTHOR)
def other_sign(node: ast.Constant, scope: Scope) -> Iterator[Replacement]:
    """x[-1:] for x[1:]."""
    value = number(node)
    if value:
        yield _words(-value), constant(-value)


@operator(ast.Constant, Audience.REFERENCE)
def other_truth(node: ast.Constant, scope: Scope) -> Iterator[Replacement]:
    """False for True, and the other way."""
    if isinstance(node.value, bool):
        words = message(
            "{written} is used instead of {right}", written=not node.value, right=node.value
        )
        yield words, ast.Constant(not node.value)


OPERATORS = (another_usual_number, one_more, one_less, other_sign, other_truth)
