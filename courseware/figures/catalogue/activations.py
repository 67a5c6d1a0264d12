"""An activation and its slope beside the ReLU."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Choice, Column, Figure, Slider, State
from grader import reference as ref

X = np.linspace(-4, 8, 97)
FIXED = ("relu6", "selu", "softplus", "gelu", "swish", "sigmoid", "tanh")
WITH_ALPHA = ("leaky", "elu")
NAMES = (
    ("leaky", "leaky ReLU"),
    ("relu6", "ReLU6"),
    ("elu", "ELU"),
    ("selu", "SELU"),
    ("softplus", "softplus"),
    ("gelu", "GELU"),
    ("swish", "swish"),
    ("sigmoid", "sigmoid"),
    ("tanh", "tanh"),
)
PROBES = {"below": -1.0, "above": 3.0}

CAPTION = """
First panel: an activation beside the ReLU, which is thin. Second panel: their slopes, by which
gradients are multiplied on their way back. Where a slope jumps, the filled dot is the value that
we take and the open one the other side. At an input of {{ probe }} the slope of the ReLU is
{{ relu_slope }}, and a unit that is always there learns nothing. Its relatives keep a slope on
that side. Sigmoid and tanh flatten out on both sides.
"""
ALT = """
First panel: {{ function }} over inputs from {{ low }} to {{ high }}, with the ReLU as a thin
line: zero on the left and rising with slope one on the right. At {{ probe }} the function is
{{ value_below:.3f }}, at {{ other }} it is {{ value_above:.3f }}. Second panel: the slopes. The
ReLU's jumps from zero to one, that of {{ function }} is {{ slope_below:.3f }} at {{ probe }} and
{{ slope_above:.3f }} at {{ other }}.
"""
SAID = """
{{ function }}: at an input of {{ probe }} the value is {{ value_below:.3f }} and the slope
{{ slope_below:.3f }}; at {{ other }} they are {{ value_above:.3f }} and {{ slope_above:.3f }}.
The ReLU has the slopes {{ relu_slope }} and {{ relu_slope_above }} there. Alpha, now
{{ alpha }}, counts for the leaky ReLU and the ELU only.
"""


def figure() -> Figure:
    shown = np.array([-4, -2, -1, -0.5, 0, 0.5, 1, 2, 4, 6, 8])
    probes = np.array(list(PROBES.values()))
    return Figure(
        title="Activations and their slopes",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            "x": X,
            "fixed": {
                name: {
                    "value": ref.activation(X, name),
                    "slope": ref.activation_grad(X, name),
                    "values": ref.activation(probes, name),
                    "slopes": ref.activation_grad(probes, name),
                }
                for name in FIXED
            },
            "probes": probes,
        },
        table=[
            Column("Input", shown, ".1f"),
            Column("ReLU", ref.relu(shown), ".1f"),
            *(
                Column(words, ref.activation(shown, name, 0.2 if name == "leaky" else None), ".3f")
                for name, words in NAMES
            ),
        ],
        numbers={
            "low": X[0],
            "high": X[-1],
            "probe": PROBES["below"],
            "other": PROBES["above"],
            "relu_slope": ref.relu_grad(PROBES["below"]),
            "relu_slope_above": ref.relu_grad(PROBES["above"]),
        },
        controls=(
            Choice("function", "Function", NAMES, "elu"),
            Slider("alpha", "Alpha", 0.0, 2.0, 0.05, 1.0),
        ),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    name = str(state["function"])
    if name in WITH_ALPHA:
        alpha, probes = float(state["alpha"]), np.asarray(data["probes"])
        values = ref.activation(probes, name, alpha)
        slopes = ref.activation_grad(probes, name, alpha)
    else:
        values, slopes = data["fixed"][name]["values"], data["fixed"][name]["slopes"]
    return {
        "value_below": values[0],
        "value_above": values[1],
        "slope_below": slopes[0],
        "slope_above": slopes[1],
    }
