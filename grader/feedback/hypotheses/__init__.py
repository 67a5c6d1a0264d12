"""General mistakes, one file a family. A new family is a file in ``families/`` with ``HYPOTHESES``.

A hypothesis says, of any case of any lab, whether its mistake would give the submission's answer.
It sees an `Observation`: the inputs, the expected answer, and what the reference answers to changed
inputs. Its sentence states the evidence and no value of an answer, so that hidden cases may show
it.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from grader.feedback.hypotheses import families
from grader.feedback.hypotheses.base import (
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
    for module in sorted(m.name for m in pkgutil.iter_modules(families.__path__)):
        family = importlib.import_module(f"{families.__name__}.{module}")
        found += getattr(family, "HYPOTHESES", ())
    plain = [one for one in found if one.predict is not None and one.cost in (OUTPUT, INPUT)]
    found += [in_term(one, place) for place in range(MOST_TERMS) for one in plain]
    return tuple(sorted(found, key=lambda one: one.cost))
