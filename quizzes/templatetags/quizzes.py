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
from courseware.ui.formatting import points
from quizzes.models import Attempt
from quizzes.pages import worth
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
@lru_cache(maxsize=1024)
def typed_text(text: str) -> SafeString:
    """What somebody typed, with its formulas."""
    return mark_safe(rendering.render_plain(text))


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
def in_points(value: float, attempt: Attempt) -> float:
    """``{{ gain|in_points:attempt }}``: points of the quiz file as they count."""
    return worth.in_points(value, attempt)


@register.filter
def points_shown(earned: float, attempt: Attempt) -> str:
    """``{{ before|points_shown:attempt }}``: points of the quiz file as `7.5 of 10`."""
    return worth.shown_points(attempt, earned / attempt.possible) or points(
        earned, attempt.possible
    )


@register.filter
def score_shown(attempt: Attempt) -> str:
    """``{{ attempt|score_shown }}``: `7.5 of 10`, or `75%` where nothing counts."""
    return worth.shown_score(attempt)


@register.filter
def entry(entries: Mapping[str, str], name: str) -> str:
    """Of a mapping, by a name that is computed; empty where there is none."""
    return entries.get(name, "")


@register.filter
def indented(line: str) -> str:
    """A line of code whose indentation holds outside preformatted text."""
    code = line.lstrip(" ")
    return "\u00a0" * (len(line) - len(code)) + code
