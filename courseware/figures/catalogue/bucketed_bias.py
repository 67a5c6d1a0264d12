"""Calibration by buckets, of a model of rare events that does not know about a group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Choice, Column, Figure, State
from grader import reference as ref

SEED, EXAMPLES, BUCKETS = 14, 100_000, 12
SHARE_B, INTERCEPT, SLOPE, EFFECT = 0.15, -6.0, 1.2, 1.6
Z = 1.96  # of a normal distribution, 95% lie within so many standard deviations

CAPTION = """
A model of rare events, {{ rate:.2% }} of {{ examples:,d }} examples, in {{ buckets }} buckets
with equally many examples; both axes are logarithmic. On the diagonal, as much came true as was
promised; above it the model underpredicts, below it overpredicts. Over all examples every bucket
lies near the diagonal. The slices show what this hides: the model does not know the group B, a
share of {{ share_b:.0% }}, whose events are {{ factor_b:.1f }} times as frequent as predicted.
For the others, A, it predicts {{ factor_a:.1f }} times too much.
"""
ALT = """
The observed rate over the mean prediction, both on logarithmic axes from one in ten thousand to
about one in three, for {{ slice }}: {{ buckets }} dots with vertical lines for their uncertainty,
which are longest at the lower left. A solid line is the diagonal, dashed lines are twice and half
of it. {{ above }} dots lie above the diagonal and {{ below }} below it.
"""
SAID = """
For {{ slice }}, {{ count:,d }} in all: mean prediction {{ predicted:.5f }}, observed rate
{{ observed:.5f }}, bias {{ bias:.5f }}. {{ above }} of {{ buckets }} buckets lie above the
diagonal and {{ below }} below it.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    x, in_b = rng.normal(size=EXAMPLES), rng.random(EXAMPLES) < SHARE_B
    chance = ref.sigmoid(INTERCEPT + SLOPE * x + EFFECT * in_b)
    y = (rng.random(EXAMPLES) < chance).astype(float)
    w, b = ref.logistic_newton(x[:, None], y)  # without a feature that tells the group
    p = ref.sigmoid(w[0] * x + b)
    slices = {"all": np.ones(EXAMPLES, bool), "A": ~in_b, "B": in_b}
    buckets = {
        name: ref.bucketed_bias(y[chosen], p[chosen], BUCKETS, "quantile")
        for name, chosen in slices.items()
    }
    factor = {name: y[chosen].mean() / p[chosen].mean() for name, chosen in slices.items()}
    return Figure(
        title="Calibration by buckets",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={name: _drawn(found) for name, found in buckets.items()},
        table=[
            Column("Bucket", np.arange(1, BUCKETS + 1), "d"),
            *(
                column
                for name, found in buckets.items()
                for column in (
                    Column(f"Prediction, {name}", found.mean_p, ".5f"),
                    Column(f"Observed, {name}", found.mean_y, ".5f"),
                    Column(f"Bias, {name}", found.bias, ".5f"),
                )
            ),
        ],
        numbers={
            "rate": y.mean(),
            "examples": EXAMPLES,
            "buckets": BUCKETS,
            "share_b": in_b.mean(),
            "factor_a": 1 / factor["A"],
            "factor_b": factor["B"],
        },
        controls=[
            Choice(
                "slice",
                "Show",
                (("all", "all examples"), ("A", "slice A"), ("B", "slice B")),
                "all",
            )
        ],
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    shown = data[str(state["slice"])]
    predicted, observed = (np.average(shown[key], weights=shown["count"]) for key in ("p", "y"))
    differences = np.subtract(shown["y"], shown["p"])
    return {
        "count": sum(shown["count"]),
        "predicted": predicted,
        "observed": observed,
        "bias": predicted - observed,
        "above": (differences > 0).sum(),
        "below": (differences < 0).sum(),
    }


def _drawn(found: ref.Buckets) -> dict[str, Any]:
    """With Wilson's interval for each observed rate, which stays above zero where a few events
    were seen."""
    n, y = found.count, found.mean_y
    middle = (y + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z * np.sqrt(y * (1 - y) / n + Z**2 / (4 * n**2)) / (1 + Z**2 / n)
    return {
        "count": n,
        "p": found.mean_p,
        "y": y,
        "low": np.maximum(middle - half, 0),
        "high": middle + half,
    }
