"""The flat ends of the sigmoid, and weights that grow without end where nothing holds them."""

from __future__ import annotations

import numpy as np

from courseware.figures import Column, Figure
from grader import reference as ref

POINTS = np.array([[0, 1], [1, 0], [1, 2], [2, 1], [3, 3], [2, 3]], float)
LABELS = np.array([0, 0, 1, 0, 1, 1], float)
RATES = (0.0, 0.001, 0.1)
LEARNING_RATE = 0.5
STEPS = 10_000
FLAT = 6.0  # the logit beyond which the ground is shaded

CAPTION = """
First panel: the sigmoid and its slope over the logit. The slope is at most {{ steepest:.2f }};
beyond a logit of {{ flat }}, in the shaded ends, it is below {{ slope_flat:.4f }}. Second panel:
gradient descent on the six points: the length of the weights with the intercept, at steps on a
logarithmic axis. Without a penalty it still grows after {{ steps:,d }} steps, at
{{ length_none:.2f }}. With a penalty it comes to rest, at {{ length_weak:.2f }} for the rate
{{ weak }} and at {{ length_strong:.2f }} for the rate {{ strong:.1f }}.
"""
ALT = """
First panel: two curves over the logit. The sigmoid is S-shaped; its slope is a bell that reaches
{{ steepest:.2f }} at zero. The ends beyond {{ flat }} on both sides are shaded: there the sigmoid
is flat and the slope almost zero. Second panel: three curves over the number of steps, which is
on a logarithmic axis up to {{ steps:,d }}. They begin together at {{ length_first:.2f }}. The one
without a penalty rises all the way; the one with a rate of {{ weak }} bends and levels off late,
the one with {{ strong:.1f }} early and low.
"""


def figure() -> Figure:
    logits = np.linspace(-10, 10, 101)
    steps = np.unique(np.round(np.geomspace(1, STEPS, 41))).astype(int)
    none, weak, strong = _lengths()[:, steps - 1]
    shown = np.searchsorted(steps, [1, 10, 100, 1000, STEPS])
    return Figure(
        title="Weights without a penalty",
        caption=CAPTION,
        alt=ALT,
        data={
            "logit": logits,
            "p": ref.sigmoid(logits),
            "slope": ref.sigmoid_grad(logits),
            "flat": FLAT,
            "step": steps,
            "lengths": [none, weak, strong],
            "rates": RATES,
        },
        table=[
            Column("Steps", steps[shown], ",d"),
            Column("Length, no penalty", none[shown], ".3f"),
            Column(f"Length, rate {RATES[1]}", weak[shown], ".3f"),
            Column(f"Length, rate {RATES[2]}", strong[shown], ".3f"),
        ],
        numbers={
            "steepest": ref.sigmoid_grad(0.0),
            "flat": FLAT,
            "slope_flat": ref.sigmoid_grad(FLAT),
            "steps": STEPS,
            "weak": RATES[1],
            "strong": RATES[2],
            "length_first": none[0],
            "length_none": none[-1],
            "length_weak": weak[-1],
            "length_strong": strong[-1],
        },
    )


def _lengths() -> np.ndarray:
    """Of each rate, the length of weights and intercept after each step of gradient descent."""
    examples = np.column_stack([POINTS, np.ones(len(POINTS))])
    decay = LEARNING_RATE * np.outer(RATES, [1.0, 1.0, 0.0])  # the intercept is free
    rate = LEARNING_RATE / len(POINTS)
    solutions = np.zeros((len(RATES), 3))
    found = np.empty((STEPS, *solutions.shape))
    for step in range(STEPS):
        off = ref.sigmoid(solutions @ examples.T) - LABELS
        solutions = solutions * (1 - decay) - rate * (off @ examples)
        found[step] = solutions
    return np.sqrt((found**2).sum(axis=2)).T
