"""The cost of a predicted probability, one curve for each label, against the squared error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Choice, Column, Figure, Slider, State
from grader import reference as ref

SURE, WRONG = 0.99, 0.01

CAPTION = """
The cost of a prediction, one curve for each label, and the squared errors as thin lines. For a
positive example a prediction of {{ sure:.2f }} costs {{ cost_sure:.5f }}, and one of
{{ wrong:.2f }} costs {{ cost_wrong:.3f }}: almost right costs next to nothing, confident and
wrong costs without limit. The squared error of the latter is {{ squared_wrong:.3f }} and can
never exceed {{ most }}. Over the logit, cross-entropy becomes a straight line where the
prediction is wrong, and the squared error becomes flat there.
"""
ALT = """
Two curves of the loss over the prediction, shown as a {{ axis }}. For a positive label the loss
falls from left to right and is close to zero on the right; for a negative label it is the mirror
image. They cross at a prediction of one half. Two thin curves show the squared errors, which stay
below {{ most }}. A vertical line marks a prediction of {{ prediction }}.
"""
SAID = """
A prediction of {{ prediction }}, a logit of {{ logit:.2f }}, costs {{ positive:.3f }} if the
label is positive and {{ negative:.3f }} if it is negative. The squared errors are
{{ squared_positive:.3f }} and {{ squared_negative:.3f }}.
"""


def figure() -> Figure:
    logits = np.linspace(-6, 6, 97)
    p = ref.sigmoid(logits)
    shown = np.array([0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99])
    losses = {label: ref.sigmoid_ce(logits, np.full(p.shape, label)) for label in (0.0, 1.0)}
    return Figure(
        title="Cross-entropy and squared error",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            "logit": logits,
            "p": p,
            "positive": losses[1.0],
            "negative": losses[0.0],
        },
        table=[
            Column("Prediction", shown, ".2f"),
            Column("Cost, positive label", -np.log(shown), ".3f"),
            Column("Cost, negative label", -np.log1p(-shown), ".3f"),
            Column("Squared error, positive", (1 - shown) ** 2, ".3f"),
            Column("Squared error, negative", shown**2, ".3f"),
        ],
        numbers={
            "sure": SURE,
            "wrong": WRONG,
            "cost_sure": ref.log_loss(np.ones(1), np.array([SURE])),
            "cost_wrong": ref.log_loss(np.ones(1), np.array([WRONG])),
            "squared_wrong": (1 - WRONG) ** 2,
            "most": 1,
        },
        controls=(
            Slider("prediction", "Predicted probability", 0.01, 0.99, 0.01, 0.2),
            Choice(
                "axis",
                "Horizontal axis",
                (("probability", "probability"), ("logit", "logit")),
                "probability",
            ),
        ),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    p = float(state["prediction"])
    z = ref.logit(p)
    return {
        "logit": z,
        "positive": ref.sigmoid_ce(z, 1.0),
        "negative": ref.sigmoid_ce(z, 0.0),
        "squared_positive": (1 - p) ** 2,
        "squared_negative": p**2,
    }
