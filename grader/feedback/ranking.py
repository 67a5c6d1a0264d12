"""Which of several explanations of a case is shown.

The stronger evidence wins; of equally strong explanations the one of more cases, then the one that
was found first. One exception: a formula that explains a known mistake's cases and more shows that
the mistake is not the cause, since it leaves the others to chance. So does another known mistake
that gives most of a function's wrong answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.feedback.explanation import Explanation, Strength

MISTAKE = "mistake"
"""The source of known mistakes, those included that give most of the answers."""


def decide(explanations: Sequence[Explanation]) -> dict[int, Explanation]:
    """The explanation to tell of each case, by the case's place in the evidence."""
    decided: dict[int, Explanation] = {}
    ordered = sorted(explanations, key=lambda found: (found.strength, -len(found.cases)))
    for explanation in ordered:
        new = {number for number in explanation.cases if number not in decided}
        if new and explanation.strength is Strength.predicted:
            new |= {n for n in explanation.cases - new if decided[n].strength is Strength.exact}
        if new and explanation.strength is Strength.searched and explanation.source == MISTAKE:
            new |= {n for n in explanation.cases - new if _is_part(decided[n], explanation)}
        decided |= dict.fromkeys(new, explanation)
    return decided


def _is_part(known: Explanation, nearly: Explanation) -> bool:
    """Whether a known mistake explains nothing but what one does that gives most answers."""
    return known.strength is Strength.exact and known.cases < nearly.cases
