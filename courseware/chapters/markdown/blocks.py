"""Our additions to Markdown: `::kind[slug]{…}` places, `:::erratum` boxes, `{#anchor}` ends,
and numbers of figures, `{{ roc-curve.auc:.3f }}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.container import container_plugin

_PLACE = re.compile(r"::(?P<kind>[a-z]+)\[(?P<slug>[\w-]+)\](?:\{(?P<attributes>.*)\})?\s*$")
_ATTRIBUTE = re.compile(
    r'\s*(?P<key>[a-z][a-z0-9_]*)=(?:"(?P<value>(?:[^"\\]|\\.)*)"|(?P<word>[^\s"{}]+))'
)
_ANCHOR = re.compile(r"\s*\{#(?P<anchor>[A-Za-z][\w-]*)\}\s*$")
_NUMBER = re.compile(
    r"\{\{\s*(?P<figure>[a-z0-9][a-z0-9-]*)\.(?P<number>[a-z][a-z0-9_]*)(?::(?P<format>[^}\s]+))?\s*\}\}"
)
BOXES = {"erratum": "What the notes said", "note": "Note", "example": "Example", "aside": "Aside"}


def add_blocks(md: MarkdownIt) -> None:
    md.block.ruler.before(
        "fence", "place", _place, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.push("figure_number", _figure_number)
    md.core.ruler.push("anchors", _anchors)
    for name in BOXES:
        container_plugin(md, name, validate=_opens(name), render=_box_renderer(name))


def attributes(text: str | None) -> dict[str, str]:
    """`caption="…" threshold=0.7` as a dict; a backslash keeps a quotation mark."""
    return {
        match["key"]: match["word"] or re.sub(r"\\(.)", r"\1", match["value"] or "")
        for match in _ATTRIBUTE.finditer(text or "")
    }


def unread_attributes(text: str | None) -> str:
    """What `attributes` could make nothing of."""
    return _ATTRIBUTE.sub("", text or "").strip()


def _place(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.getLines(start, start + 1, state.blkIndent, False).strip()
    match = _PLACE.match(line)
    if match is None:
        return False
    if not silent:
        token = state.push("place", "", 0)
        token.map = [start, start + 1]
        token.meta = {
            "kind": match["kind"],
            "slug": match["slug"],
            "attributes": attributes(match["attributes"]),
            "unread": unread_attributes(match["attributes"]),
        }
        state.line = start + 1
    return True


def _figure_number(state: StateInline, silent: bool) -> bool:
    match = _NUMBER.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("figure_number", "", 0)
        token.content = match[0]
        token.meta = {"name": match["figure"], "number": match["number"], "format": match["format"]}
    state.pos = match.end()
    return True


def _anchors(state: StateCore) -> None:
    """Moves a trailing `{#anchor}` from a heading's or paragraph's text to its ``id``."""
    for opening, inline in pairwise(state.tokens):
        if inline.type != "inline" or opening.type not in ("heading_open", "paragraph_open"):
            continue
        match = _ANCHOR.search(inline.content)
        if match is None or not inline.children:
            continue
        opening.attrSet("id", match["anchor"])
        inline.content = inline.content[: match.start()]
        _cut_tail(inline.children)


def _cut_tail(children: list[Any]) -> None:
    last = children[-1]
    last.content = _ANCHOR.sub("", last.content)
    while children and children[-1].type in ("softbreak", "text") and not children[-1].content:
        children.pop()


def _opens(name: str) -> Callable[[str, str], bool]:
    opening = re.compile(rf"\s*{name}\s*(\{{.*\}})?\s*$")
    return lambda params, _markup: opening.match(params) is not None


def _box_renderer(name: str) -> Any:
    def render(self: Any, tokens: Sequence[Any], index: int, options: Any, env: Any) -> str:
        token = tokens[index]
        if token.nesting != 1:
            return "</div></details>\n" if name == "erratum" else "</aside>\n"
        given = attributes(token.info)
        if name == "erratum":
            title = given.get("title") or BOXES[name]
            source = given.get("source", "")
            source = f' <span class="source">({escape(source)})</span>' if source else ""
            return (
                f'<details class="erratum"><summary>{escape(title)}{source}</summary>'
                '<div class="erratum-text">\n'
            )
        title = given.get("title") or BOXES[name]
        return f'<aside class="box box-{name}"><p class="box-title">{escape(title)}</p>\n'

    return render
