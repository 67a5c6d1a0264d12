"""The parser as it is set up here, and rendering without reports."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlencode

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.dollarmath import dollarmath_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

from courseware.chapters.markdown import mathml
from courseware.chapters.markdown.blocks import add_blocks
from courseware.chapters.markdown.figures import UnknownNumber, figure_number
from courseware.chapters.markdown.margin_notes import add_margin_notes

_FORMATTER = HtmlFormatter(nowrap=True)


@cache
def parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
    md.enable("table")
    dollarmath_plugin(
        md,
        allow_space=False,
        double_inline=True,
        renderer=lambda tex, options: mathml.or_source(tex, options["display_mode"]),
    )
    add_blocks(md)
    add_margin_notes(md)
    md.core.ruler.push("lone_formulas", _mark_lone_formulas)
    md.options["highlight"] = _highlight
    md.add_render_rule("math_inline", _render_formula)
    md.add_render_rule("place", _render_place)
    md.add_render_rule("heading_open", _render_heading)
    md.add_render_rule("heading_close", _render_heading)
    md.add_render_rule("figure_number", _render_number)
    md.add_render_rule("th_open", _render_cell)
    md.add_render_rule("td_open", _render_cell)
    md.add_render_rule("th_close", lambda _, tokens, index, *__: f"</{_cell(tokens, index - 2)}>\n")
    md.add_render_rule("table_open", lambda *_: '<div class="table-scroll"><table>\n')
    md.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return md


def render(text: str) -> str:
    """HTML of a Markdown document; safe whatever the text."""
    return parser().render(text)


def render_inline(text: str) -> str:
    """HTML of one line of Markdown, without a paragraph around it."""
    return parser().renderInline(text.strip())


def place_mark(kind: str, slug: str, attributes: Mapping[str, str] | None = None) -> str:
    """Placeholder in rendered HTML for an item or a figure; the page fills it in."""
    given = f" {urlencode(attributes)}" if attributes else ""
    return f"<!--place {kind} {slug}{given}-->"


def _highlight(code: str, language: str, _attributes: str) -> str:
    if not language or language in ("text", "plain"):
        return escape(code)
    try:
        lexer = get_lexer_by_name(language)
    except ClassNotFound:
        return escape(code)
    return highlight(code, lexer, _FORMATTER)


def _render_place(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    meta = tokens[index].meta
    if meta["kind"] == "playground":
        return _playground(meta["slug"], meta["attributes"])
    return place_mark(meta["kind"], meta["slug"], meta["attributes"]) + "\n"


def _render_heading(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """A heading with an anchor is a link to itself, unless its text is one already."""
    tag = self.renderToken(tokens, index, options, env)
    start = index if tokens[index].nesting == 1 else index - 2  # opening, text, closing
    anchor, text = tokens[start].attrGet("id"), tokens[start + 1]
    if not anchor or any(part.type == "link_open" for part in text.children or ()):
        return str(tag)
    if tokens[index].nesting == 1:
        return f'{tag}<a class="heading-link" href="#{escape(str(anchor))}">'
    return f"</a>{tag}"


def _mark_lone_formulas(state: StateCore) -> None:
    """Of a label or header that has nothing but formulas these are the name."""
    before = None
    for token in state.tokens:
        names = state.inlineMode or (before is not None and before.type == "th_open")
        parts = token.children or []
        if names and not any(each.content.strip() for each in parts if each.type != "math_inline"):
            for each in parts:
                each.meta["named"] = True
        before = token


def _render_formula(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """MathML has no name of its own for labels, in which it then needs one to be read out."""
    formula = mathml.or_source(tokens[index].content.strip())
    if tokens[index].meta.get("named") and formula.startswith("<math "):
        formula = formula.replace("<math", f'<math aria-label="{escape(mathml.words(formula))}"', 1)
    return f'<span class="math inline">{formula}</span>'


def _render_number(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """The number; where the figure has none, what the author wrote."""
    try:
        return escape(figure_number(**tokens[index].meta))
    except UnknownNumber:
        return escape(tokens[index].content)


def _render_cell(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
    """Alignment as a class: the content security policy forbids style attributes."""
    tag = _cell(tokens, index)
    side = str(tokens[index].attrGet("style") or "").removeprefix("text-align:")
    return f'<{tag} class="align-{side}">' if side else f"<{tag}>"


def _cell(tokens: Any, index: int) -> str:
    """The tag of the cell that opens here; an empty one heads nothing, as the corner of a table."""
    return tokens[index].tag if tokens[index + 1].content.strip() else "td"


def _playground(name: str, given: dict[str, str]) -> str:
    """A playground's place: until a script puts it there, its description and a link."""
    state, caption = escape(given.get("state", "")), render_inline(given.get("caption", ""))
    settings = f' data-controls="{escape(given["controls"])}"' if given.get("controls") else ""
    return (
        f'<figure class="figure playground-figure" id="playground-{escape(name)}">'
        f'<div class="playground-place" data-playground data-kind="figure" data-state="{state}"'
        f"{settings}><p>{escape(given.get('alt', ''))}</p></div><figcaption>{caption} "
        f'<a href="/playground/#{state}">Open in the playground</a></figcaption></figure>\n'
    )
