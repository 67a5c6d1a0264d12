"""What keeps floats finite and exact: the shift by the largest entry, a small guard, log1p."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from grader.messages import message
from grader.mutations.operator import Audience, Plainness, Replacement, Scope, operator
from grader.mutations.syntax import call_name, constant, made_from, number

SMALL = 1e-2
"""Constants of this size and smaller guard a logarithm or a quotient."""
_LARGEST = ("max", "amax", "maximum", "nanmax")
_GUARDED = ("sqrt", "log", "abs", "exp")
_GUARD_NAME = re.compile(r"eps(ilon)?|tiny|guard|safe|delta", re.IGNORECASE)


def is_largest(node: ast.AST, names: frozenset[str] = frozenset()) -> bool:
    """Whether an expression is a largest value: a call of ``max``, or a name of one."""
    value = node.value if isinstance(node, ast.Subscript) else node
    return call_name(value) in _LARGEST or (isinstance(value, ast.Name) and value.id in names)


def _is_guard(node: ast.AST) -> bool:
    value = number(node)
    if value is not None:
        return 0 < value <= SMALL
    name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
    return bool(_GUARD_NAME.fullmatch(name))


@operator(ast.BinOp, Audience.ALL, Plainness.WHOLE_ARRAY)
def shift_left_out(node: ast.BinOp, scope: Scope) -> Iterator[Replacement]:
    """z for z - z.max()."""
    if isinstance(node.op, ast.Sub) and is_largest(node.right, scope.largest):
        yield message("the largest entry is not subtracted"), node.left


@operator(ast.Call, Audience.ALL, Plainness.WHOLE_ARRAY)
def shift_not_added(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """np.subtract(z, 0) for np.subtract(z, top)."""
    if call_name(node) != "subtract" or len(node.args) != 2:
        return
    if is_largest(node.args[1], scope.largest):
        words = message("the largest entry is not subtracted")
        yield words, made_from(node, args=[node.args[0], constant(0)])


@operator(ast.BinOp, Audience.ALL, Plainness.BRACKETS)
def guard_left_out(node: ast.BinOp, scope: Scope) -> Iterator[Replacement]:
    """p for p + eps."""
    if isinstance(node.op, ast.Add):
        for guard, kept in ((node.right, node.left), (node.left, node.right)):
            if _is_guard(guard):
                yield (
                    message("a small number that guards a quotient or logarithm is left out"),
                    kept,
                )


@operator(ast.Call, Audience.ALL)
def guard_outside(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """np.sqrt(v) + eps for np.sqrt(v + eps)."""
    inner = node.args[0] if len(node.args) == 1 else None
    if call_name(node) not in _GUARDED or not isinstance(inner, ast.BinOp):
        return
    if isinstance(inner.op, ast.Add) and _is_guard(inner.right):
        words = message("a small number is added outside of {name}", name=call_name(node))
        yield words, ast.BinOp(made_from(node, args=[inner.left]), ast.Add(), inner.right)


@operator(ast.BinOp, Audience.ALL)
def guard_inside(node: ast.BinOp, scope: Scope) -> Iterator[Replacement]:
    """np.sqrt(v + eps) for np.sqrt(v) + eps."""
    call = node.left
    if not isinstance(node.op, ast.Add) or not isinstance(call, ast.Call):
        return
    if len(call.args) == 1 and call_name(call) in _GUARDED and _is_guard(node.right):
        words = message("a small number is added inside of {name}", name=call_name(call))
        yield words, made_from(call, args=[ast.BinOp(call.args[0], ast.Add(), node.right)])


@operator(ast.Constant, Audience.TESTED)
def guard_changed(node: ast.Constant, scope: Scope) -> Iterator[Replacement]:
    """1e-5 for 1e-7."""
    value = number(node)
    if value is not None and 0 < value <= SMALL:
        text = f"{100 * value:g}"
        words = message("a constant is {value} and should be another", value=text)
        yield words, constant(float(text))


@operator(ast.Call, Audience.ALL)
def logarithm_of_one_plus(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """np.log(1 + x) for np.log1p(x): small x are lost."""
    if call_name(node) == "log1p" and len(node.args) == 1 and isinstance(node.func, ast.Attribute):
        words = message("log of 1 + x is used instead of log1p of x")
        plus = ast.BinOp(constant(1), ast.Add(), node.args[0])
        yield words, made_from(node, func=made_from(node.func, attr="log"), args=[plus])


@operator(ast.Call, Audience.ALL)
def exponential_less_one(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """np.exp(x) - 1 for np.expm1(x): small x are lost."""
    if call_name(node) == "expm1" and len(node.args) == 1 and isinstance(node.func, ast.Attribute):
        words = message("exp of x less 1 is used instead of expm1 of x")
        yield (
            words,
            ast.BinOp(
                made_from(node, func=made_from(node.func, attr="exp")), ast.Sub(), constant(1)
            ),
        )


OPERATORS = (
    shift_left_out,
    shift_not_added,
    guard_left_out,
    guard_outside,
    guard_inside,
    guard_changed,
    logarithm_of_one_plus,
    exponential_less_one,
)
