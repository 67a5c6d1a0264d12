"""Gradient descent with momentum on a quadratic loss of two weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, Slider, State, Steps
from grader import reference as ref

START = (-4.2, 2.2)
STEPS = 60
LEAST = 1e-30  # a smaller loss counts as this one: with some settings it is exactly 0
CONDITIONS = (1.0, 3.0, 10.0, 30.0)
MOMENTA = (0.0, 0.5, 0.8, 0.9)
RATE, MOMENTUM, CONDITION = 1.7, 0.0, 10.0

CAPTION = """
The first {{ steps }} steps of gradient descent on a quadratic loss of two weights. First panel:
their path over lines of equal loss. Second panel: the loss on a logarithmic axis. The condition
number says how much more the loss is curved upward than sideways. Without momentum, a rate above
{{ limit }} is too long for the steep direction, and the path leaves the picture; a rate that
suits the steep direction is slow in the flat one. Momentum adds up steps that keep their
direction and cancels those that go back and forth.
"""
ALT = """
First panel: ellipses of equal loss around a minimum in the middle, curved {{ condition }} times
as much upward as sideways, and the path of {{ steps }} steps from the upper left, with a learning
rate of {{ rate }} and a momentum of {{ momentum }}. Second panel: the loss over the steps, from
{{ first:.2f }} to ten to the power of {{ power:.1f }}.
"""
SAID = """
With a learning rate of {{ rate }}, a momentum of {{ momentum }} and a condition number of
{{ condition }}, {{ steps }} steps change the loss by {{ gain:.1f }} powers of ten. Rates up to
{{ largest:.2f }} do not diverge.
"""


def figure() -> Figure:
    rates = (0.2, 0.5, 1.0, 1.5, 1.9, 2.1)
    ends = {
        mu: [_path({"start": START, "steps": STEPS}, rate, mu, CONDITION)[1][-1] for rate in rates]
        for mu in MOMENTA
    }
    return Figure(
        title="Descent on a quadratic loss",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={"start": START, "steps": STEPS},
        table=[
            Column("Learning rate", rates, ".1f"),
            *(
                Column(f"Loss at the end, momentum {mu:g}", [f"{each:.1e}" for each in ends[mu]])
                for mu in MOMENTA
            ),
        ],
        numbers={"steps": STEPS, "limit": 2},
        controls=(
            Slider("rate", "Learning rate", 0.05, 2.2, 0.05, RATE),
            Steps("momentum", "Momentum", MOMENTA, MOMENTUM),
            Steps("condition", "Condition number", CONDITIONS, CONDITION),
        ),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    rate, mu, condition = (float(state[name]) for name in ("rate", "momentum", "condition"))
    _, losses = _path(data, rate, mu, condition)
    last = max(losses[-1], LEAST)
    return {
        "first": losses[0],
        "power": np.log10(last),
        "gain": np.log10(last / losses[0]),
        # Of the steep direction, whose curvature is 1.
        "largest": 2 * (1 + mu),
    }


def _path(
    data: Mapping[str, Any], rate: float, mu: float, condition: float
) -> tuple[np.ndarray, np.ndarray]:
    """(steps + 1, 2) weights and their losses: sum of curvature times square, halved."""
    curvature = np.array([1 / condition, 1.0])
    w, velocity = np.asarray(data["start"], dtype=float), None
    path = [w]
    for _ in range(int(data["steps"])):
        w, velocity = ref.momentum(w, curvature * w, velocity, lr=rate, mu=mu)
        path.append(w)
    weights = np.array(path)
    return weights, (curvature * weights**2).sum(axis=1) / 2
