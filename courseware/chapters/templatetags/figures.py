"""`{% figure "roc-curve" "threshold=0.7" %}`: a figure with its controls, caption and data."""

from __future__ import annotations

from django import template

from courseware.chapters.figures import ShownFigure, shown_figure
from courseware.figures.lookup import names

register = template.Library()


@register.inclusion_tag("chapters/figure.html")
def figure(name: str, attributes: str = "") -> dict[str, ShownFigure]:
    return {"figure": shown_figure(name, attributes)}


@register.simple_tag
def figure_names() -> tuple[str, ...]:
    """All figures, for the style page."""
    return names()
