"""Explanations that describe each case by itself: cases with equal words have one cause."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from grader.feedback.evidence import Evidence
from grader.feedback.explanation import Explanation, Strength
from grader.judging.judgment import Judgment

Describe = Callable[[Evidence, Judgment], tuple[str, str]]
"""The name of a cause, which may be empty, and the sentence; an empty one explains nothing."""


def described(source: str, describe: Describe, evidence: Evidence) -> Iterator[Explanation]:
    """An explanation for each pair of a name and a sentence, of cases that nothing explains yet."""
    found: dict[tuple[str, str], list[int]] = {}
    for number in evidence.unexplained:
        name, sentence = describe(evidence, evidence.judgments[number])
        if sentence:
            found.setdefault((name, sentence), []).append(number)
    for (name, sentence), cases in found.items():
        yield Explanation(source, name, sentence, frozenset(cases), Strength.described)
