"""A Markdown document with what the rest of the course must know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from markdown_it.token import Token

from courseware.chapters.markdown import mathml
from courseware.chapters.markdown.figures import UnknownNumber, figure_faults, figure_number
from courseware.chapters.markdown.rendering import parser
from grader.files.faults import Faults
from grader.playground import StateError, parse_state

WITHOUT_ITEM = ("figure", "playground")
"""Kinds of places that have no item: they supply their own content."""


@dataclass(frozen=True)
class Heading:
    level: int
    anchor: str
    title: str


@dataclass(frozen=True)
class Place:
    """The place of an item or figure: `::quiz[dropout]`."""

    kind: str
    slug: str
    line: int


@dataclass(frozen=True)
class Document:
    html: str
    headings: tuple[Heading, ...]
    anchors: frozenset[str]
    places: tuple[Place, ...]


def read(text: str, faults: Faults, file: str = "", first_line: int = 1) -> Document:
    """Renders ``text``; reports unreadable formulas, missing or doubled anchors, wrong figures
    and numbers of them."""
    md = parser()
    tokens = md.parse(text)
    _check_formulas(tokens, faults, file, first_line)
    _check_numbers(tokens, faults, file, first_line)
    headings = tuple(_headings(tokens, faults, file, first_line))
    places = tuple(_places(tokens, faults, file, first_line))
    anchors = _anchors(tokens, faults, file, first_line)
    html = md.renderer.render(tokens, md.options, {})
    return Document(html, headings, anchors, places)


@dataclass(frozen=True)
class Piece:
    """Rendered HTML, and what follows it; the last piece has neither kind nor slug."""

    html: str
    kind: str = ""
    slug: str = ""
    attributes: str = ""
    """Those of the place, as in the query of an address."""


def misplaced(text: str) -> Iterator[tuple[int, str]]:
    """Places in a text that is no chapter, where nothing fills them: line from 0, sentence."""
    for token in parser().parse(text) if "::" in text else ():
        if token.type == "place":
            name = f"::{token.meta['kind']}[{token.meta['slug']}]"
            yield _line(token, 0), f"{name} would show nothing here; only chapters have such places"


def split_places(html: str) -> Iterator[Piece]:
    pieces = re.split(r"<!--place ([a-z]+) ([\w-]+)(?: (\S+))?-->", html)
    for start in range(0, len(pieces) - 1, 4):
        text, kind, slug, attributes = pieces[start : start + 4]
        yield Piece(text, kind, slug, attributes or "")
    yield Piece(pieces[-1])


def _line(token: Token, first_line: int) -> int:
    return first_line + (token.map[0] if token.map else 0)


def _check_formulas(tokens: list[Token], faults: Faults, file: str, first_line: int) -> None:
    for token in tokens:
        for part in [token, *(token.children or [])]:
            if part.type not in (
                "math_inline",
                "math_inline_double",
                "math_block",
                "math_block_label",
            ):
                continue
            try:
                mathml.to_mathml(part.content, part.type != "math_inline")
            except mathml.InvalidFormula as error:
                faults.add(file, _line(token, first_line), str(error))


def _check_numbers(tokens: list[Token], faults: Faults, file: str, first_line: int) -> None:
    for token in tokens:
        for part in token.children or []:
            if part.type != "figure_number":
                continue
            try:
                figure_number(**part.meta)
            except UnknownNumber as error:
                faults.add(file, _line(token, first_line), str(error))


def _headings(tokens: list[Token], faults: Faults, file: str, first_line: int) -> Iterator[Heading]:
    for opening, inline in pairwise(tokens):
        if opening.type != "heading_open":
            continue
        level, anchor = int(opening.tag[1]), str(opening.attrGet("id") or "")
        title = "".join(child.content for child in inline.children or [])
        if level == 1:
            faults.add(
                file,
                _line(opening, first_line),
                "a first-level heading; the title belongs in the front matter; begin with ##",
            )
        if not anchor:
            faults.add(
                file,
                _line(opening, first_line),
                f'the heading "{title}" has no anchor; end it with {{#a-short-name}}',
            )
        yield Heading(level, anchor, title)


def _anchors(tokens: list[Token], faults: Faults, file: str, first_line: int) -> frozenset[str]:
    seen: set[str] = set()
    for token in tokens:
        anchor = token.attrGet("id")
        if anchor is None:
            continue
        if anchor in seen:
            faults.add(file, _line(token, first_line), f'the anchor "{anchor}" appears here twice')
        seen.add(str(anchor))
    return frozenset(seen)


def _places(tokens: list[Token], faults: Faults, file: str, first_line: int) -> Iterator[Place]:
    figures: set[str] = set()
    for token in tokens:
        if token.type != "place":
            continue
        meta, line = token.meta, _line(token, first_line)
        if meta["kind"] == "figure":
            for sentence in figure_faults(meta["slug"], meta["attributes"], meta["unread"]):
                faults.add(file, line, sentence)
            if meta["slug"] in figures:
                faults.add(file, line, f'figure "{meta["slug"]}" has its place here twice')
            figures.add(meta["slug"])
        if meta["kind"] == "playground":
            for sentence in _playground_faults(meta["attributes"]):
                faults.add(file, line, f'playground "{meta["slug"]}" {sentence}')
        yield Place(meta["kind"], meta["slug"], line)


def _playground_faults(given: dict[str, str]) -> Iterator[str]:
    """A state is as it is graded, except that it may have points of its own."""
    for key, what in (("caption", "what it shows"), ("alt", "what to see in it")):
        if not given.get(key):
            yield f'needs {key}="…": {what}'
    parts = given.get("state", "").split("&")
    graded = "&".join(part for part in parts if not re.match(r"points=.*:", part))
    try:
        if graded:
            parse_state(graded)
    except StateError as error:
        yield f"cannot be in this state: {error}"
