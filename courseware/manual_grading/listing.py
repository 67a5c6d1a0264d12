"""Code with its line numbers, and comments below the lines that they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_FORMATTER = HtmlFormatter(nowrap=True)
_LEXER = PythonLexer(stripnl=False, ensurenl=False)
MOST_HIGHLIGHTED = 60_000  # characters; longer files are shown without colors


class LineRemark(Protocol):
    """A comment at a line."""

    line: int | None
    text: str


@dataclass(frozen=True)
class Block:
    """Lines that nobody says anything about in between, and what is said below the last."""

    html: SafeString
    remarks: list[Any] = field(default_factory=list)


def blocks(source: str, remarks: Iterable[LineRemark]) -> list[Block]:
    """The whole source, cut after the lines with remarks. Lines that are not there: at the end."""
    lines = _lines(source)
    by_line: dict[int, list[LineRemark]] = {}
    for remark in remarks:
        by_line.setdefault(min(remark.line or len(lines), len(lines)), []).append(remark)
    found, start = [], 0
    for end in sorted(by_line):
        found.append(Block(_joined(lines[start:end]), by_line[end]))
        start = end
    if start < len(lines):
        found.append(Block(_joined(lines[start:])))
    return found


def _joined(lines: list[SafeString]) -> SafeString:
    return mark_safe("".join(lines))


def _lines(source: str) -> list[SafeString]:
    """Each with its number, which is a place to link to."""
    source = source.replace("\r\n", "\n").rstrip("\n")
    if len(source) < MOST_HIGHLIGHTED:
        html = [mark_safe(line) for line in _highlighted(source)]
    else:
        html = [format_html("{}", line) for line in source.split("\n")]
    return [
        format_html(
            '<span class="code-line" id="line-{}" data-line="{}"><span class="linenos">{}</span>'
            "{}\n</span>",
            number,
            number,
            f"{number:>4} ",
            line,
        )
        for number, line in enumerate(html, start=1)
    ]


def _highlighted(source: str) -> list[str]:
    """HTML of each line."""
    return highlight(source, _LEXER, _FORMATTER).removesuffix("\n").split("\n")
