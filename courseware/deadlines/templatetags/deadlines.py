"""Extensions in templates."""

from __future__ import annotations

from django import template

from courseware.deadlines.models import Extension, ExtensionChange
from courseware.deadlines.words import grant_words

register = template.Library()


@register.filter
def granted(row: Extension | ExtensionChange) -> str:
    """``{{ extension|granted }}``: what it gives, in words."""
    return grant_words(row.grant)
