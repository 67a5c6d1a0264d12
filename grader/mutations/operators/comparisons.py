"""Comparisons and conditions: equality, direction, and for or, a condition turned round."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import partial

from grader.messages import Message, message
from grader.mutations.operator import Audience, Operator, Plainness, Replacement, Scope, operator
from grader.mutations.syntax import made_from

_EQUALITY = message("a comparison treats equality the other way")
_DIRECTION = message("a comparison is the wrong way round")
_OPPOSITE = message("a comparison is the opposite of the right one")
_OTHER = message("a comparison is another than the right one")

_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_ALL = (ast.Eq, ast.NotEq, *_ORDER)
_PAIRS: dict[tuple[type[ast.cmpop], type[ast.cmpop]], tuple[Message, Audience]] = {
    **{pair: (_EQUALITY, Audience.ALL) for pair in ((ast.Lt, ast.LtE), (ast.LtE, ast.Lt))},
    **{pair: (_EQUALITY, Audience.ALL) for pair in ((ast.Gt, ast.GtE), (ast.GtE, ast.Gt))},
    (ast.Lt, ast.Gt): (_DIRECTION, Audience.STUDENT | Audience.REFERENCE),
    (ast.LtE, ast.GtE): (_DIRECTION, Audience.STUDENT | Audience.REFERENCE),
    (ast.Gt, ast.Lt): (_DIRECTION, Audience.STUDENT | Audience.REFERENCE),
    (ast.GtE, ast.LtE): (_DIRECTION, Audience.STUDENT | Audience.REFERENCE),
    (ast.Eq, ast.NotEq): (_OPPOSITE, Audience.TESTED),
    (ast.NotEq, ast.Eq): (_OPPOSITE, Audience.TESTED),
    (ast.Is, ast.IsNot): (_OPPOSITE, Audience.TESTED),
    (ast.IsNot, ast.Is): (_OPPOSITE, Audience.TESTED),
    (ast.In, ast.NotIn): (_OPPOSITE, Audience.TESTED),
    (ast.NotIn, ast.In): (_OPPOSITE, Audience.TESTED),
}
"""Right and written instead: words, and for whom. The remaining pairs are for the reference."""


def _other_pairs() -> dict[tuple[type[ast.cmpop], type[ast.cmpop]], tuple[Message, Audience]]:
    return {
        (right, written): (_OTHER, Audience.REFERENCE)
        for right in _ALL
        for written in _ALL
        if right is not written and (right, written) not in _PAIRS
    }


def _swap(
    right: type[ast.cmpop], written: type[ast.cmpop], words: Message, node: ast.Compare, _: Scope
) -> Iterator[Replacement]:
    for place, old in enumerate(node.ops):
        if type(old) is right:
            ops = [*node.ops[:place], written(), *node.ops[place + 1 :]]
            yield words, made_from(node, ops=ops)


_SWAP_OPERATORS = tuple(
    Operator(
        f"{written.__name__}_for_{right.__name__}",
        ast.Compare,
        audience,
        Plainness.OTHER,
        partial(_swap, right, written, words),
    )
    for (right, written), (words, audience) in {**_PAIRS, **_other_pairs()}.items()
)


@operator(ast.BoolOp, Audience.ALL, Plainness.INSTEAD)
def and_for_or(node: ast.BoolOp, scope: Scope) -> Iterator[Replacement]:
    """a or b for a and b, and the other way."""
    words, other = _other(node.op)
    yield words, made_from(node, op=other())


@operator(ast.BoolOp, Audience.TESTED, Plainness.INSTEAD)
def one_and_for_or(node: ast.BoolOp, scope: Scope) -> Iterator[Replacement]:
    """a and b or c for a and b and c; "and" binds before "or"."""
    words, _ = _other(node.op)
    for place in range(1, len(node.values) if len(node.values) > 2 else 0):
        if isinstance(node.op, ast.And):
            sides = node.values[:place], node.values[place:]
            values = [ast.BoolOp(node.op, s) if len(s) > 1 else s[0] for s in sides]
        else:
            before, after = node.values[: place - 1], node.values[place + 1 :]
            pair = ast.BoolOp(ast.And(), node.values[place - 1 : place + 1])
            values = [*before, pair, *after]
        yield words, ast.BoolOp(ast.Or(), values)


@operator(ast.BoolOp, Audience.REFERENCE)
def part_turned_round(node: ast.BoolOp, scope: Scope) -> Iterator[Replacement]:
    """not a and b for a and b."""
    for place, part in enumerate(node.values):
        if not isinstance(part, ast.UnaryOp):
            turned = ast.UnaryOp(ast.Not(), part)
            values = [*node.values[:place], turned, *node.values[place + 1 :]]
            yield message("a condition is turned round"), made_from(node, values=values)


def _other(right: ast.boolop) -> tuple[Message, type[ast.boolop]]:
    if isinstance(right, ast.And):
        return message("or is used instead of and"), ast.Or
    return message("and is used instead of or"), ast.And


def _negated(node: ast.If | ast.IfExp | ast.While | ast.Assert, _: Scope) -> Iterator[Replacement]:
    test = ast.UnaryOp(ast.Not(), node.test)
    yield message("a condition is turned round"), made_from(node, test=test)


_NEGATIONS = tuple(
    Operator(f"not_added_to_{kind.__name__}", kind, Audience.REFERENCE, Plainness.OTHER, _negated)
    for kind in (ast.If, ast.IfExp, ast.While, ast.Assert)
)

OPERATORS = (*_SWAP_OPERATORS, and_for_or, one_and_for_or, part_turned_round, *_NEGATIONS)
