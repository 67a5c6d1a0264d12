"""Why the function that a lab asks for is not there, from the text of the program."""

from __future__ import annotations

import ast

from grader.feedback.hints.exceptions.calls import signature_of
from grader.feedback.hints.exceptions.program import Function, Program, arguments_of
from grader.feedback.hints.parsing.formats import is_notebook
from grader.files.faults import nearest
from grader.lab import Lab
from grader.messages import message


def hint_for_missing(name: str, lab: Lab, program: Program) -> str:
    """Where the function is instead; empty where the program does not show it.

    Args:
        name: of the function that the lab asks for.
        lab: that asks for it.
        program: the submission.
    """
    asked = lab.function(name)
    if is_notebook("\n".join(program.lines)):
        return message(
            "The file is a notebook under the name of a Python file: send it as .ipynb, or save "
            "it as a Python file first."
        )
    same = [function for function in program.functions if function.name == name]
    if same:
        return _hidden(same[-1], program)
    if not program.functions:
        return message(
            "The file defines no function: write your code below def {signature}:",
            signature=asked.signature,
        )
    others = _others(lab, program)
    near = nearest(name, [function.name for function in others])
    others = [
        function
        for function in others
        if function.name == near
        or (not near and [each.arg for each in arguments_of(function)] == list(asked.parameters))
    ]
    if len(others) == 1:
        return message(
            "{place} defines {own}: give the function the name {name}.",
            place=program.place(others[0].lineno, starts=True),
            own=signature_of(others[0]),
            name=name,
        )
    return ""


def _others(lab: Lab, program: Program) -> list[Function]:
    """The functions at the top level that the lab does not ask for."""
    asked = {function.name for function in lab.functions}
    return [
        node
        for node in program.tree.body
        if isinstance(node, Function) and node.name not in asked and node.name.isascii()
    ]


def _hidden(function: Function, program: Program) -> str:
    """Why a function of the file is not at its top level, or not a function any more."""
    around = _around(function, program)
    name, place = function.name, program.place(function.lineno)
    for outer in reversed(around):
        if isinstance(outer, ast.ClassDef):
            return message(
                "{name} ({place}) is inside the class {outer}: define it at the top level of "
                "the file, without self.",
                name=name,
                place=place,
                outer=outer.name,
            )
        if isinstance(outer, Function):
            return message(
                "{name} ({place}) is indented into {outer}: move it to the left margin.",
                name=name,
                place=place,
                outer=outer.name,
            )
        if isinstance(outer, ast.If) and "__name__" in ast.unparse(outer.test):
            return message(
                '{name} ({place}) is below if __name__ == "__main__":, which does not run when '
                "the file is graded: move it out, to the left margin.",
                name=name,
                place=place,
            )
    if around:
        return message(
            "{name} ({place}) is inside a block that did not run: move it to the left margin.",
            name=name,
            place=place,
        )
    return _replaced(name, program)


def _around(function: Function, program: Program) -> list[ast.stmt]:
    """The statements around a function, outermost first."""
    found = [
        node
        for node in program.nodes
        if isinstance(node, ast.stmt)
        and node is not function
        and node.lineno <= function.lineno
        and (node.end_lineno or 0) >= (function.end_lineno or 0)
    ]
    return sorted(found, key=lambda node: node.lineno)


def _replaced(name: str, program: Program) -> str:
    """The line on which something else takes the function's name."""
    for node in program.tree.body:
        targets: list[ast.expr] = []
        if isinstance(node, (ast.Assign, ast.Delete)):
            targets = node.targets
        for target in targets:
            if isinstance(target, ast.Name) and target.id == name:
                return message(
                    "{place} gives the name {name} to something else than the function: use "
                    "another name there.",
                    place=program.place(node.lineno, starts=True),
                    name=name,
                )
    return ""
