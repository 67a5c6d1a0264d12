"""What is unfinished, never ends, or needs somebody or something outside."""

from __future__ import annotations

import ast
import re

from grader.feedback.hints.exceptions.context import Raised, Rule, calls_of, name_of
from grader.messages import message


def unwritten(raised: Raised) -> str:
    """The starter's own exception, or NotImplementedError where a value is asked for."""
    if raised.expects == "NotImplementedError":
        return ""
    from_starter = (
        raised.lab is not None
        and any(isinstance(node, ast.Raise) for node in raised.nodes)
        and raised.text.strip() in _raises_of(raised.lab.starter)
    )
    if not from_starter and raised.type != "NotImplementedError":
        return ""
    if not from_starter and raised.says and "written" not in raised.says.lower():
        return ""
    name = raised.scope.name if raised.scope else raised.function
    return message("{name} is still to be written: put your code in place of raise.", name=name)


def _raises_of(starter: str) -> set[str]:
    return {line.strip() for line in starter.splitlines() if line.strip().startswith("raise ")}


def own_raise(raised: Raised) -> str:
    """The submission's own ``raise``, where a value was asked for, or another exception."""
    raises = [node for node in raised.nodes if isinstance(node, ast.Raise)]
    if not raises or raises[0].exc is None or raised.says.startswith("exceptions must"):
        return ""
    name = name_of(_class_of(raises[0].exc))
    if name != raised.type:
        return ""  # the condition before it, on the same line, has failed
    if raised.expects:
        return message(
            "{name} is raised, and for this input {expected} is asked for.",
            name=name,
            expected=raised.expects,
        )
    condition, is_else = _condition(raised)
    if condition:
        return message(
            "Your own raise {name} ran for an input that is allowed: is the condition {condition} "
            "too strict?",
            name=name,
            condition=condition,
        )
    if is_else:
        return message(
            "Your own raise {name} ran for an input that is allowed: no condition before it was "
            "true.",
            name=name,
        )
    return message("Your own raise {name} ran for an input that is allowed.", name=name)


def _class_of(raised: ast.expr) -> ast.expr:
    return raised.func if isinstance(raised, ast.Call) else raised


def _condition(raised: Raised) -> tuple[str, bool]:
    """The condition of the innermost ``if`` around the line, where it is short.

    Second: whether the line is in its ``else`` instead.
    """
    found = [
        (node.lineno, node, branch is node.orelse)
        for node in raised.program.nodes
        if isinstance(node, ast.If)
        for branch in (node.body, node.orelse)
        if any(each.lineno <= (raised.line or 0) <= (each.end_lineno or 0) for each in branch)
    ]
    if not found:
        return "", False
    _, innermost, is_else = max(found, key=lambda each: each[0])
    text = ast.unparse(innermost.test)
    return (text if len(text) <= 60 and not is_else else ""), is_else


def recursion(raised: Raised) -> str:
    """A function that calls itself without end, by mistake or because a name is taken twice."""
    lines = [number for number, _ in raised.exception.lines]
    repeated = max(set(lines), key=lines.count, default=0)
    function = raised.program.function_at(repeated) if repeated else None
    if function is None:
        return message("A function calls itself without end.")
    return message(
        "{name} calls itself again ({place}), without end: is another function meant, or is "
        "the case missing in which it stops?",
        name=function.name,
        place=raised.exception.place(repeated),
    )


def input_from_nobody(raised: Raised) -> str:
    """``input()``."""
    return message(
        "Nobody is there to answer input(): remove the line. Everything that a function needs "
        "comes as its arguments."
    )


def assertion(raised: Raised) -> str:
    """An ``assert`` of the submission, at import or in a call."""
    if raised.line is None:
        return message("An assertion failed that is not in your file.")
    if raised.expects:
        return message(
            "An assert refuses this input; {expected} is asked for: use if and raise.",
            expected=raised.expects,
        )
    if raised.scope is None:
        return message(
            "Your own test does not hold: either it or the function is wrong. Tests go below "
            'if __name__ == "__main__":, which is not run here.'
        )
    tests = [n.test for n in raised.nodes if isinstance(n, ast.Assert)]
    text = ast.unparse(tests[0]) if tests else ""
    if text and len(text) <= 60:
        return message(
            "Your own assert {condition} fails for an input that is allowed.", condition=text
        )
    return message("Your own assert fails for an input that is allowed.")


def files(raised: Raised) -> str:
    """A file that is not there, or may not be read or written."""
    return message(
        "There are no files here: remove the line. Everything that a function needs comes as its "
        "arguments."
    )


def forbidden(raised: Raised) -> str:
    """A connection, or a file of the system."""
    return message(
        "Labs may not do this: no network, no files of the system, no other programs. Remove the "
        "line."
    )


def debugger(raised: Raised) -> str:
    """``breakpoint()`` and ``pdb.set_trace()``."""
    return message("Remove breakpoint() and pdb: there is no terminal for a debugger.")


def network(raised: Raised) -> str:
    """A connection that cannot be made."""
    return message("There is no network here: remove the line.")


def encoding(raised: Raised) -> str:
    """Text that cannot be converted."""
    if not re.match(r"'[\w-]+' codec can't", raised.says):
        return ""
    calls = calls_of(raised, "decode", "encode")
    return message("Text is converted with an encoding that it does not have.") if calls else ""


RULES: dict[str, tuple[Rule, ...]] = {
    "NotImplementedError": (unwritten, own_raise),
    "RuntimeError": (unwritten,),
    "RecursionError": (recursion,),
    "EOFError": (input_from_nobody,),
    "AssertionError": (assertion,),
    "FileNotFoundError": (files,),
    "PermissionError": (forbidden,),
    "IsADirectoryError": (files,),
    "BdbQuit": (debugger,),
    "URLError": (network,),
    "gaierror": (network,),
    "ConnectionRefusedError": (network,),
    "UnicodeDecodeError": (encoding,),
    "UnicodeEncodeError": (encoding,),
}
