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
from typing import cast

from grader.feedback.hypotheses import families
from grader.feedback.hypotheses.base import (
    INPUT,
    OUTPUT,
    Family,
    Hypothesis,
    in_term,
    predicting,
    relating,
)

__all__ = ["Hypothesis", "hypotheses", "predicting", "relating"]

MOST_TERMS = 2
"""Rates of one call that are tried alone; no lab's call has more."""


@cache
def hypotheses() -> tuple[Hypothesis, ...]:
    """All hypotheses, the simplest first; those that predict also for one term of a sum alone."""
    found: list[Hypothesis] = []
    for name in sorted(module.name for module in pkgutil.iter_modules(families.__path__)):
        family = cast(Family, importlib.import_module(f"{families.__name__}.{name}"))
        found += family.HYPOTHESES
    simple = [hypothesis for hypothesis in found if hypothesis.cost in (OUTPUT, INPUT)]
    terms = [in_term(hypothesis, k) for k in range(MOST_TERMS) for hypothesis in simple]
    found += [term for term in terms if term is not None]
    return tuple(sorted(found, key=lambda hypothesis: hypothesis.cost))
