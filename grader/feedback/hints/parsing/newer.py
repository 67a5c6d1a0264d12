"""Syntax that came after the Python that runs submissions.

Ruff's parser reads all of it under any Python and says since when there is each construct; a lab's
file is only read by it, never run. docs/decisions/grading.md says why it is Ruff.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import NamedTuple

from ruff import find_ruff_bin

from grader.feedback.hints.exceptions.program import text_of
from grader.feedback.hints.parsing.broken import Broken
from grader.messages import message

_OURS = f"{sys.version_info.major}.{sys.version_info.minor}"
_COMMAND = (
    *("check", "--isolated", "--no-cache", "--quiet", "--output-format", "json"),
    *("--target-version", f"py{sys.version_info.major}{sys.version_info.minor}"),
    *("--select", "PLE0116"),  # one rule has to be chosen; faults of syntax are reported always
    "-",
)
_SECONDS = 5
"""For a file of a student 0.02 are enough; one that is made to be slow gets a general hint."""
_SINCE = re.compile(r"(.+?) on Python [\d.]+ \(syntax was added in Python (3\.\d+)\)")
_WORDS = (
    (
        "Cannot reuse outer quote",
        message("an f-string with its own quotes inside the braces"),
        message("use the other kind of quotes inside"),
    ),
    (
        "Cannot use an escape sequence",
        message("a backslash inside the braces of an f-string"),
        message("compute the text on a line before"),
    ),
    (
        "Cannot use comments in f-strings",
        message("a comment inside the braces of an f-string"),
        message("remove the comment"),
    ),
    (
        "Cannot use line breaks",
        message("a line break inside the braces of an f-string"),
        message("write the f-string on one line"),
    ),
    (
        "Cannot use `type` alias",
        message("a type statement"),
        message("write Name = ... without type, or leave it out"),
    ),
    (
        "Cannot use type parameter lists",
        message("type parameters in [ ]"),
        message("leave the [ ] after the name out"),
    ),
    (
        "Cannot set default type",
        message("a default for a type parameter"),
        message("leave the [ ] after the name out"),
    ),
    ("Cannot use t-strings", message("a t-string"), message("use an f-string")),
    (
        "Multiple exception types",
        message("except with several types and no brackets"),
        message("put them in brackets, except (A, B)"),
    ),
)


class Fault(NamedTuple):
    """A fault of syntax: its line and, where it is newer syntax, since when there is it."""

    line: int
    text: str
    since: str


def newer_syntax(broken: Broken) -> str:
    """The version whose syntax the file uses; empty where the fault is another."""
    found = faults(text_of(broken.source))
    newer = [fault for fault in found if fault.since]
    at_line = [fault for fault in newer if fault.line == broken.line]
    if any(fault.line == broken.line and not fault.since for fault in found):
        at_line = []  # 'don't' holds the start of a t-string
    if not at_line and (not newer or len(newer) < len(found)):
        return ""
    first = (at_line or newer)[0]
    what, remedy = _words(first.text)
    return message(
        "{place} uses syntax of Python {version} ({what}); your code runs under Python {ours}: "
        "{remedy}.",
        place=broken.place(first.line),
        version=first.since,
        what=what,
        ours=_OURS,
        remedy=remedy,
    )


def faults(text: str) -> list[Fault]:
    """The faults of syntax in a program, as Ruff reports them; none where it cannot."""
    try:
        process = subprocess.run(
            [find_ruff_bin(), *_COMMAND],
            input=text.encode("utf-8", "replace"),
            capture_output=True,
            timeout=_SECONDS,
            env={},
            check=False,
        )
        found = json.loads(process.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return []
    return [_fault(each["location"]["row"], each["message"]) for each in found]


def _fault(line: int, text: str) -> Fault:
    since = _SINCE.match(text)
    return Fault(line, text, since[2] if since else "")


def _words(text: str) -> tuple[str, str]:
    """What the construct is, and what to write instead."""
    for beginning, what, remedy in _WORDS:
        if text.startswith(beginning):
            return what, remedy
    return message("newer syntax"), message("write it as before")
