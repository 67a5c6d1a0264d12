"""A small network with and without an activation, and its output along a line."""

from __future__ import annotations

from typing import Any

import numpy as np

from courseware.figures import Column, Figure
from grader import reference as ref

W1, B1 = np.array([[0.1, -0.2], [0.4, 0.3]]), np.array([0.05, -0.1])
W2, B2 = np.array([[0.7], [-0.5]]), np.array([0.2])
PARAMS = [(W1, B1), (W2, B2)]
START, END = np.array([1.0, 2.0]), np.array([3.0, -0.5])

CAPTION = """
Above, a network without and with an activation, which is drawn as a layer of its own; the
numbers are those of the input $({{ end_1 }}, {{ end_2:.1f }})$. Without it the network is one
linear layer, ${{ slope_1:.2f }}\\,x_1 + {{ slope_2:.2f }}\\,x_2 + {{ offset:.3f }}$. Below, the
outputs along the line from $({{ start_1 }}, {{ start_2 }})$ to this input and beyond. With the
activation the output bends where a unit turns off, and halfway between the two dots it is
{{ halfway:.3f }}, above the mean of the two, {{ mean:.2f }}.
"""
ALT = """
Above, two drawings of a network in columns joined by lines. The first has inputs {{ end_1 }} and
{{ end_2:.1f }}, sums {{ z_1:.2f }} and {{ z_2:.2f }}, output {{ linear_end:.2f }}. The second has
a column of ReLU units between sums and output: they turn the sums into {{ h_1:.2f }} and
{{ h_2 }}, and the output is {{ relu_end:.3f }}. Below, the output along a straight line through
the inputs. Without activation it is a straight line that hardly rises. With ReLU units it follows
this line at first, bends down at {{ first_bend:.2f }} of the line, where a unit turns off, and
becomes level at {{ second_bend:.2f }}, where the other one does.
"""


def figure() -> Figure:
    share = np.linspace(-0.5, 1.75, 10)
    ways = {name: _outputs(_along(share), name) for name in ("linear", "relu")}
    bends = np.sort(_bends())
    kinked = np.concatenate([[share[0]], bends, [share[-1]]])
    ends = _along(np.array([0.0, 0.5, 1.0]))
    shown = _outputs(ends, "relu")
    sums = (END @ W1 + B1).tolist()
    slopes, offset = ref.collapse_linear([W1, W2], [B1, B2])
    return Figure(
        title="A network with and without an activation",
        caption=CAPTION,
        alt=ALT,
        data={
            "start": START,
            "end": END,
            "sums": sums,
            "units": ref.relu(np.array(sums)),
            "outputs": [_outputs(ends, name)[-1] for name in ("linear", "relu")],
            "layer": [*slopes[:, 0], offset[0]],
            "linear": [[at, y] for at, y in zip(share, ways["linear"], strict=True)],
            "relu": list(zip(kinked, _outputs(_along(kinked), "relu"), strict=True)),
            "chord": [shown[0], shown[1], shown[2]],
        },
        table=[
            Column("Share of the line", share, ".2f"),
            Column("First input", _along(share)[:, 0], ".2f"),
            Column("Second input", _along(share)[:, 1], ".3f"),
            Column("Output without activation", ways["linear"], ".3f"),
            Column("Output with ReLU", ways["relu"], ".3f"),
        ],
        numbers={
            "start_1": START[0],
            "start_2": START[1],
            "end_1": END[0],
            "end_2": END[1],
            "z_1": sums[0],
            "z_2": sums[1],
            "h_1": ref.relu(sums[0]),
            "h_2": ref.relu(sums[1]),
            "linear_end": _outputs(ends, "linear")[-1],
            "relu_end": shown[2],
            "halfway": shown[1],
            "mean": (shown[0] + shown[2]) / 2,
            "slope_1": slopes[0, 0],
            "slope_2": slopes[1, 0],
            "offset": offset[0],
            "first_bend": bends[0],
            "second_bend": bends[1],
        },
    )


def _along(share: np.ndarray) -> np.ndarray:
    """(N, 2) inputs on the way from START to END."""
    return START + share[:, None] * (END - START)


def _outputs(X: np.ndarray, activation: str) -> Any:
    return ref.mlp_forward(X, PARAMS, activation)[0][:, 0]


def _bends() -> np.ndarray:
    """Shares of the line at which a sum of the first layer is zero."""
    first, last = START @ W1 + B1, END @ W1 + B1
    return np.asarray(first / (first - last))
