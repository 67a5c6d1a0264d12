"""Texts between systems: marks of mathematics, plain text and HTML to Markdown that says the same.

What is plain elsewhere stays plain here: characters that Markdown would read as marks are escaped.
Nothing that runs comes along.
"""

from __future__ import annotations

import re

from quizzes.contract.neutral import ExchangeError

MAX_CHARACTERS = 10_000  # of one text
_DOLLAR_MATH = re.compile(r"(?<![\\$])\$(?!\$)([^$\n]+?)(?<!\\)\$(?!\$)")
# None runs over the next opening: many that are never closed cost no more than one.
_MOODLE_MATH = re.compile(r"\\\(((?:(?!\\\().)+?)\\\)", re.DOTALL)
_MOODLE_DISPLAY_MATH = re.compile(r"\\\[((?:(?!\\\[).)+?)\\\]", re.DOTALL)
_DISPLAY_DOLLARS = re.compile(r"\$\$((?:(?!\$\$).)+?)\$\$", re.DOTALL)
_MATH = re.compile(
    rf"{_MOODLE_MATH.pattern}|{_MOODLE_DISPLAY_MATH.pattern}|{_DISPLAY_DOLLARS.pattern}", re.DOTALL
)
_INLINE_MARK = re.compile(
    r"[\\`*\[\]$]|<(?=[A-Za-z/!?])|~(?=~)|&(?=#?\w{1,31};)|(?<![^\W_])_|_(?![^\W_])", re.ASCII
)
_LINE_MARK = re.compile(r"#{1,6}(?=\s|$)|[-+](?=\s|$)|>|\d{1,9}(?=[.)](?:\s|$))|=+\s*$|-{2,}\s*$")


def to_moodle_math(text: str) -> str:
    """``$x$`` as ``\\(x\\)``, which is what Moodle's filter reads."""
    return _DOLLAR_MATH.sub(lambda match: rf"\({match[1]}\)", text)


def from_moodle_math(text: str) -> str:
    """``\\(x\\)`` as ``$x$``, and ``\\[x\\]`` as display math; the rest is Markdown already."""
    check_length(text)
    text = _MOODLE_MATH.sub(lambda match: f"${match[1].strip()}$", text)
    return _MOODLE_DISPLAY_MATH.sub(lambda match: f"$${match[1].strip()}$$", text)


def markdown_from_plain(text: str, *, starts_line: bool = True) -> str:
    """Markdown that shows a plain text as it is; its mathematics stays mathematics.

    ``starts_line``: whether the text begins a line, where ``#`` and ``-`` are marks.
    """
    check_length(text)
    pieces = []
    place = 0
    for match in _MATH.finditer(text):
        pieces.append(_escape(text[place : match.start()], starts_line and place == 0))
        inline, *display = match.groups()
        body = (inline or next(filter(None, display))).strip()
        pieces.append(f"${body}$" if inline else f"$${body}$$")
        place = match.end()
    pieces.append(_escape(text[place:], starts_line and place == 0))
    return "".join(pieces)


def _escape(text: str, starts_line: bool) -> str:
    lines = []
    for number, line in enumerate(text.split("\n")):
        escaped = _INLINE_MARK.sub(r"\\\g<0>", line)
        if number or starts_line:
            escaped = _escape_start(escaped.lstrip() if number or line.strip() else escaped)
        lines.append(escaped)
    return "\n".join(lines)


def _escape_start(line: str) -> str:
    match = _LINE_MARK.match(line)
    if match is None:
        return line
    digits = match.end() if match[0].isdigit() else match.start()
    return f"{line[:digits]}\\{line[digits:]}"


def check_length(text: str) -> None:
    """The expressions above may take the square of a text's length. Raises `ExchangeError`."""
    if len(text) > MAX_CHARACTERS:
        raise ExchangeError(f"a text in it has more than {MAX_CHARACTERS:,} characters")
