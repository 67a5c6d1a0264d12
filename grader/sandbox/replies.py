"""What a guest reports of a request, turned into an `Outcome`; every word of it may be a lie.

Texts come out safe to store and to show. The lines of a traceback are numbers; their text is
taken from our own copy of the source, so that nothing else can be shown as one.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader.files.cells import Cell, find_cells, lines_of
from grader.files.faults import nearest
from grader.messages import message
from grader.results.verdicts import Verdict
from grader.sandbox.display import MAX_MESSAGE, escape_text
from grader.sandbox.outcome import MissingPart, Outcome, RaisedException, SkippedLines
from grader.sandbox.wire import ProtocolError
from grader.values.unsent import UnsentValue, describe_unsent

_MAX_LINE = 200
_MAX_FRAMES = 30
_MAX_BASES = 8
_MAX_NAMES, _MAX_NAME = 300, 100
"""How many names are looked at when a function is missing, and how long they may be: comparing
names takes time by the square of both."""
_MAX_SKIPPED = 2000
_MAX_CALLS = 1000
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

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of the notebook that it comes from."""
        return find_cells(self.lines)

    @classmethod
    def of(cls, source: str | bytes) -> Source:
        """The lines of a source; bytes that are not UTF-8 are replaced."""
        return cls(lines_of(source))

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
    if "skipped" in report:
        return Outcome(Verdict.passed, skipped=_skipped(report["skipped"], source))
    if "syntax" in report:
        return _does_not_parse(report["syntax"], source)
    detail: str
    if "exit" in report:
        return _exited(report, source)
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
        unsent = UnsentValue(*(_text(report[key]) for key in ("unsupported", "like", "inside")))
        detail = message("It returned {value}.", value=describe_unsent(unsent))
        return Outcome(Verdict.wrong_type, detail=detail, unsent=unsent)
    if "too_large" in report:
        detail = message("It returned {value}.", value=_text(report["too_large"]))
        return Outcome(Verdict.output_limit, detail=detail)
    if "no_part" in report:
        return _without_part(report["no_part"])
    raise ProtocolError("the answer says nothing")


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ProtocolError("text was expected")
    return escape_text(value, _MAX_LINE)


def _without_part(report: Any) -> Outcome:
    """Of a result that lacks a part: the number of its call, the part, its type."""
    if type(report) is not list or len(report) != 3 or type(report[0]) is not int:
        raise ProtocolError("a call, a part and a type were expected")
    number, part, kind = report[0], _text(report[1]), _text(report[2])
    is_known = 0 <= number < _MAX_CALLS
    detail = message(
        "Call {number} returned {value}, which has no {part}.",
        number=number + 1 if is_known else "?",
        value=kind,
        part=part,
    )
    missing = MissingPart(number, part, kind) if is_known else None
    return Outcome(Verdict.wrong_type, detail=detail, missing=missing)


def _lines(report: dict[str, Any], source: Source) -> tuple[tuple[int, str], ...]:
    numbers = report.get("lines")
    if type(numbers) is not list:
        raise ProtocolError("lines were expected")
    return tuple(filter(None, map(source.line, numbers[:_MAX_FRAMES])))


def _exited(report: dict[str, Any], source: Source) -> Outcome:
    status = _text(report["exit"])
    raised = RaisedException(
        "SystemExit", status, _lines(report, source), ("BaseException", "object")
    )
    detail = message("It called exit({status}).", status=status)
    return Outcome(Verdict.ended_early, raised=raised, detail=detail)


def _raised(report: dict[str, Any], source: Source) -> Outcome:
    lines = _lines(report, source)
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
        cells=source.cells,
    )
    if report.get("memory") is True:
        return Outcome(Verdict.memory_limit, raised=raised)
    if (raised.type, raised.message) in _NO_MORE_TASKS:
        return Outcome(Verdict.process_limit, raised=raised)
    detail = AVAILABLE if type(report.get("module")) is str else ""
    return Outcome(Verdict.raised, raised=raised, detail=detail)


def _skipped(entries: Any, source: Source) -> tuple[SkippedLines, ...]:
    """The lines that were left out of a notebook, and why."""
    if type(entries) is not list or len(entries) > _MAX_SKIPPED:
        raise ProtocolError("skipped lines were expected")
    skipped = []
    for entry in entries:
        if type(entry) is not list or len(entry) != 3:
            raise ProtocolError("first line, last line and a reason were expected")
        first, last, reason = entry
        if not (source.line(first) and source.line(last) and first <= last):
            raise ProtocolError("lines were expected that exist")
        if reason is not None and (type(reason) is not dict or "skipped" in reason):
            raise ProtocolError("a reason was expected")
        outcome = to_outcome(reason, source) if reason is not None else None
        skipped.append(SkippedLines(first, last, outcome))
    return tuple(skipped)


def _does_not_parse(line_and_message: Any, source: Source) -> Outcome:
    if type(line_and_message) is not list or len(line_and_message) != 2:
        raise ProtocolError("a line and a message were expected")
    line = source.line(line_and_message[0])
    text = _text(line_and_message[1])
    lines = (line,) if line else ()
    raised = RaisedException("SyntaxError", text, lines, cells=find_cells(source.lines))
    return Outcome(Verdict.does_not_parse, raised=raised)


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
