"""The cases that are drawn anew for each grading.

Hidden ones, the calls that are timed, and those that follow from what a lab declares of its
arguments. The last ones weigh at most a quarter of all.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, Lab
from grader.lab.rules import rule_cases
from grader.messages import message

TIMED_SIZE = "Inputs of the timed size"
"""What the names of those cases begin with; in English, since it identifies them in a report."""
TIMED_SIZE_HINT = message(
    "Many ordinary numbers at once: if only this case fails, something depends on the size."
)


def seeds_of(seed: int) -> list[np.random.SeedSequence]:
    """Of the hidden cases, of the cases of the timed size and of the timing, in this order."""
    return np.random.SeedSequence(seed).spawn(3)


def cases_of_seed(lab: Lab, seed: int) -> list[Case]:
    """What `draw_cases` draws when a submission is graded with the seed."""
    hidden, timed, _ = seeds_of(seed)
    return draw_cases(lab, np.random.default_rng(hidden), np.random.default_rng(timed))


def draw_cases(lab: Lab, hidden: np.random.Generator, timed: np.random.Generator) -> list[Case]:
    """One draw of the lab's hidden cases, of the cases of the timed size and of its rules.

    Args:
        lab: whose cases they are.
        hidden: draws the hidden cases; the generator is advanced. Another one spawned from it
            draws the cases of rules.
        timed: draws the inputs of the timed size; the generator is advanced.
    """
    (rules,) = hidden.spawn(1)
    written = [*lab.hidden(hidden), *_timed_size_cases(lab, timed)]
    total = sum(case.weight for case in (*lab.visible, *written))

    def weigh(rows: int) -> float:
        """The rules together are at most a quarter of all; each weighs as much as its cases do."""
        return min(1.0, total / (3 * rows)) if rows else 0.0

    return [*written, *rule_cases(lab.declarations, lab.functions, rules, weigh)]


def _timed_size_cases(lab: Lab, rng: np.random.Generator) -> Iterator[Case]:
    """The timed calls as cases: code that is right on small inputs alone is not right."""
    if not lab.workload.sizes:
        return
    calls = lab.workload.make(rng, lab.workload.sizes[0])
    for number, inputs in enumerate(calls, start=1):
        name = TIMED_SIZE if len(calls) == 1 else f"{TIMED_SIZE}, {number} of {len(calls)}"
        yield Case(name, inputs, TIMED_SIZE_HINT)
