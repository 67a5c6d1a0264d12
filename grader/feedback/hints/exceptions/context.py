"""An exception together with what is known about it: what rules look at."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from grader.feedback.hints.exceptions.program import Function, Program
from grader.lab import Lab
from grader.messages import Message
from grader.sandbox.outcome import RaisedException

_KINDS = frozenset(
    """bool int float complex str bytes list tuple dict set frozenset range slice type function
    method module generator NoneType Generator numpy.random._generator.Generator ndarray
    _io.TextIOWrapper numpy.ndarray numpy.float64 numpy.float32 numpy.int64 numpy.bool
    builtin_function_or_method map zip filter dict_keys dict_values dict_items numpy.ufunc object
    float64 float32 float16 int64 int32 ellipsis""".split()
)
"""Names of types that reveal nothing about a value, so they can be shown for hidden cases too."""
_PARAM_CHARS = 120


@dataclass(frozen=True)
class Raised:
    """An exception of a submission.

    Attributes:
        exception: what came out of the sandbox.
        program: the submission.
        lab: that it was sent for; ``None`` where this is not known.
        function: of the lab, which was called; empty for an exception at import.
        visible: whether the exception's message may be shown. Of a case with inputs that are not
            shown only the line is, and words that stand in that line.
        expects: the exception that is right for the case; empty where a value is.
    """

    exception: RaisedException
    program: Program
    lab: Lab | None = None
    function: str = ""
    visible: bool = True
    expects: str = ""

    @property
    def type(self) -> str:
        """The exception's type without its module: ``LinAlgError``."""
        return self.exception.type.rpartition(".")[2]

    @property
    def says(self) -> str:
        """Its message."""
        return self.exception.message

    @property
    def line(self) -> int | None:
        """The innermost line of the submission that it passed through."""
        return self.exception.lines[-1][0] if self.exception.lines else None

    @cached_property
    def text(self) -> str:
        """That line."""
        return self.program.line(self.line) if self.line else ""

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """The nodes of the statement at that line."""
        return self.program.nodes_at(self.line) if self.line else []

    @cached_property
    def calls(self) -> list[ast.Call]:
        """The calls in the statement at that line."""
        return [node for node in self.nodes if isinstance(node, ast.Call)]

    @cached_property
    def scope(self) -> Function | None:
        """The function of the submission that the line is in."""
        return self.program.function_at(self.line) if self.line else None

    @property
    def np(self) -> str:
        """What NumPy is called in the submission."""
        return self.program.numpy

    def may_tell(self, text: str) -> bool:
        """Whether a part of the exception's message may be repeated."""
        return self.visible or text in _KINDS or text in self.statement

    @cached_property
    def statement(self) -> str:
        """The text of the whole statement at the line."""
        spans = [n for n in self.nodes if isinstance(n, ast.stmt)]
        if not spans or not self.line:
            return self.text
        last = max(getattr(n, "end_lineno", 0) or 0 for n in self.nodes)
        return "\n".join(self.program.lines[spans[0].lineno - 1 : last])


Rule = Callable[[Raised], str]
"""What to do about an exception; empty where the rule does not know."""


def calls_of(raised: Raised, *names: str) -> list[ast.Call]:
    """The calls in the statement whose function has one of these names, after any dots."""
    return [call for call in raised.calls if name_of(call.func) in names]


def name_of(node: ast.AST) -> str:
    """The last part of a dotted name; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def said(pattern: str, text: str, untold: str = "") -> Rule:
    """A rule for exceptions whose message begins like the pattern.

    Args:
        pattern: whose named groups fill the text.
        text: made by `message`, without parameters of its own; ``{np}`` is what the file calls
            NumPy.
        untold: instead of the text, where a group may not be shown.
    """
    compiled = re.compile(pattern, re.DOTALL)

    def rule(raised: Raised) -> str:
        found = compiled.match(raised.says)
        if found is None:
            return ""
        groups = {name: value or "" for name, value in found.groupdict().items()}
        if all(raised.may_tell(value) for value in groups.values()):
            return filled(text, np=raised.np, **groups)
        return filled(untold, np=raised.np) if untold else ""

    return rule


def filled(text: str, **params: str) -> Message:
    """A text of a table with its parameters."""
    template = text.template if isinstance(text, Message) else text
    return Message(template, {name: value[:_PARAM_CHARS] for name, value in params.items()})
