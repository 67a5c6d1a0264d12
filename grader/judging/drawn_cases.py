"""The cases that a lab draws: its own hidden ones and the calls that it times."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, Lab, call

LARGE = "Inputs of the timed size"
LARGE_HINT = "Many ordinary numbers at once; if this alone fails, something depends on the size."


def draw_cases(lab: Lab, cases: np.random.Generator, large: np.random.Generator) -> list[Case]:
    """One draw of all of them; ``cases`` and ``large`` are used up in this order."""
    return [*lab.hidden(cases), *_large(lab, large)]


def _large(lab: Lab, rng: np.random.Generator) -> Iterator[Case]:
    """The timed calls as a case: who is right on small inputs alone is not right."""
    calls = lab.workload.make(rng, lab.workload.sizes[0])
    for number, one in enumerate(calls, start=1):
        name = LARGE if len(calls) == 1 else f"{LARGE}, {number} of {len(calls)}"
        yield Case(name, call(one.function, *one.args, **one.kwargs), LARGE_HINT)
