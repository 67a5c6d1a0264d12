"""The cases that are drawn anew for each grading: hidden ones, and the calls that are timed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, Lab
from grader.messages import message

TIMED_SIZE = "Inputs of the timed size"
"""What the names of those cases begin with; in English, since it identifies them in a report."""
TIMED_SIZE_HINT = message(
    "Many ordinary numbers at once: if only this case fails, something depends on the size."
)


def draw_cases(lab: Lab, hidden: np.random.Generator, timed: np.random.Generator) -> list[Case]:
    """One draw of the lab's hidden cases and of the cases of the timed size.

    Args:
        lab: whose cases they are.
        hidden: draws the hidden cases; the generator is advanced.
        timed: draws the inputs of the timed size; the generator is advanced.
    """
    return [*lab.hidden(hidden), *_timed_size_cases(lab, timed)]


def _timed_size_cases(lab: Lab, rng: np.random.Generator) -> Iterator[Case]:
    """The timed calls as cases: code that is right on small inputs alone is not right."""
    calls = lab.workload.make(rng, lab.workload.sizes[0])
    for number, inputs in enumerate(calls, start=1):
        name = TIMED_SIZE if len(calls) == 1 else f"{TIMED_SIZE}, {number} of {len(calls)}"
        yield Case(name, inputs, TIMED_SIZE_HINT)
