"""A file that Python cannot read, and the line that Python names."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from grader.feedback.hints.exceptions.program import text_of
from grader.files.cells import find_cells, place
from grader.messages import Message
from grader.sandbox.outcome import RaisedException

_LINE_CHARS = 500
"""Rules look at no more of a line, so that each takes the same short time."""


@dataclass(frozen=True)
class Broken:
    """A file that Python cannot read.

    Attributes:
        source: the file.
        says: Python's message.
        line: that Python names; 0 where it names none.
    """

    source: str | bytes
    says: str
    line: int

    @classmethod
    def of(cls, source: str | bytes, raised: RaisedException | None) -> Broken:
        """From the source and the SyntaxError that came out of the sandbox."""
        if raised is None:
            return cls(source, "", 0)
        return cls(source, raised.message, raised.lines[-1][0] if raised.lines else 0)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return re.split("\r\n|\r|\n", text_of(self.source))

    def place(self, line: int) -> Message:
        """How a person finds a line, to begin a sentence with: ``Line 3``, ``Cell 2, line 1``."""
        return place(find_cells(self.lines), line, starts=True)

    @cached_property
    def text(self) -> str:
        """The start of the line that Python names."""
        return self.line_at(self.line)

    def line_at(self, number: int) -> str:
        """The start of a line by its number, from 1; empty where there is none."""
        return self.lines[number - 1][:_LINE_CHARS] if 1 <= number <= len(self.lines) else ""

    @cached_property
    def code(self) -> str:
        """The line without what is quoted in it, and without its comment."""
        bare = re.sub(r"'[^']*'|\"[^\"]*\"", "''", self.text)
        return bare.partition("#")[0].rstrip()


Rule = Callable[[Broken], str]
"""What is wrong with the line; empty where the rule does not know."""


def by_pattern(pattern: str, text: str) -> Rule:
    """A rule for lines whose code has the pattern."""
    compiled = re.compile(pattern)

    def rule(broken: Broken) -> str:
        return text if compiled.search(broken.code) else ""

    return rule


def by_message(pattern: str, text: str) -> Rule:
    """A rule for messages of Python that begin like the pattern, whose groups fill the text."""
    compiled = re.compile(pattern)

    def rule(broken: Broken) -> str:
        found = compiled.match(broken.says)
        if found is None:
            return ""
        groups = found.groupdict()
        if "line" in groups:
            groups["line"] = place(find_cells(broken.lines), int(groups["line"]))
        return Message(getattr(text, "template", text), groups)

    return rule
