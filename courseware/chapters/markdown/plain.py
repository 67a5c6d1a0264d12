"""Plain text that people type, with the formulas in it."""

from __future__ import annotations

import re

from django.utils.html import linebreaks

from courseware.chapters.markdown import mathml

MOST_FORMULAS = 100  # of one text; the rest is shown as typed
_FORMULA = re.compile(r"(?<![\\$])\$(?![\s$])([^$\n]{1,500}?)(?<![\s\\])\$(?![\d$])")
_DISPLAY = re.compile(r"\$\$([^$]{1,1000}?)\$\$")
_MARK = re.compile("\ue000([0-9]+)\ue001")


def has_formulas(text: str) -> bool:
    """Whether `render_plain` shows it otherwise than as typed."""
    return bool(_DISPLAY.search(text) or _FORMULA.search(text))


def render_plain(text: str) -> str:
    """HTML with the paragraphs as typed and ``$…$`` and ``$$…$$`` as MathML; safe for any text.

    Nothing else is markup: an answer may hold stars, lists and links that mean themselves.
    """
    formulas: list[str] = []

    def take(match: re.Match[str], display: bool) -> str:
        if len(formulas) == MOST_FORMULAS:
            return match[0]
        formulas.append(mathml.or_source(match[1], display))
        return f"\ue000{len(formulas) - 1}\ue001"

    text = text.replace("\ue000", "").replace("\ue001", "")
    text = _DISPLAY.sub(lambda match: take(match, True), text)
    text = _FORMULA.sub(lambda match: take(match, False), text)
    return _MARK.sub(lambda match: formulas[int(match[1])], linebreaks(text, autoescape=True))
