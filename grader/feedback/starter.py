"""What of a submission is as the starter gave it: the student has not begun there."""

from __future__ import annotations

import ast

from grader.feedback.hints.exceptions.program import Program
from grader.lab import Lab
from grader.messages import Message, message

_CONSTANT = (
    *(ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.UnaryOp),
    *(ast.unaryop, ast.expr_context),
)


def unwritten(lab: Lab, program: Program) -> list[str]:
    """The lab's functions that are still to be written, in the lab's order; nothing is run.

    They are as in the starter, or hold nothing but ``pass``, ``...``, ``raise NotImplementedError``
    or the return of a constant. What a starter that runs gives is no placeholder by itself.
    """
    starter = {} if lab.starter_runs else _bodies(ast.parse(lab.starter))
    bodies = _bodies(program.tree)
    return [
        function.name
        for function in lab.functions
        if (body := bodies.get(function.name)) is not None
        and (_same(body, starter.get(function.name)) or _is_placeholder(body))
    ]


def as_given(lab: Lab, program: Program) -> Message | str:
    """That nothing has been written yet, and where to begin; empty where something has."""
    if lab.starter_runs:
        if not _same(program.tree.body, ast.parse(lab.starter).body):
            return ""
        return message(
            "This is the starter code, unchanged: it runs, and trains a bad model for you to "
            "improve."
        )
    if len(unwritten(lab, program)) < len(lab.functions):
        return ""
    first = program.function(lab.functions[0].name)
    if first is None:
        return ""
    return message(
        "This is the starter code: all of it is still to be written. Begin with {function}, at "
        "{place}: your code goes in place of what its body says now.",
        function=first.name,
        place=program.place(first.lineno),
    )


def _bodies(tree: ast.Module) -> dict[str, list[ast.stmt]]:
    """The body of each function at the top level, without its docstring."""
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return {node.name: _without_docstring(node.body) for node in functions}


def _same(body: list[ast.stmt], other: list[ast.stmt] | None) -> bool:
    if other is None:
        return False
    try:
        return ast.dump(ast.Module(body, [])) == ast.dump(ast.Module(other, []))
    except RecursionError:  # a submission may be nested as deeply as Python can parse
        return False


def _is_placeholder(body: list[ast.stmt]) -> bool:
    """Whether a body computes nothing at all."""
    match body:
        case [ast.Pass()]:
            return True
        case [ast.Expr(value) | ast.Return(ast.expr() as value)]:
            return all(isinstance(node, _CONSTANT) for node in ast.walk(value))
        case [ast.Return()]:
            return True
        case [ast.Raise(ast.Name(name) | ast.Call(ast.Name(name)))]:
            return name == "NotImplementedError"
    return False


def _without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    match body:
        case [ast.Expr(ast.Constant(str())), *rest] if rest:
            return rest
    return body
