"""A straight line and a logistic curve through labels of 0 and 1, and the logit in three scales."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, Slider, State
from grader import reference as ref

SEED, COUNT = 7, 60

CAPTION = """
First panel: {{ count }} examples of one feature, with labels of zero and one. The straight line
that fits them best promises {{ line_low:.2f }} at the left end and {{ line_high:.2f }} at the
right end, neither of which is a probability. Logistic regression sends the same kind of score
through the sigmoid and stays in between. Second panel: the sigmoid over the score, the logit,
with the odds below it: each step of one along the logit multiplies the odds by {{ factor:.3f }}.
"""
ALT = """
First panel: labels of zero, mostly at small values of the feature, and labels of one, mostly at
large values. A straight line through them leaves the range from zero to one at both ends. An
S-shaped curve stays inside it. Second panel: the sigmoid over the logit: almost zero at
{{ low }}, one half at zero, almost one at {{ high }}. Below the logits are the odds. A dot on
both curves marks the logit {{ logit }}, where the probability is {{ p:.3f }}.
"""
SAID = """
A logit of {{ logit }} is a probability of {{ p:.3f }}, or odds of {{ odds:.3f }} to one. The
logarithm of the odds is {{ log_odds:.1f }}, the logit again.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    x = np.sort(np.round(rng.uniform(0, 10, COUNT), 2))
    y = (rng.uniform(size=COUNT) < ref.sigmoid(1.1 * (x - 5))).astype(float)
    X = x[:, None]
    slope, offset = ref.linear_regression(X, y)
    weights, intercept = ref.logistic_newton(X, y)
    ends = np.array([0.0, 10.0])
    logits = np.linspace(-6, 6, 61)
    shown = logits[::5]
    return Figure(
        title="From a score to a probability",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            "zeros": x[y == 0],
            "ones": x[y == 1],
            "line": ends * slope[0] + offset,
            "w": weights[0],
            "b": intercept,
            "logit": logits,
            "p": ref.sigmoid(logits),
        },
        table=[
            Column("Logit", shown, ".0f"),
            Column("Odds to one", np.exp(shown), ".4f"),
            Column("Probability", ref.sigmoid(shown), ".4f"),
        ],
        numbers={
            "count": COUNT,
            "line_low": offset,
            "line_high": 10 * slope[0] + offset,
            "factor": np.e,
            "low": logits[0],
            "high": logits[-1],
        },
        controls=(Slider("logit", "Logit", -6.0, 6.0, 0.1, 2.0, format=".1f"),),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    p = ref.sigmoid(float(state["logit"]))
    odds = p / (1 - p)
    return {"p": p, "odds": odds, "log_odds": ref.logit(p)}
