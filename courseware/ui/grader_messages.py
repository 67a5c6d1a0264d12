"""Texts that the grader made, in the reader's language (docs/decisions/messages.md)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from grader.messages import localized, text_in
from grader.results.verdicts import Verdict


def translated(text: str) -> str:
    """A message of the grader in the language of this request; a plain text as it is."""
    return localized(text, gettext)


def text_of(report: Mapping[str, Any] | None, key: str) -> str:
    """The text under ``key`` of a report or of a part of one; empty where there is none."""
    return translated(text_in(report, key)) if report else ""


def sentence_of(verdict: str, english: str = "") -> str:
    """The sentence of a verdict's name; of one that is unknown by now, the English text stored."""
    try:
        return translated(Verdict(verdict).sentence)
    except ValueError:
        return english
