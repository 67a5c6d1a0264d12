"""Whole statements: a step, a loop, a check of the inputs, an early return."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.messages import message
from grader.mutations.operator import Audience, Plainness, Replacement, Scope, operator
from grader.mutations.operators.arithmetic import NAMES
from grader.mutations.syntax import made_from


@operator(ast.AugAssign, Audience.STUDENT | Audience.AUTHOR)
def set_instead_of_added(node: ast.AugAssign, scope: Scope) -> Iterator[Replacement]:
    """a = b for a += b."""
    value = ast.UnaryOp(ast.USub(), node.value) if isinstance(node.op, ast.Sub) else node.value
    words = message("a value is set that should be added or subtracted")
    yield words, ast.Assign([node.target], value)


@operator(ast.AugAssign, Audience.STUDENT)
def set_to_zero(node: ast.AugAssign, scope: Scope) -> Iterator[Replacement]:
    """a = 0 for a += b."""
    words = message("a value is set to 0 that should be changed")
    yield words, ast.Assign([node.target], ast.Constant(0))


@operator(ast.AugAssign, Audience.ALL, Plainness.LEFT_OUT)
def step_left_out(node: ast.AugAssign, scope: Scope) -> Iterator[Replacement]:
    """Nothing for a += b."""
    operation = NAMES.get(type(node.op))
    if operation is None:
        yield message("one step is left out"), ast.Pass()
    else:
        yield message("one side of {operation} is left out", operation=operation), ast.Pass()


@operator(ast.AugAssign, Audience.STUDENT | Audience.AUTHOR)
def all_entries_changed(node: ast.AugAssign, scope: Scope) -> Iterator[Replacement]:
    """a += b for a[k] += b."""
    if isinstance(node.target, ast.Subscript):
        whole = node.target.value
        if isinstance(whole, (ast.Name, ast.Attribute, ast.Subscript)):
            words = message("a change that is meant for some entries is made in all")
            yield words, made_from(node, target=made_from(whole, ctx=ast.Store()))


@operator(ast.Expr, Audience.ALL, Plainness.LEFT_OUT)
def call_left_out(node: ast.Expr, scope: Scope) -> Iterator[Replacement]:
    """Nothing for a call whose result is not used: it checks something, or works in place."""
    if isinstance(node.value, ast.Call):
        yield message("one step is left out"), ast.Pass()


@operator(ast.For, Audience.ALL)
def loop_shortened(node: ast.For, scope: Scope) -> Iterator[Replacement]:
    """A loop over all entries but the first, or but the last."""
    bounds = (
        (1, None, message("a loop begins one too late")),
        (None, -1, message("a loop ends one too early")),
    )
    for first, last, words in bounds:
        part = ast.Slice(*(None if k is None else ast.Constant(k) for k in (first, last)))
        entries = ast.Call(ast.Name("list", ast.Load()), [node.iter], [])
        yield words, made_from(node, iter=ast.Subscript(entries, part, ast.Load()))


@operator(ast.For, Audience.REFERENCE)
def loop_left_out(node: ast.For, scope: Scope) -> Iterator[Replacement]:
    """A loop over nothing."""
    yield message("a loop is left out"), made_from(node, iter=ast.List([], ast.Load()))


@operator(ast.If, Audience.TESTED, Plainness.LEFT_OUT)
def check_left_out(node: ast.If, scope: Scope) -> Iterator[Replacement]:
    """Nothing for an ``if`` that only raises."""
    if len(node.body) == 1 and isinstance(node.body[0], ast.Raise) and not node.orelse:
        yield message("a check of the inputs is left out"), ast.Pass()


@operator(ast.If, Audience.ALL, Plainness.LEFT_OUT)
def special_case_left_out(node: ast.If, scope: Scope) -> Iterator[Replacement]:
    """Nothing for an early return or an assignment where a size, a length or a value is special.

    A comparison with a word chooses what to compute; that is no special case.
    """
    plain = isinstance(node.body[0], (ast.Return, ast.Assign, ast.AugAssign))
    words = any(
        isinstance(part, ast.Constant) and isinstance(part.value, str)
        for part in ast.walk(node.test)
    )
    if len(node.body) == 1 and plain and not node.orelse and not words:
        yield message("a special case is left out"), ast.Pass()


@operator(ast.Break, Audience.TESTED)
def continue_for_break(node: ast.Break, scope: Scope) -> Iterator[Replacement]:
    """continue for break."""
    yield message("a loop goes on where it has to end"), ast.Continue()


@operator(ast.Continue, Audience.TESTED)
def break_for_continue(node: ast.Continue, scope: Scope) -> Iterator[Replacement]:
    """break for continue."""
    yield message("a loop ends where it has to go on"), ast.Break()


@operator(ast.ExceptHandler, Audience.REFERENCE)
def exception_not_caught(node: ast.ExceptHandler, scope: Scope) -> Iterator[Replacement]:
    """A handler of an exception that nothing raises."""
    nothing = ast.Tuple([], ast.Load())
    yield message("an exception is not caught"), made_from(node, type=nothing)


OPERATORS = (
    set_instead_of_added,
    set_to_zero,
    step_left_out,
    all_entries_changed,
    call_left_out,
    loop_shortened,
    loop_left_out,
    check_left_out,
    special_case_left_out,
    continue_for_break,
    break_for_continue,
    exception_not_caught,
)
