"""The log-uniform sampler: probabilities and drawn frequencies of a thousand classes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from courseware.figures import Column, Figure
from grader import reference as ref

SEED = 4
CLASSES, DRAWS = 1000, 100_000
HEAD = 10

CAPTION = """
The log-uniform sampler for {{ classes:,d }} classes. First panel: the probability of each class,
both axes logarithmic; dots are the frequencies in {{ draws:,d }} draws, averaged over more and
more classes toward the right. The curve is nearly a straight line: twice the class number has
about half the probability. Second panel: how much the classes up to each number have together.
The first {{ head }} have {{ mass:.1% }} of the probability, and under the uniform sampler, the
dashed line, {{ uniform:.1% }}. So classes must be numbered from the most to the least common.
"""
ALT = """
First panel: a line that falls from {{ first:.3f }} for the first class to {{ last:.6f }} for the
last one, nearly straight on two logarithmic axes. Dots of drawn frequencies lie on it, and a
dashed level line marks the uniform probability {{ even:.3f }}. Second panel: the probability of
all classes up to a number, over that number on a logarithmic axis: nearly a straight line from
{{ first:.3f }} to one. {{ head }} classes have {{ mass:.3f }}. The uniform sampler's dashed curve
stays near zero and rises at the end.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    p = ref.log_uniform_prob(np.arange(CLASSES), CLASSES)
    drawn = ref.log_uniform_sample(rng.random(DRAWS), CLASSES)
    counts = np.bincount(drawn, minlength=CLASSES)
    total = np.cumsum(p)
    # Numbers from 1, for logarithmic axes; groups of classes that grow to the right.
    edges = np.unique(np.round(np.geomspace(1, CLASSES + 1, 25)).astype(int))
    groups = list(pairwise(edges))
    numbers = np.unique(np.round(np.geomspace(1, CLASSES, 50)).astype(int))
    shown = np.array([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000])
    return Figure(
        title="The log-uniform sampler",
        caption=CAPTION,
        alt=ALT,
        data={
            "numbers": numbers,
            "p": p[numbers - 1],
            "total": total[numbers - 1],
            "drawn": [
                [np.sqrt(low * (high - 1)), counts[low - 1 : high - 1].mean() / DRAWS]
                for low, high in groups
            ],
            "classes": CLASSES,
            "head": [HEAD, total[HEAD - 1]],
        },
        table=[
            Column("Class, from the most common", shown, ",d"),
            Column("Probability", p[shown - 1], ".5f"),
            Column("Draws", counts[shown - 1], ",d"),
            Column("Probability up to this class", total[shown - 1], ".3f"),
        ],
        numbers={
            "classes": CLASSES,
            "draws": DRAWS,
            "head": HEAD,
            "mass": total[HEAD - 1],
            "uniform": HEAD / CLASSES,
            "first": p[0],
            "last": p[-1],
            "even": 1 / CLASSES,
        },
    )
