"""The arguments of a lab's functions, declared: which values they take, and which they refuse.

``cases.py`` declares them as ``ARGUMENTS``, a list of what `takes` makes. From a declaration and
the reference the grader makes cases by itself (`grader.lab.rules`).
"""

from grader.lab.arguments.declarations import Declaration, Variant, takes
from grader.lab.arguments.kinds import Argument, Array
from grader.lab.arguments.vocabulary import (
    classes,
    count,
    counts,
    distributions,
    drawn,
    either,
    floats,
    integers,
    labels,
    list_of,
    logits,
    pair,
    probabilities,
    rate,
    seed,
    word,
)

__all__ = [
    "Argument",
    "Array",
    "Declaration",
    "Variant",
    "classes",
    "count",
    "counts",
    "distributions",
    "drawn",
    "either",
    "floats",
    "integers",
    "labels",
    "list_of",
    "logits",
    "pair",
    "probabilities",
    "rate",
    "seed",
    "takes",
    "word",
]
