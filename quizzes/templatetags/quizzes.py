"""Authors' Markdown in quiz templates, and the places of blanks in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import unescape
from typing import Any

from django import template
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from courseware.chapters import markdown as rendering
from quizzes.types.blanks import MARK

register = template.Library()


@register.filter
@lru_cache(maxsize=4096)
def markdown(text: str) -> SafeString:
    return mark_safe(rendering.render(text))


@register.filter
@lru_cache(maxsize=4096)
def inline_markdown(text: str) -> SafeString:
    return mark_safe(rendering.render_inline(text))


@register.filter
def with_blanks(text: str, fields: Sequence[dict[str, Any]]) -> list[tuple[SafeString, Any]]:
    """Pieces of a text, each with the blank that follows it, the last with none."""
    by_id = {field["id"]: field for field in fields}
    pieces = MARK.split(markdown(text))
    texts, names = pieces[::2], [*pieces[1::2], None]
    return [(mark_safe(piece), by_id.get(name)) for piece, name in zip(texts, names, strict=True)]


@register.filter
def open_blanks(text: str) -> str:
    """A text of blanks, to read: without the names that an author gave them."""
    return MARK.sub("[…]", text)


@register.filter
def plain_text(text: str) -> str:
    """Markdown without its marks, for places that hold no markup such as a list of choices."""
    return unescape(strip_tags(inline_markdown(text)))


@register.filter
def entry(entries: Mapping[str, str], name: str) -> str:
    """Of a mapping, by a name that is computed; empty where there is none."""
    return entries.get(name, "")


@register.filter
def indented(line: str) -> str:
    """A line of code whose indentation holds outside preformatted text."""
    code = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(code)) + code
