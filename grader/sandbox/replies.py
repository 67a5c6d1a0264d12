"""What a guest reports of a request, turned into an `Outcome`; every word of it may be a lie.

Texts come out safe to store and to show. The lines of a traceback are numbers; their text is
taken from our own copy of the source, so that nothing else can be shown as one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from grader.files.faults import nearest
from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox.display import MAX_MESSAGE, escape_text
from grader.sandbox.outcome import Outcome, RaisedException
from grader.sandbox.wire import ProtocolError

_MAX_LINE = 200
_MAX_FRAMES = 30
_MAX_BASES = 8
_MAX_NAMES, _MAX_NAME = 300, 100
"""How many names are looked at when a function is missing, and how long they may be: comparing
names takes time by the square of both."""
_NO_MORE_TASKS = (
    ("RuntimeError", "can't start new thread"),
    ("BlockingIOError", "[Errno 11] Resource temporarily unavailable"),
)
"""Exceptions by which Python reports that the kernel makes no further thread or process."""
AVAILABLE = message("Only the Python standard library and NumPy are available.")


@dataclass(frozen=True)
class Source:
    """The submission's text as lines, for tracebacks and hints."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, source: str | bytes) -> Source:
        """The lines of a source; bytes that are not UTF-8 are replaced."""
        text = source.decode("utf-8", "replace") if isinstance(source, bytes) else source
        return cls(tuple(re.split("\r\n|\r|\n", text)))

    def line(self, number: Any) -> tuple[int, str] | None:
        """The number and text of a line; ``None`` if there is no such line."""
        if type(number) is int and 1 <= number <= len(self.lines):
            return number, escape_text(self.lines[number - 1].rstrip(), _MAX_LINE)
        return None


def to_outcome(report: dict[str, Any], source: Source, function: str = "") -> Outcome:
    """The outcome of a request that gave no value.

    Args:
        report: the header of a reply, with known keys and values of any kind.
        source: what was submitted.
        function: the name of what was called, if anything was.
    Raises: ProtocolError: a value is of a kind that no honest guest sends.
    """
    if not report:
        return Outcome(Verdict.passed)
    if "syntax" in report:
        return _does_not_parse(report["syntax"], source)
    detail: str
    if "exit" in report:
        detail = message("It called exit({status}).", status=_text(report["exit"]))
        return Outcome(Verdict.ended_early, detail=detail)
    if "raised" in report:
        return _raised(report, source)
    if "missing" in report:
        detail = _missing(function, report["missing"])
        return Outcome(Verdict.no_such_function, detail=detail)
    if "not_callable" in report:
        detail = message(
            "{function} is no function; it is {kind}.",
            function=function,
            kind=_text(report["not_callable"]),
        )
        return Outcome(Verdict.no_such_function, detail=detail)
    if "unsupported" in report:
        detail = message("It returned {value}.", value=_text(report["unsupported"]))
        return Outcome(Verdict.wrong_type, detail=detail)
    if "too_large" in report:
        detail = message("It returned {value}.", value=_text(report["too_large"]))
        return Outcome(Verdict.output_limit, detail=detail)
    raise ProtocolError("the answer says nothing")


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ProtocolError("text was expected")
    return escape_text(value, _MAX_LINE)


def _raised(report: dict[str, Any], source: Source) -> Outcome:
    numbers = report.get("lines")
    if type(numbers) is not list:
        raise ProtocolError("lines were expected")
    lines = tuple(filter(None, map(source.line, numbers[:_MAX_FRAMES])))
    text = report.get("message")
    if type(text) is not str:
        raise ProtocolError("text was expected")
    bases = report.get("bases")
    if type(bases) is not list:
        raise ProtocolError("base classes were expected")
    raised = RaisedException(
        type=_text(report["raised"]),
        message=escape_text(text, MAX_MESSAGE),
        lines=lines,
        bases=tuple(map(_text, bases[:_MAX_BASES])),
    )
    if report.get("memory") is True:
        return Outcome(Verdict.memory_limit, raised=raised)
    if (raised.type, raised.message) in _NO_MORE_TASKS:
        return Outcome(Verdict.process_limit, raised=raised)
    detail = AVAILABLE if type(report.get("module")) is str else ""
    return Outcome(Verdict.raised, raised=raised, detail=detail)


def _does_not_parse(line_and_message: Any, source: Source) -> Outcome:
    if type(line_and_message) is not list or len(line_and_message) != 2:
        raise ProtocolError("a line and a message were expected")
    line = source.line(line_and_message[0])
    text = _text(line_and_message[1])
    raised = RaisedException("SyntaxError", text, (line,) if line else ())
    return Outcome(Verdict.does_not_parse, raised=raised, detail=_pasting_hint(source))


def _pasting_hint(source: Source) -> str:
    """A hint for text that was copied from somewhere with its surroundings."""
    for line in source.lines:
        start = line.lstrip()
        if start.startswith((">>> ", "... ")):
            return message("Lines begin with >>>: remove the prompts of the interactive Python.")
        if start.startswith(("```", "~~~")):
            return message("The file has ``` lines: remove the Markdown fences around the code.")
        if start.startswith(("%", "!")):
            return message(
                "Lines begin with % or !: notebook commands are not Python; remove them."
            )
    if any(quote in line for line in source.lines for quote in "“”‘’"):
        return message("The file has curly quotes (“ ”): replace them with straight ones.")
    return ""


def _missing(function: str, names: Any) -> str:
    """What to say of a missing function where there are others of these names."""
    if type(names) is not list or not all(type(name) is str for name in names):
        raise ProtocolError("names were expected")
    names = [name for name in names if len(name) <= _MAX_NAME][:_MAX_NAMES]
    for name in names:
        if name != function and _skeleton(name) == _skeleton(function):
            return message(
                "There is a {name} that only looks like {function}: one of its letters is from "
                "another alphabet. Type the name again.",
                name=escape_text(name, 100),
                function=function,
            )
    plain = [name for name in names if name.isascii() and name.isidentifier()]
    near = nearest(function, plain)
    if not near:
        return message("There is no {function} in the file.", function=function)
    return message(
        'There is no {function} in the file. Did you mean "{near}"?', function=function, near=near
    )


# Cyrillic and Greek letters, and the Latin ones they look like.
_LOOKALIKES = str.maketrans("асеіјорѕухԁɡһӏԛԝνορτικ", "aceijopsyxdghlqwvoptik")


def _skeleton(name: str) -> str:
    """The name with letters of other alphabets replaced by the Latin ones they look like."""
    plain = unicodedata.normalize("NFKD", name).lower().translate(_LOOKALIKES)
    return "".join(c for c in plain if not unicodedata.combining(c) and c.isprintable())
