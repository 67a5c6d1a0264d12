"""Which of several explanations of a case is told.

The stronger evidence wins; of equally strong explanations the one of more cases, then the one that
was found first. One exception: a formula that explains a known mistake's cases and more shows that
the mistake is not the cause, since it leaves the others to chance.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.feedback.explanation import Explanation, Strength


def decide(explanations: Sequence[Explanation]) -> dict[int, Explanation]:
    """The explanation to tell of each case, by the case's place in the evidence."""
    decided: dict[int, Explanation] = {}
    ordered = sorted(explanations, key=lambda found: (found.strength, -len(found.cases)))
    for explanation in ordered:
        new = {number for number in explanation.cases if number not in decided}
        if new and explanation.strength is Strength.predicted:
            new |= {n for n in explanation.cases - new if decided[n].strength is Strength.exact}
        decided |= dict.fromkeys(new, explanation)
    return decided
