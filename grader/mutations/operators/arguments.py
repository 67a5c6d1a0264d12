"""Arguments and names: axis, keepdims, dtype and the like, two arguments swapped, another name."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from grader.messages import Message, message
from grader.mutations.operator import Audience, Plainness, Replacement, Scope, operator
from grader.mutations.operators.arithmetic import instead
from grader.mutations.syntax import call_name, constant, made_from, number, without

_LAST_AXES: dict[str, int] = {"1": 0, "-1": 0}
_LEFT_OUT: dict[str, Audience] = {
    "keepdims": Audience.ALL,
    "dtype": Audience.TESTED,
    "initial": Audience.TESTED,
    "weights": Audience.ALL,
    "ddof": Audience.ALL,
    "minlength": Audience.ALL,
    "side": Audience.ALL,
    "kind": Audience.TESTED,
    "where": Audience.TESTED,
}
"""Keywords of NumPy that are forgotten."""
_SIDES = {"left": "right", "right": "left"}
_IN_ANY_ORDER = (
    *("maximum", "minimum", "max", "min", "add", "multiply", "logical_and", "logical_or", "dot"),
    *("logaddexp", "vdot", "hypot", "array_equal", "isclose", "allclose", "vecdot", "equal"),
    "row_dots",
    *(
        "broadcast_shapes",
        "promote_types",
        "result_type",
        "isinstance",
        "range",
        "getattr",
        "print",
    ),
)
"""Functions whose arguments change nothing when they are swapped, or give no program."""


@operator(ast.keyword, Audience.ALL, Plainness.AXIS)
def other_axis(node: ast.keyword, scope: Scope) -> Iterator[Replacement]:
    """axis=0 for axis=1."""
    if node.arg != "axis":
        return
    text = ast.unparse(node.value)
    words = message("a sum, mean or maximum runs over the other axis")
    if text in _LAST_AXES:
        yield words, ast.keyword("axis", constant(0))
    elif text == "0":
        yield words, ast.keyword("axis", constant(1))


@operator(ast.keyword, Audience.TESTED, Plainness.AXIS)
def last_axis(node: ast.keyword, scope: Scope) -> Iterator[Replacement]:
    """axis=-1 for axis=0, which is another axis with more than two."""
    if node.arg == "axis" and ast.unparse(node.value) == "0":
        words = message("a sum, mean or maximum runs over the last axis")
        yield words, ast.keyword("axis", constant(-1))


@operator(ast.keyword, Audience.ALL, Plainness.WHOLE_ARRAY)
def no_axis(node: ast.keyword, scope: Scope) -> Iterator[Replacement]:
    """axis=None for any axis: over the whole block in place of the row."""
    if node.arg == "axis" and ast.unparse(node.value) in ("0", "1", "-1", "axis"):
        words = message("a sum, mean or maximum runs over the whole array")
        yield words, ast.keyword("axis", constant(None))


@operator(ast.keyword, Audience.TESTED)
def single_precision(node: ast.keyword, scope: Scope) -> Iterator[Replacement]:
    """dtype=np.float32 for any other dtype: a sum is too short of digits."""
    if node.arg == "dtype" and ast.unparse(node.value) not in ("np.float32", "'float32'"):
        words = message("a sum or an array is kept in float32")
        yield words, ast.keyword("dtype", constant("float32"))


@operator(ast.Attribute, Audience.TESTED)
def narrow_dtype(node: ast.Attribute, scope: Scope) -> Iterator[Replacement]:
    """np.float32 for np.float64, np.int16 for np.int64: sums round or overflow."""
    narrow = {"float64": "float32", "int64": "int16", "int32": "int16", "intp": "int16"}
    if isinstance(node.value, ast.Name) and node.value.id == "np" and node.attr in narrow:
        name = narrow[node.attr]
        yield instead(name, node.attr), made_from(node, attr=name)


def _left_out(keyword: ast.keyword) -> Message:
    return message("{name} is left out", name=ast.unparse(keyword))


@operator(ast.Call, Audience.TESTED, Plainness.LEFT_OUT)
def keyword_left_out(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """np.sum(x) for np.sum(x, dtype=float)."""
    for keyword in node.keywords:
        if _LEFT_OUT.get(keyword.arg or "") is Audience.TESTED:
            yield _left_out(keyword), without(node, str(keyword.arg))


@operator(ast.Call, Audience.ALL, Plainness.LEFT_OUT)
def meaning_left_out(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """x.sum(axis=1) for x.sum(axis=1, keepdims=True)."""
    for keyword in node.keywords:
        if _LEFT_OUT.get(keyword.arg or "") is Audience.ALL:
            yield _left_out(keyword), without(node, str(keyword.arg))


@operator(ast.keyword, Audience.ALL)
def other_side(node: ast.keyword, scope: Scope) -> Iterator[Replacement]:
    """side="left" for side="right": ties go the other way."""
    value = node.value.value if isinstance(node.value, ast.Constant) else None
    if node.arg == "side" and value in _SIDES:
        words = message("np.searchsorted puts equal values on the other side")
        yield words, ast.keyword("side", constant(_SIDES[str(value)]))


@operator(ast.keyword, Audience.TESTED)
def tolerance_moved(node: ast.keyword, scope: Scope) -> Iterator[Replacement]:
    """rcond=1e-10 for rcond=1e-15."""
    value = number(node.value)
    if node.arg in ("rcond", "rtol", "atol", "tol") and value:
        words = message("a tolerance is 100,000 times as large")
        yield words, ast.keyword(node.arg, constant(float(f"{value * 1e5:g}")))


@operator(ast.Call, Audience.ALL, Plainness.SWAPPED)
def arguments_swapped(node: ast.Call, scope: Scope) -> Iterator[Replacement]:
    """f(b, a) for f(a, b), where both are names."""
    if call_name(node) in _IN_ANY_ORDER:
        return
    for place, (first, second) in enumerate(zip(node.args, node.args[1:], strict=False)):
        if isinstance(first, ast.Name) and isinstance(second, ast.Name) and first.id != second.id:
            args = [*node.args[:place], second, first, *node.args[place + 2 :]]
            words = message("two arguments of {name} are swapped", name=call_name(node))
            yield words, made_from(node, args=args)


@operator(ast.Name, Audience.STUDENT, Plainness.INSTEAD)
def another_parameter(node: ast.Name, scope: Scope) -> Iterator[Replacement]:
    """One parameter of the function in place of another."""
    if isinstance(node.ctx, ast.Load) and node.id in scope.parameters:
        for name in scope.parameters:
            if name != node.id:
                yield instead(name, node.id), ast.Name(name, ast.Load())


OPERATORS = (
    other_axis,
    last_axis,
    no_axis,
    single_precision,
    narrow_dtype,
    keyword_left_out,
    meaning_left_out,
    other_side,
    tolerance_moved,
    arguments_swapped,
    another_parameter,
)
