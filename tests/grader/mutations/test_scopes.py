"""What the names in a function stand for."""

from __future__ import annotations

import ast

from grader.mutations import Scope
from grader.mutations.scopes import scope_of

SOURCE = """\
def f(x, /, y, *, rate=1.0):
    (a, b), result = _rules.floats(x=x, y=y)
    v = np.asarray(a)
    w = np.exp(x)
    top = z.max(axis=1, keepdims=True)
    def inner(q):
        return q
"""


def test_scope_of_a_function() -> None:
    scope = scope_of(ast.parse(SOURCE).body[0], Scope())
    assert scope.parameters == ("x", "y", "rate")
    assert scope.inputs == {"x", "y", "rate", "a", "b", "result", "v"}
    assert scope.largest == {"top"}


def test_a_function_in_a_function_sees_the_names_around_it() -> None:
    definition = ast.parse(SOURCE).body[0]
    assert isinstance(definition, ast.FunctionDef)
    scope = scope_of(definition.body[-1], scope_of(definition, Scope()))
    assert scope.parameters == ("x", "y", "rate", "q")
    assert scope.largest == {"top"}


def test_other_nodes_have_the_scope_around_them() -> None:
    outer = Scope(parameters=("x",))
    assert scope_of(ast.parse("x + 1"), outer) is outer
