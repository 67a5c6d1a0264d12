"""A chapter's page to its sections: heading, anchor and plain text. Pure.

Formulas become text without spaces, so that a subscript stays with its letter: L1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_HEADINGS = ("h2", "h3", "h4")
_SKIPPED = ("annotation", "script", "style")
_BLOCKS = ("p", "li", "td", "th", "tr", "pre", "div", "figcaption", "dt", "dd", "blockquote")
_CELLS = ("mtd", "mtext")  # of formulas


@dataclass
class Section:
    """``anchor`` and ``heading`` are empty for text before the first heading."""

    anchor: str = ""
    heading: str = ""
    figures: list[str] = field(default_factory=list)
    text: str = ""


def sections_of(html: str) -> list[Section]:
    """In order, those without any text left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for section in reader.sections:
        section.text = " ".join(section.text.split())
        section.heading = " ".join(section.heading.split())
    return [each for each in reader.sections if each.heading or each.text or each.figures]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [Section()]
        self._in_heading = False
        self._math: list[list[str]] = []  # open elements of a formula, each with its children
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HEADINGS:
            self.sections.append(Section(dict(attrs).get("id") or ""))
            self._in_heading = True
        if self._math or tag == "math":
            self._math.append([tag])
        self._skipping += tag in _SKIPPED
        if tag in _BLOCKS or tag in _CELLS:
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS:
            self._in_heading = False
        if self._math:
            self._end_in_math(tag)
        self._skipping -= tag in _SKIPPED

    def _end_in_math(self, tag: str) -> None:
        """Numerator and denominator are distinguished."""
        self._math.pop()
        if self._math:
            self._math[-1].append(tag)
            if self._math[-1][0] == "mfrac" and len(self._math[-1]) == 2:
                self._add("/")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self._add(data.strip() if self._math else data)

    def handle_comment(self, data: str) -> None:
        match data.split():
            case ["place", "figure", name, *_]:
                self.sections[-1].figures.append(name)

    def _add(self, text: str) -> None:
        section = self.sections[-1]
        if self._in_heading:
            section.heading += text
        else:
            section.text += text
