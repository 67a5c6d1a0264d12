"""Texts between systems: marks of mathematics, HTML to Markdown without anything that runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from quizzes.contract.neutral import ExchangeError

MAX_CHARACTERS = 10_000  # of one text
_DOLLAR_MATH = re.compile(r"(?<![\\$])\$(?!\$)([^$\n]+?)(?<!\\)\$(?!\$)")
# Neither runs over the next opening: many that are never closed cost no more than one.
_MOODLE_MATH = re.compile(r"\\\(((?:(?!\\\().)+?)\\\)", re.DOTALL)
_MOODLE_DISPLAY_MATH = re.compile(r"\\\[((?:(?!\\\[).)+?)\\\]", re.DOTALL)
_DROPPED = {"script", "style", "iframe", "object", "embed", "svg", "math", "form", "template"}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_BREAKS = {"p", "div", "ul", "ol", "pre", "table", "tr", "h1", "h2", "h3", "h4", "blockquote"}


def to_moodle_math(text: str) -> str:
    """``$x$`` as ``\\(x\\)``, which is what Moodle's filter reads."""
    return _DOLLAR_MATH.sub(lambda match: rf"\({match[1]}\)", text)


def from_moodle_math(text: str) -> str:
    """``\\(x\\)`` as ``$x$``, and ``\\[x\\]`` as display math."""
    _check_length(text)
    text = _MOODLE_MATH.sub(lambda match: f"${match[1].strip()}$", text)
    return _MOODLE_DISPLAY_MATH.sub(lambda match: f"$${match[1].strip()}$$", text)


def markdown_from_html(html: str) -> tuple[str, list[str]]:
    """Markdown of what a reader would see, and what was left out."""
    _check_length(html)
    builder = _MarkdownBuilder()
    builder.feed(html)
    builder.close()
    text = re.sub(r"[ \t]+\n", "\n", "".join(builder.pieces))
    text = re.sub(r"\n{3,}", "\n\n", text)
    return from_moodle_math(text.strip()), list(dict.fromkeys(builder.losses))


def _check_length(text: str) -> None:
    """The expressions above may take the square of a text's length."""
    if len(text) > MAX_CHARACTERS:
        raise ExchangeError(f"a text in it has more than {MAX_CHARACTERS:,} characters")


class _MarkdownBuilder(HTMLParser):
    """Keeps words and some emphasis; drops scripts, styles and frames with all they hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.losses: list[str] = []
        self._dropped_tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped_tags.append(tag)
            self.losses.append(f"<{tag}>")
        elif tag == "img":
            words = next((value for name, value in attrs if name == "alt" and value), "a picture")
            self.losses.append("a picture")
            self._add(f"({words})")
        elif tag in _MARKS:
            self._add(_MARKS[tag])
        elif tag == "li":
            self._add("\n- ")
        elif tag == "br":
            self._add("\n")
        elif tag in _BREAKS:
            self._add("\n\n")
        elif tag in ("td", "th"):
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._dropped_tags:
            if tag == self._dropped_tags[-1]:
                self._dropped_tags.pop()
        elif tag in _MARKS:
            self._add(_MARKS[tag])
        elif tag in _BREAKS:
            self._add("\n\n")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, piece: str) -> None:
        if not self._dropped_tags:
            self.pieces.append(piece)
