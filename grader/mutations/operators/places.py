"""Brackets after an array: bounds of slices, places, new axes, an order that is turned round."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.messages import message
from grader.mutations.operator import Audience, Plainness, Replacement, Scope, operator
from grader.mutations.syntax import call_name, constant, made_from, number


def _moved(bound: ast.expr, by: int) -> ast.expr:
    return ast.BinOp(bound, ast.Add() if by > 0 else ast.Sub(), ast.Constant(abs(by)))


@operator(ast.Slice, Audience.ALL)
def slice_bound_moved(node: ast.Slice, scope: Scope) -> Iterator[Replacement]:
    """x[: n - 1] for x[:n], x[n + 1 :] for x[n:]; numbers have rows of their own."""
    if node.step is not None:
        return
    if node.lower is not None and not _is_number(node.lower):
        words = message("a slice begins one too late")
        yield words, ast.Slice(_moved(node.lower, 1), node.upper)
    if node.upper is not None and not _is_number(node.upper):
        words = message("a slice ends one too early")
        yield words, ast.Slice(node.lower, _moved(node.upper, -1))


@operator(ast.Slice, Audience.ALL)
def slice_bound_left_out(node: ast.Slice, scope: Scope) -> Iterator[Replacement]:
    """x[:] for x[1:] and x[:-1]."""
    words = message("a slice takes all, where its first or last entries have to stay out")
    if node.lower is not None:
        yield words, ast.Slice(None, node.upper, node.step)
    if node.upper is not None:
        yield words, ast.Slice(node.lower, None, node.step)


def _is_number(node: ast.expr) -> bool:
    part = node.operand if isinstance(node, ast.UnaryOp) else node
    return number(part) is not None


@operator(ast.Subscript, Audience.ALL)
def order_not_reversed(node: ast.Subscript, scope: Scope) -> Iterator[Replacement]:
    """x for x[::-1]."""
    if ast.unparse(node.slice) == "::-1":
        yield message("the order is not turned round"), node.value


@operator(ast.Call, Audience.TESTED)
def range_ends_early(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """range(n - 1) for range(n)."""
    if call_name(node) in ("range", "arange") and len(node.args) in (1, 2):
        last = node.args[-1]
        words = message("a range ends one too early")
        yield words, made_from(node, args=[*node.args[:-1], _moved(last, -1)])


def _at(node: ast.Subscript, *entries: ast.expr) -> ast.Subscript:
    return ast.Subscript(node.value, ast.Tuple(list(entries), ast.Load()), node.ctx)


def _pair(node: ast.Subscript) -> list[ast.expr]:
    """The two entries of ``a[rows, columns]``, where both are expressions."""
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
    plain = not any(isinstance(place, (ast.Slice, ast.Constant)) for place in places)
    return places if len(places) == 2 and plain else []


@operator(ast.Subscript, Audience.ALL, Plainness.SWAPPED)
def row_and_column_swapped(node: ast.Subscript, scope: Scope) -> Iterator[Replacement]:
    """a[columns, rows] for a[rows, columns]."""
    if pair := _pair(node):
        yield message("row and column of an entry are swapped"), _at(node, pair[1], pair[0])


@operator(ast.Subscript, Audience.ALL, Plainness.SAME_PLACE)
def same_column(node: ast.Subscript, scope: Scope) -> Iterator[Replacement]:
    """a[rows, 0] for a[rows, columns]."""
    if pair := _pair(node):
        yield message("the same place is used in each row"), _at(node, pair[0], constant(0))


@operator(ast.Subscript, Audience.ALL)
def new_axis_elsewhere(node: ast.Subscript, scope: Scope) -> Iterator[Replacement]:
    """v[None, :] for v[:, None]."""
    places = node.slice.elts if isinstance(node.slice, ast.Tuple) else []
    new = [(isinstance(p, ast.Constant) and p.value is None) or _is_newaxis(p) for p in places]
    if len(places) == 2 and sum(new) == 1:
        words = message("a new axis is put first where it has to be last, or last for first")
        yield words, _at(node, places[1], places[0])


def _is_newaxis(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "newaxis"


OPERATORS = (
    slice_bound_moved,
    slice_bound_left_out,
    order_not_reversed,
    range_ends_early,
    row_and_column_swapped,
    same_column,
    new_axis_elsewhere,
)
