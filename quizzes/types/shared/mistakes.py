"""Wrong answers that an author lists, each with its feedback."""

from __future__ import annotations

from grader.files.yaml_nodes import Node


def parse_credit(entry: Node) -> float:
    """What a listed mistake earns: a share from 0 to below 1."""
    credit = entry.number("credit", 0.0)
    if not 0 <= credit < 1:
        entry.fault(f"the credit of a wrong answer is {credit:g}; expected 0 to below 1")
    return credit
