"""Reads what ``lab.yaml`` says of the part that a person grades."""

from __future__ import annotations

from grader.files.yaml_nodes import Node
from grader.lab.model import Style, StyleCriterion

MOST_TEXT = 500


def read_style(root: Node) -> Style | None:
    """``style: {points: 20, criteria: [{text: Names say what they hold, points: 10}, ...]}``."""
    node = root.get("style")
    if node is None:
        return None
    node.only(("points", "criteria", "guide"))
    points = node.number("points")
    if not 0 < points <= 100:
        node.fault(f"points is {points:g}; expected more than 0 and at most 100, of 100 in all")
    criteria = []
    for entry in node.entries("criteria"):
        entry.only(("text", "points"))
        criterion = StyleCriterion(entry.text("text"), entry.number("points"))
        if criterion.points <= 0 or len(criterion.text) > MOST_TEXT:
            entry.fault(f"expected points above 0 and a text of at most {MOST_TEXT} characters")
        criteria.append(criterion)
    return Style(points, tuple(criteria), node.text("guide", ""))
