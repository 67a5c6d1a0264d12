"""Proximal operators of four penalties, and what each of them minimizes for one input."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Choice, Column, Figure, Slider, State
from grader import reference as ref

T = 1.0
PENALTIES = (("l1", "L1"), ("square", "squared L2"), ("elastic", "elastic net"), ("l0", "L0"))

CAPTION = """
First panel: the output of four proximal operators over one entry of their input; the dashed
diagonal would leave it as it is. L1 takes every input up to $t$ in size to zero and moves the
others toward zero by $t$. Squared L2 shrinks in proportion and gives zero for zero only. The
elastic net, here with both rates equal to $t$, does one after the other. L0 keeps an input or
drops it: at a rate of {{ t }} it jumps at {{ jump:.3f }}. Second panel: what the chosen operator
minimizes: half the squared distance from the input plus the penalty. With L1 or L0 the lowest
point can lie exactly at zero, where the penalty has a kink or a jump.
"""
ALT = """
First panel: output over input from {{ low }} to {{ high }} for four penalties at a rate of
{{ rate }}. L1 is flat at zero in the middle and then runs parallel to the diagonal. Squared L2 is
a straight line through zero, flatter than the diagonal. The elastic net is flat at zero and then
rises as slowly as squared L2. L0 is zero in the middle and jumps to the diagonal at both sides.
The curve for {{ penalty }} is drawn thick, with a dot at the input {{ v }}. Second panel: for
this input, a parabola, the penalty, and their sum, whose lowest point is at {{ out:.3f }}.
"""
SAID = """
With {{ penalty }} at a rate of {{ rate }}, the input {{ v }} becomes {{ out:.3f }}. Inputs up to
{{ dead:.3f }} in size become zero.
"""


def figure() -> Figure:
    shown = np.array([-3, -2, -1, -0.5, -0.2, 0, 0.2, 0.5, 1, 2, 3])
    return Figure(
        title="Proximal operators",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={"reach": 3},
        table=[
            Column("Input", shown, ".1f"),
            *(Column(label, _prox(name, shown, T), ".2f") for name, label in PENALTIES),
        ],
        numbers={"t": T, "jump": math.sqrt(2 * T), "low": -3, "high": 3},
        controls=(
            Choice("penalty", "Penalty", PENALTIES, "l1"),
            Slider("rate", "Rate t", 0.0, 2.0, 0.05, T),
            Slider("v", "Input", -3.0, 3.0, 0.1, 0.8, format=".1f"),
        ),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    name, t, v = str(state["penalty"]), float(state["rate"]), float(state["v"])
    dead = {"l0": math.sqrt(2 * t), "square": 0.0}.get(name, t)
    return {"out": float(_prox(name, np.array([v]), t)[0]), "dead": dead}


def _prox(name: str, v: np.ndarray, t: float) -> np.ndarray:
    if name == "elastic":
        return np.asarray(ref.prox_elastic_net(v, t, t))
    operators = {"l1": ref.soft_threshold, "square": ref.prox_sq_l2, "l0": ref.hard_threshold}
    return np.asarray(operators[name](v, t))
