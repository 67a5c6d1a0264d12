"""Graders' Markdown, points with a sign, and code with comments."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from courseware.chapters import markdown as rendering
from courseware.manual_grading import listing, shown

register = template.Library()
register.filter("signed", shown.signed)


@register.filter
@lru_cache(maxsize=2048)
def markdown(text: str) -> SafeString:
    """With formulas, and without HTML of the writer's."""
    return mark_safe(rendering.render(text))


@register.filter
@lru_cache(maxsize=2048)
def inline_markdown(text: str) -> SafeString:
    return mark_safe(rendering.render_inline(text))


@register.filter
@lru_cache(maxsize=256)
def with_formulas(text: str) -> SafeString | str:
    """An answer with its formulas; empty where it has none and looks as typed."""
    return mark_safe(rendering.render_plain(text)) if rendering.has_formulas(text) else ""


@register.filter
def with_remarks(source: str, remarks: Iterable[Any]) -> list[listing.Block]:
    """``{% for block in code|with_remarks:remarks %}``"""
    return listing.blocks(source, remarks)


@register.filter
def width(fraction: float) -> str:
    """For the value of a progress bar."""
    return f"{fraction:.3f}"
