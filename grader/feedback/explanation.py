"""What explains failing cases: the form in which hypotheses and mutations are named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Explanation:
    """A cause of failures.

    Attributes:
        name: of the hypothesis, for reports.
        hint: the sentence for a student.
        cases: the failing cases that it explains together, by their places.
    """

    name: str
    hint: str
    cases: frozenset[int]
