"""Instructions for graders of an essay: criteria, a sample answer and a guide in one text."""

from __future__ import annotations

import re

from quizzes.contract.neutral import FreeText

_CRITERION = re.compile(r"- (?P<text>.+) \((?P<points>\d+(?:\.\d+)?)\)")
_SAMPLE = "**Sample answer**"


def write(content: FreeText) -> str:
    """A line for each criterion, then the guide, and the sample under its heading."""
    criteria = "\n".join(f"- {text} ({points:g})" for text, points in content.criteria)
    sample = f"{_SAMPLE}\n\n{content.sample}" if content.sample else ""
    return "\n\n".join(filter(None, (criteria, content.guide, sample)))


def read(text: str) -> FreeText:
    """The content that `write` gave; lines that are no criteria are the guide."""
    before, _, sample = text.partition(_SAMPLE)
    criteria: list[tuple[str, float]] = []
    rest: list[str] = []
    for line in before.strip().split("\n"):
        match = _CRITERION.fullmatch(line.strip()) if not rest else None
        if match and float(match["points"]) > 0:
            criteria.append((match["text"], float(match["points"])))
        elif line.strip() or rest:
            rest.append(line)
    return FreeText(tuple(criteria), sample.strip(), "\n".join(rest).strip())
