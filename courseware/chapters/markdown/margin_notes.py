"""Notes in the margin: `^[What is said beside the text.]` in a paragraph, with Markdown inside.

The pages' style numbers them and puts them beside the line, or below it where there is no margin.
"""

from __future__ import annotations

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_OPENING = "^["


def add_margin_notes(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "margin_note", _margin_note)
    md.add_render_rule("margin_note_open", _render_opening)
    md.add_render_rule("margin_note_close", lambda *_: "</span>")


def _margin_note(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_OPENING, state.pos) or (state.level > 0 and _is_inside(state)):
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
    if end < 0 or not state.src[state.pos + 2 : end].strip():
        return False
    if not silent:
        last, state.pos, state.posMax = state.posMax, state.pos + 2, end
        state.push("margin_note_open", "span", 1)
        state.md.inline.tokenize(state)
        state.push("margin_note_close", "span", -1)
        state.posMax = last
    state.pos = end + 1
    return True


def _is_inside(state: StateInline) -> bool:
    """Whether a note is open already: notes hold no notes."""
    opened = sum(token.type == "margin_note_open" for token in state.tokens)
    return opened > sum(token.type == "margin_note_close" for token in state.tokens)


def _render_opening(*_: Any) -> str:
    return '<span class="note-mark"></span><span class="margin-note" role="note">'
