"""Texts between systems: maths marks, HTML to Markdown without anything that runs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from quizzes.exchange.forms import CannotExchange

MAX_CHARACTERS = 10_000  # of one text
_INLINE_MATHS = re.compile(r"(?<![\\$])\$(?!\$)([^$\n]+?)(?<!\\)\$(?!\$)")
# Neither runs over the next opening: many that are never closed cost no more than one.
_THEIR_MATHS = re.compile(r"\\\(((?:(?!\\\().)+?)\\\)", re.DOTALL)
_THEIR_DISPLAY = re.compile(r"\\\[((?:(?!\\\[).)+?)\\\]", re.DOTALL)
_GONE = {"script", "style", "iframe", "object", "embed", "svg", "math", "form", "template"}
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`", "tt": "`"}
_BREAKS = {"p", "div", "ul", "ol", "pre", "table", "tr", "h1", "h2", "h3", "h4", "blockquote"}


def to_their_maths(text: str) -> str:
    """``$x$`` as ``\\(x\\)``, which is what their filter reads."""
    return _INLINE_MATHS.sub(lambda match: rf"\({match[1]}\)", text)


def to_our_maths(text: str) -> str:
    _check_length(text)
    text = _THEIR_MATHS.sub(lambda match: f"${match[1].strip()}$", text)
    return _THEIR_DISPLAY.sub(lambda match: f"$${match[1].strip()}$$", text)


def from_html(html: str) -> tuple[str, list[str]]:
    """Markdown of what a reader would see, and what was left out."""
    _check_length(html)
    parser = _Reader()
    parser.feed(html)
    parser.close()
    text = re.sub(r"[ \t]+\n", "\n", "".join(parser.pieces))
    text = re.sub(r"\n{3,}", "\n\n", text)
    return to_our_maths(text.strip()), list(dict.fromkeys(parser.lost))


def _check_length(text: str) -> None:
    """What reads them may take the square of their length."""
    if len(text) > MAX_CHARACTERS:
        raise CannotExchange(f"a text in it has more than {MAX_CHARACTERS:,} characters")


class _Reader(HTMLParser):
    """Keeps words and a little emphasis; scripts, styles and frames go with all they hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.lost: list[str] = []
        self._gone: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _GONE:
            self._gone.append(tag)
            self.lost.append(f"<{tag}>")
        elif tag == "img":
            words = next((value for name, value in attrs if name == "alt" and value), "a picture")
            self.lost.append("a picture")
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
        if self._gone:
            if tag == self._gone[-1]:
                self._gone.pop()
        elif tag in _MARKS:
            self._add(_MARKS[tag])
        elif tag in _BREAKS:
            self._add("\n\n")

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, piece: str) -> None:
        if not self._gone:
            self.pieces.append(piece)
