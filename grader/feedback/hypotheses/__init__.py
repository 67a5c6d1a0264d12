"""General mistakes, one file a family. A file here with ``HYPOTHESES`` is all that a new one takes.

A hypothesis says, of any case of any lab, whether its mistake would give the submission's answer.
It sees the inputs, the right answer and what the reference says to changed inputs (`Seen`). Its
sentence tells the evidence and no value of an answer, so that hidden cases may show it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from grader.feedback.hypotheses.kinds import (
    INPUT,
    OUTPUT,
    Hypothesis,
    in_term,
    predicting,
    relating,
)

__all__ = ["Hypothesis", "hypotheses", "predicting", "relating"]

MOST_TERMS = 2


@cache
def hypotheses() -> tuple[Hypothesis, ...]:
    """All hypotheses, the simplest first; those that predict also for one term of a sum alone."""
    found: list[Hypothesis] = []
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        family = importlib.import_module(f"{__name__}.{module}")
        found += getattr(family, "HYPOTHESES", ())
    plain = [one for one in found if one.predict is not None and one.cost in (OUTPUT, INPUT)]
    found += [in_term(one, place) for place in range(MOST_TERMS) for one in plain]
    return tuple(sorted(found, key=lambda one: one.cost))
