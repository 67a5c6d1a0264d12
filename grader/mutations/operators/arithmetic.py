"""Operators between numbers: one for another, a side left out, sides swapped, brackets missing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from grader.messages import Message, message
from grader.mutations.operator import Audience, Operator, Plainness, Replacement, Scope, operator
from grader.mutations.syntax import made_from

NAMES: dict[type[ast.operator], Message] = {
    ast.Add: message("a sum"),
    ast.Sub: message("a difference"),
    ast.Mult: message("a product"),
    ast.Div: message("a quotient"),
    ast.Pow: message("a power"),
    ast.FloorDiv: message("a quotient without remainder"),
    ast.Mod: message("a remainder"),
    ast.MatMult: message("a matrix product"),
    ast.BitAnd: message("an and of arrays"),
    ast.BitOr: message("an or of arrays"),
}
_SWAPS: tuple[tuple[type[ast.operator], type[ast.operator], Audience], ...] = (
    (ast.Add, ast.Sub, Audience.ALL),
    (ast.Add, ast.Mult, Audience.STUDENT),
    (ast.Sub, ast.Add, Audience.ALL),
    (ast.Sub, ast.Mult, Audience.STUDENT),
    (ast.Mult, ast.Div, Audience.ALL),
    (ast.Mult, ast.Add, Audience.STUDENT),
    (ast.Mult, ast.Sub, Audience.STUDENT),
    (ast.Mult, ast.Pow, Audience.STUDENT),
    (ast.Div, ast.Mult, Audience.ALL),
    (ast.Div, ast.Sub, Audience.STUDENT),
    (ast.Div, ast.FloorDiv, Audience.AUTHOR),
    (ast.Pow, ast.Mult, Audience.ALL),
    (ast.FloorDiv, ast.Mult, Audience.TESTED),
    (ast.FloorDiv, ast.Div, Audience.STUDENT),
    (ast.Mod, ast.Mult, Audience.TESTED),
    (ast.BitAnd, ast.BitOr, Audience.ALL),
    (ast.BitOr, ast.BitAnd, Audience.ALL),
    (ast.MatMult, ast.Mult, Audience.ALL),
)
"""Right, written instead, for whom."""
_SIGNS = {ast.Add, ast.Sub}
_WRONG_SIGN = message("a sign is wrong in a sum or difference")
"""True of 1 - x for x - 1 as well, where the solution has max(x, 0) + (x - 1)."""
_LEFT_OUT = (ast.Add, ast.Sub, ast.Mult, ast.Div)
_ORDERED = (ast.Sub, ast.Div, ast.Pow, ast.MatMult)


def instead(written: str, right: str) -> Message:
    """Words for one name or operation in place of another."""
    return message("{written} is used instead of {right}", written=written, right=right)


def _swap(
    right: type[ast.operator],
    written: type[ast.operator],
    node: ast.BinOp | ast.AugAssign,
    scope: Scope,
) -> Iterator[Replacement]:
    if type(node.op) is right:
        words = _WRONG_SIGN if {right, written} == _SIGNS else instead(NAMES[written], NAMES[right])
        yield words, made_from(node, op=written())


_SWAP_OPERATORS = tuple(
    Operator(
        f"{written.__name__}_for_{right.__name__}",
        ast.BinOp,
        audience,
        Plainness.INSTEAD,
        partial(_swap, right, written),
    )
    for right, written, audience in _SWAPS
)
_STEP_OPERATORS = tuple(
    Operator(
        f"step_{written.__name__}_for_{right.__name__}",
        ast.AugAssign,
        Audience.ALL,
        Plainness.INSTEAD,
        partial(_swap, right, written),
    )
    for right, written, audience in _SWAPS
    if audience is Audience.ALL
)


@operator(ast.BinOp, Audience.STUDENT | Audience.AUTHOR, Plainness.LEFT_OUT)
def one_side_left_out(node: ast.BinOp, scope: Scope) -> Iterator[Replacement]:
    """a for a + b, and b."""
    if isinstance(node.op, ast.Pow):
        yield message("{name} is left out", name=NAMES[ast.Pow]), node.left
    elif isinstance(node.op, _LEFT_OUT):
        words = message("one side of {operation} is left out", operation=NAMES[type(node.op)])
        minus = isinstance(node.op, ast.Sub)
        yield words, node.left
        yield words, ast.UnaryOp(ast.USub(), node.right) if minus else node.right


@operator(ast.BinOp, Audience.ALL, Plainness.SWAPPED)
def sides_swapped(node: ast.BinOp, scope: Scope) -> Iterator[Replacement]:
    """b - a for a - b."""
    if isinstance(node.op, _ORDERED):
        operation = NAMES[type(node.op)]
        words = message("the two sides of {operation} are swapped", operation=operation)
        yield words, made_from(node, left=node.right, right=node.left)


@operator(ast.BinOp, Audience.ALL, Plainness.BRACKETS)
def brackets_missing(node: ast.BinOp, scope: Scope) -> Iterator[Replacement]:
    """a / b + c for a / (b + c), a + b / c for (a + b) / c."""
    if not isinstance(node.op, (ast.Mult, ast.Div)):
        return
    words = message(
        "brackets are missing, so that a product or quotient covers less than it should"
    )
    right, left = node.right, node.left
    if isinstance(right, ast.BinOp) and isinstance(right.op, (ast.Add, ast.Sub)):
        first = ast.BinOp(node.left, node.op, right.left)
        yield words, ast.BinOp(first, right.op, right.right)
    if isinstance(left, ast.BinOp) and isinstance(left.op, (ast.Add, ast.Sub)):
        last = ast.BinOp(left.right, node.op, node.right)
        yield words, ast.BinOp(left.left, left.op, last)


@operator(ast.BinOp, Audience.STUDENT, Plainness.INSTEAD)
def product_with_one_minus(node: ast.BinOp, scope: Scope) -> Iterator[Replacement]:
    """a * (1 - b) for a / (1 + b)."""
    right = node.right
    sums = (ast.Add, ast.Sub)
    if isinstance(node.op, ast.Div) and isinstance(right, ast.BinOp) and isinstance(right.op, sums):
        opposite = ast.Sub() if isinstance(right.op, ast.Add) else ast.Add()
        factor = ast.BinOp(right.left, opposite, right.right)
        words = message("a product with 1 - x is used instead of a quotient by 1 + x")
        yield words, ast.BinOp(node.left, ast.Mult(), factor)


@operator(ast.UnaryOp, Audience.ALL, Plainness.LEFT_OUT)
def minus_left_out(node: ast.UnaryOp, scope: Scope) -> Iterator[Replacement]:
    """x for -x."""
    if isinstance(node.op, ast.USub):
        yield message("a minus is left out"), node.operand


@operator(ast.UnaryOp, Audience.ALL, Plainness.LEFT_OUT)
def not_left_out(node: ast.UnaryOp, scope: Scope) -> Iterator[Replacement]:
    """x for not x and ~x."""
    if isinstance(node.op, (ast.Not, ast.Invert)):
        yield message("a not is left out"), node.operand


OPERATORS = (
    *_SWAP_OPERATORS,
    *_STEP_OPERATORS,
    one_side_left_out,
    sides_swapped,
    brackets_missing,
    product_with_one_minus,
    minus_left_out,
    not_left_out,
)
