"""Expressions as nodes that do not depend on how they are spelled.

One form for ``np.sum(x, 1)`` and ``x.sum(axis=1)``, ``a > b`` and ``b < a``, ``np.add(a, b)`` and
``a + b``, ``b + a`` and ``a + b``, ``2 * 3`` and ``6``. Equal results are not promised and not
needed: a form that is a little too general costs nothing but a match that others share as well.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from grader.similarity.naming import (
    ASSOCIATIVE,
    BUILTINS,
    COMMUTATIVE,
    OPERATORS,
    REDUCTIONS,
    SAME,
    known_name,
)
from grader.similarity.nodes import Node, Span, key_of, variable

BINARY: Mapping[type, str] = {
    **{ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.MatMult: "@"},
    **{ast.Pow: "**", ast.FloorDiv: "//", ast.Mod: "%", ast.BitAnd: "&", ast.BitOr: "|"},
    **{ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>"},
}
_COMPARE: Mapping[type, str] = {
    **{ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="},
    **{ast.Is: "==", ast.IsNot: "!=", ast.In: "in", ast.NotIn: "not in"},
}
_TURNED = {">": "<", ">=": "<="}
_OPPOSITE = {
    **{"==": "!=", "!=": "==", "in": "not in", "not in": "in"},
    **{"<": "<=", "<=": "<"},  # with the sides exchanged
}
_FOLDED: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}
_MOST_CHARS = 12  # of a text that chooses something, such as "mean"; longer ones are messages


def span_of(node: ast.AST) -> Span:
    """Where the node begins, to its end or that of the line."""
    line, column = getattr(node, "lineno", 0), getattr(node, "col_offset", 0)
    is_one_line = getattr(node, "end_lineno", 0) == line
    end: int | None = getattr(node, "end_col_offset", None) if is_one_line else None
    return line, column, end if end is not None else 10_000


class Expressions:
    """Builds nodes of one file's expressions."""

    def __init__(self, names: Mapping[str, str], functions: frozenset[str]) -> None:
        self.names, self.functions = names, functions

    def build(self, node: ast.expr | None) -> Node:
        """The node of an expression; that of ``None`` where there is none."""
        if node is None:
            return Node("None")
        make = getattr(self, f"_{type(node).__name__.lower()}", None)
        return make(node) if make else self._other(node)

    def _all(self, nodes: list[ast.expr]) -> list[Node]:
        return [self.build(node) for node in nodes]

    def _other(self, node: ast.expr) -> Node:
        kids = [kid for kid in ast.iter_child_nodes(node) if isinstance(kid, ast.expr)]
        return Node(type(node).__name__, self._all(kids), span_of(node))

    def _name(self, node: ast.Name) -> Node:
        if known := known_name(node, self.names):
            return Node(f"@{known}", span=span_of(node))
        if node.id in self.functions:
            return Node("F", span=span_of(node), name=node.id)
        if node.id in BUILTINS and isinstance(node.ctx, ast.Load):
            return Node(f"@{node.id}", span=span_of(node), name=node.id)
        return variable(node.id, span_of(node))

    def _attribute(self, node: ast.Attribute) -> Node:
        if known := known_name(node, self.names):
            return Node("None" if known == "None" else f"@{known}", span=span_of(node))
        return Node(f".{node.attr}", [self.build(node.value)], span_of(node))

    def _constant(self, node: ast.Constant) -> Node:
        return Node(_constant_label(node.value), span=span_of(node))

    def _joinedstr(self, node: ast.JoinedStr) -> Node:
        return Node("text", span=span_of(node))

    def _tuple(self, node: ast.Tuple) -> Node:
        return Node("seq", self._all(node.elts), span_of(node))

    def _list(self, node: ast.List) -> Node:
        return Node("seq", self._all(node.elts), span_of(node))

    def _namedexpr(self, node: ast.NamedExpr) -> Node:
        return self.build(node.value)

    def _starred(self, node: ast.Starred) -> Node:
        return Node("*args", [self.build(node.value)], span_of(node))

    def _subscript(self, node: ast.Subscript) -> Node:
        index = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return Node("[]", [self.build(node.value), *self._all(index)], span_of(node))

    def _slice(self, node: ast.Slice) -> Node:
        parts = [self.build(part) for part in (node.lower, node.upper, node.step) if part]
        return Node(":", parts, span_of(node))

    def _ifexp(self, node: ast.IfExp) -> Node:
        test, body, other = self.build(node.test), self.build(node.body), self.build(node.orelse)
        if test.label == "not":
            test, body, other = test.kids[0], other, body
        return Node("ifexp", [test, body, other], span_of(node))

    def _lambda(self, node: ast.Lambda) -> Node:
        return Node("lambda", [self.build(node.body)], span_of(node))

    def _comprehension(self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp) -> Node:
        kids = [self.build(node.elt)]
        for part in node.generators:
            kids += [self.build(part.target), self.build(part.iter), *self._all(part.ifs)]
        return Node("comp", kids, span_of(node))

    _listcomp = _generatorexp = _setcomp = _comprehension

    def _unaryop(self, node: ast.UnaryOp) -> Node:
        operand = self.build(node.operand)
        if isinstance(node.op, ast.UAdd):
            return operand
        if isinstance(node.op, ast.USub):
            return unary("neg", operand, span_of(node))
        return unary("not" if isinstance(node.op, ast.Not) else "~", operand, span_of(node))

    def _binop(self, node: ast.BinOp) -> Node:
        label = BINARY[type(node.op)]
        return binary(label, self.build(node.left), self.build(node.right), span_of(node))

    def _boolop(self, node: ast.BoolOp) -> Node:
        label = "and" if isinstance(node.op, ast.And) else "or"
        return put_in_order(Node(label, self._all(node.values), span_of(node)))

    def _compare(self, node: ast.Compare) -> Node:
        sides = self._all([node.left, *node.comparators])
        found = [
            compared(_COMPARE[type(op)], sides[i], sides[i + 1], span_of(node))
            for i, op in enumerate(node.ops)
        ]
        return found[0] if len(found) == 1 else Node("and", found, span_of(node))

    def _call(self, node: ast.Call) -> Node:
        arguments = self._all(node.args)
        keywords = sorted(
            ((kw.arg or "**", self.build(kw.value)) for kw in node.keywords),
            key=lambda pair: pair[0],
        )
        name = known_name(node.func, self.names)
        if not name and isinstance(node.func, ast.Attribute):
            arguments.insert(0, self.build(node.func.value))
            name = SAME.get(node.func.attr, node.func.attr)
        elif not name and isinstance(node.func, ast.Name):
            if node.func.id in self.functions:
                return self._own_call(node, arguments, keywords)
            builtin = node.func.id in BUILTINS
            name = SAME.get(node.func.id, node.func.id) if builtin else ""
        if not name:
            kids = [self.build(node.func), *arguments, *(_keyword(*pair) for pair in keywords)]
            return Node("call", kids, span_of(node))
        return _known_call(name, arguments, keywords, span_of(node))

    def _own_call(
        self, node: ast.Call, arguments: list[Node], keywords: list[tuple[str, Node]]
    ) -> Node:
        kids = [*arguments, *(_keyword(*pair) for pair in keywords)]
        assert isinstance(node.func, ast.Name)
        return Node("call F", kids, span_of(node), name=node.func.id)


def _constant_label(value: object) -> str:
    if isinstance(value, bool) or value is None or value is Ellipsis:
        return str(value)
    if isinstance(value, int | float):
        try:
            return f"{float(value):.12g}"
        except OverflowError:
            return "number"
    if isinstance(value, str) and len(value) <= _MOST_CHARS and " " not in value:
        return f"'{value}'"
    return "text"


def _keyword(name: str, value: Node) -> Node:
    return Node(f"{name}=", [value], value.span)


def _known_call(
    name: str, arguments: list[Node], keywords: list[tuple[str, Node]], span: Span
) -> Node:
    """A call of something whose name is the same in every file."""
    given = dict(keywords)
    given.pop("where", None) if name in OPERATORS else None
    if name in REDUCTIONS and len(arguments) == 2 and "axis" not in given:
        given["axis"] = arguments.pop()
    if name == "stack":
        given.pop("axis", None)
    if name in ("array", "zeros", "ones"):
        given.pop("dtype", None)
    for default in ("copy", "order", "dtype"):
        if name == "array":
            given.pop(default, None)
    operator = OPERATORS.get(name, name)
    if not given or set(given) == {"out"}:
        if operator in ("neg", "not", "~") and len(arguments) == 1:
            return unary(operator, arguments[0], span)
        if name in OPERATORS and len(arguments) >= 2:
            return _operated(operator, arguments[0], arguments[1], span)
        if name == "square" and arguments:
            return Node("square", arguments[:1], span)
        if operator == "**" and len(arguments) == 2:
            return binary("**", arguments[0], arguments[1], span)
    given.pop("out", None)
    kids = [*arguments, *(_keyword(*pair) for pair in sorted(given.items(), key=lambda p: p[0]))]
    node = Node("T" if name == "T" else f"{name}()", kids, span)
    return put_in_order(node) if name in COMMUTATIVE and len(node.kids) == 2 else node


def _operated(operator: str, left: Node, right: Node, span: Span) -> Node:
    if operator in _COMPARE.values():
        return compared(operator, left, right, span)
    return binary(operator, left, right, span)


def unary(label: str, operand: Node, span: Span) -> Node:
    """``-``, ``not`` or ``~`` of something."""
    if label == "neg":
        if (value := _number(operand)) is not None:
            return Node(f"{-value:.12g}", span=span)
        if operand.label == "neg":
            return operand.kids[0]
    if label == "not":
        if operand.label == "not":
            return operand.kids[0]
        if operand.label in _OPPOSITE:
            kids = operand.kids if operand.label not in ("<", "<=") else operand.kids[::-1]
            return Node(_OPPOSITE[operand.label], kids, span)
    return Node(label, [operand], span)


def binary(label: str, left: Node, right: Node, span: Span) -> Node:
    """An operator between two nodes: numbers folded, chains flat, sides in one order."""
    a, b = _number(left), _number(right)
    if a is not None and b is not None and label in _FOLDED:
        try:
            return Node(f"{_FOLDED[label](a, b):.12g}", span=span)
        except (ArithmeticError, ValueError):
            pass
    if label == "**" and b == 2:
        return Node("square", [left], span)
    if label == "**" and b == 0.5:
        return Node("sqrt()", [left], span)
    if label == "*" and left.label == right.label == "V" and left.name == right.name:
        return Node("square", [left], span)
    if label == "-" and b is not None:  # x - 1 and x + -1
        return binary("+", left, Node(f"{-b:.12g}", span=right.span), span)
    return put_in_order(Node(label, [left, right], span))


def compared(label: str, left: Node, right: Node, span: Span) -> Node:
    """A comparison, always by ``<`` or ``<=``."""
    if label in _TURNED:
        return Node(_TURNED[label], [right, left], span)
    return put_in_order(Node(label, [left, right], span))


def put_in_order(node: Node) -> Node:
    """The node, its chain flat and its sides in one order where neither matters."""
    label = node.label
    if label in ASSOCIATIVE:
        node.kids = [part for kid in node.kids for part in _chain(kid, label)]
    if label.removesuffix("()") in COMMUTATIVE:
        node.kids.sort(key=key_of)
    return node


def _chain(kid: Node, label: str) -> list[Node]:
    return kid.kids if kid.label == label else [kid]


def _number(node: Node) -> float | None:
    if node.kids or (not node.label[:1].isdigit() and node.label[:1] != "-"):
        return None
    try:
        return float(node.label)
    except ValueError:
        return None
