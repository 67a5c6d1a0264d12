"""Statements as nodes: what does nothing is left out, and each thing is said in one way.

``x += y`` is ``x = x + y``, ``np.exp(e, out=e)`` is ``e = exp(e)``, a loop that counts with while
is one over ``range``, and what follows a branch that leaves the block is not its else.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from grader.similarity.expressions import BINARY, Expressions, binary, span_of, unary
from grader.similarity.nodes import Node, is_variable

LEAVING = frozenset({"return", "raise", "break", "continue"})
_NOTHING = (ast.Import, ast.ImportFrom, ast.Global, ast.Nonlocal, ast.Pass, ast.Assert, ast.Delete)
_SILENT = frozenset({"print()", "errstate()", "seterr()", "filterwarnings()", "simplefilter()"})


class Statements:
    """Builds the nodes of one file's statements."""

    def __init__(self, expressions: Expressions) -> None:
        self.expressions = expressions

    def block(self, body: Sequence[ast.stmt]) -> list[Node]:
        """The statements, up to the first that leaves the block."""
        built: list[Node] = []
        for statement in body:
            built += self._built(statement)
        return tidy(built)

    def _built(self, node: ast.stmt) -> list[Node]:
        if isinstance(node, _NOTHING):
            return []
        make = getattr(self, f"_{type(node).__name__.lower()}", None)
        if make is None:
            return [Node(type(node).__name__, span=span_of(node))]
        found: list[Node] = make(node)
        return found

    def _value(self, node: ast.expr | None) -> Node:
        return self.expressions.build(node)

    def _expr(self, node: ast.Expr) -> list[Node]:
        if isinstance(node.value, ast.Constant):  # a docstring, or a text in place of a comment
            return []
        value = self._value(node.value)
        if value.label in _SILENT:
            return []
        out = _out_argument(node.value)
        if out is not None:
            return [Node("=", [self._value(out), value], span_of(node))]
        return [value]

    def _return(self, node: ast.Return) -> list[Node]:
        value = self._value(node.value)
        if value.label == "ifexp":
            test, body, other = value.kids
            first = Node("if", [test, _block([Node("return", [body], body.span)])], value.span)
            return [first, Node("return", [other], span_of(node))]
        return [Node("return", [value], span_of(node))]

    def _assign(self, node: ast.Assign) -> list[Node]:
        built = [
            each for target in node.targets[:1] for each in self._assigned(target, node.value, node)
        ]
        first = node.targets[0]
        for target in node.targets[1:]:
            built += [Node("=", [self._value(target), self._value(first)], span_of(node))]
        return built

    def _assigned(self, target: ast.expr, value: ast.expr, node: ast.stmt) -> list[Node]:
        """One assignment, or one for each place of a tuple where none needs another."""
        several = ast.Tuple | ast.List
        if isinstance(target, several) and isinstance(value, several):
            left, right = target.elts, value.elts
            names = {n.id for n in ast.walk(target) if isinstance(n, ast.Name)}
            used = {n.id for n in ast.walk(value) if isinstance(n, ast.Name)}
            if len(left) == len(right) and not names & used:
                pairs = zip(left, right, strict=True)
                return [each for a, b in pairs for each in self._assigned(a, b, node)]
        if isinstance(value, ast.Lambda) and isinstance(target, ast.Name):
            return []  # a function as well
        built, place = self._value(value), self._value(target)
        if built.label == "ifexp":
            test, body, other = built.kids
            branches = [
                _block([Node("=", [place.copy(), each], span_of(node))]) for each in (body, other)
            ]
            return [Node("if", [test, *branches], built.span)]
        return [Node("=", [place, built], span_of(node))]

    def _annassign(self, node: ast.AnnAssign) -> list[Node]:
        return self._assigned(node.target, node.value, node) if node.value is not None else []

    def _augassign(self, node: ast.AugAssign) -> list[Node]:
        old, value = self._value(node.target), self._value(node.value)
        changed = binary(BINARY[type(node.op)], old, value, span_of(node))
        return [Node("=", [self._value(node.target), changed], span_of(node))]

    def _for(self, node: ast.For) -> list[Node]:
        kids = [self._value(node.target), self._value(node.iter), _block(self.block(node.body))]
        return [Node("for", kids, span_of(node)), *self.block(node.orelse)]

    def _while(self, node: ast.While) -> list[Node]:
        test, body = self._value(node.test), self.block(node.body)
        if test.label in ("False", "0"):
            return self.block(node.orelse)
        counted = _counting(test, body, node)
        loop = counted or Node("while", [test, _block(body)], span_of(node))
        return [loop, *self.block(node.orelse)]

    def _if(self, node: ast.If) -> list[Node]:
        test = self._value(node.test)
        body, other = self.block(node.body), self.block(node.orelse)
        if test.label in ("False", "0", "None"):
            return other
        if test.label in ("True", "1"):
            return body
        if not body and other:
            test, body, other = unary("not", test, test.span), other, []
        if not body:
            return []
        if other and test.label in ("not", "!=", "not in"):
            test, body, other = unary("not", test, test.span), other, body
        if other and body[-1].label not in LEAVING and other[-1].label in LEAVING:
            test, body, other = unary("not", test, test.span), other, body
        if other and body[-1].label in LEAVING:
            return [Node("if", [test, _block(body)], span_of(node)), *other]
        branches = [_block(body), *([_block(other)] if other else [])]
        return [Node("if", [test, *branches], span_of(node))]

    def _with(self, node: ast.With) -> list[Node]:
        managers = [self._value(item.context_expr) for item in node.items]
        body = self.block(node.body)
        kept = [each for each in managers if each.label not in _SILENT]
        return [Node("with", [*kept, _block(body)], span_of(node))] if kept else body

    def _try(self, node: ast.Try) -> list[Node]:
        blocks = [node.body, *(handler.body for handler in node.handlers), node.finalbody]
        kids = [_block(self.block([*body])) for body in blocks if body]
        return [Node("try", kids, span_of(node)), *self.block(node.orelse)]

    def _raise(self, node: ast.Raise) -> list[Node]:
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        return [Node("raise", [self._value(raised)], span_of(node))]

    def _break(self, node: ast.Break) -> list[Node]:
        return [Node("break", span=span_of(node))]

    def _continue(self, node: ast.Continue) -> list[Node]:
        return [Node("continue", span=span_of(node))]

    def _functiondef(self, node: ast.FunctionDef) -> list[Node]:
        return []  # functions are read by themselves, nested ones too

    def _classdef(self, node: ast.ClassDef) -> list[Node]:
        return [Node("class", [_block(self.block(node.body))], span_of(node), name=node.name)]


def _block(statements: list[Node]) -> Node:
    return Node("block", statements)


def tidy(statements: list[Node]) -> list[Node]:
    """Without what is never reached, and without the start of a counter that ``for`` has."""
    kept: list[Node] = []
    for statement in statements:
        if statement.label == "for" and statement.name and kept:
            if _starts(kept[-1], statement.name):
                kept.pop()
            statement.name = ""
        kept.append(statement)
        if statement.label in LEAVING:
            break
    return kept


def _starts(statement: Node, counter: str) -> bool:
    if statement.label != "=" or not is_variable(statement.kids[0]):
        return False
    return statement.kids[0].name == counter and statement.kids[1].label == "0"


def _counting(test: Node, body: list[Node], node: ast.While) -> Node | None:
    """``while i < n`` that ends with ``i = i + 1``, as a loop over a range."""
    if test.label != "<" or not body or not is_variable(test.kids[0]):
        return None
    counter, step = test.kids[0], body[-1]
    if step.label != "=" or not is_variable(step.kids[0]) or step.kids[0].name != counter.name:
        return None
    value = step.kids[1]
    names = {kid.label if not is_variable(kid) else kid.name for kid in value.kids}
    if value.label != "+" or names != {"1", counter.name}:
        return None
    numbers = Node("range()", [test.kids[1]], test.span)
    kids = [counter, numbers, _block(body[:-1])]
    return Node("for", kids, span_of(node), name=counter.name)


def _out_argument(node: ast.expr) -> ast.expr | None:
    if isinstance(node, ast.Call):
        return next((kw.value for kw in node.keywords if kw.arg == "out"), None)
    return None
