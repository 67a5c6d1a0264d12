"""Two weights under L1, squared L2 and the elastic net: where the loss touches the penalty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, Slider, State
from grader import reference as ref

SEED, COUNT = 24, 40
WEIGHTS = np.array([1.2, 0.25])
CORRELATION = 0.7

CAPTION = """
Two weights of a linear regression with two features whose correlation is {{ correlation:.2f }}.
The ellipses are lines of equal loss around the weights without a penalty, marked by a cross. The
shaded shape holds all weights whose penalty is at most that of the solution; there it touches an
ellipse. At a rate of $\\lambda$ the penalties are $\\lambda \\sum_j \\lvert w_j \\rvert$,
$\\lambda \\sum_j w_j^2$, and half of each. The corner of the L1 ball reaches a zero early. The
round ball of L2 has no corner. The elastic net has corners, and sides that are bent.
"""
ALT = """
Three panels with tilted ellipses around the point ({{ free_1:.2f }}, {{ free_2:.2f }}). In the
first, for L1, a square stands on its corner at the origin and touches an ellipse at
({{ l1_1:.2f }}, {{ l1_2:.2f }}). In the second, for squared L2, a circle touches one at
({{ square_1:.2f }}, {{ square_2:.2f }}). In the third, for the elastic net, a square with bent
sides touches one at ({{ elastic_1:.2f }}, {{ elastic_2:.2f }}).
"""
SAID = """
At a rate of {{ rate }} the weights are ({{ l1_1:.3f }}, {{ l1_2:.3f }}) with L1,
({{ square_1:.3f }}, {{ square_2:.3f }}) with squared L2, and ({{ elastic_1:.3f }},
{{ elastic_2:.3f }}) with the elastic net.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    X = rng.normal(size=(COUNT, 2))
    X[:, 1] = CORRELATION * X[:, 0] + np.sqrt(1 - CORRELATION**2) * X[:, 1]
    X = np.round((X - X.mean(axis=0)) / X.std(axis=0), 3)
    y = np.round(X @ WEIGHTS + rng.normal(0, 0.5, COUNT), 3)
    free = ref.enet_cd(X, y, 0.0, 0.0)
    rates = np.array([0.0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.7, 1.0, 1.2])
    found = {name: [_solution(name, X, y, rate) for rate in rates] for name in NAMES}
    return Figure(
        title="Where the loss touches the penalty",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={"X": X, "y": y},
        table=[
            Column("Rate", rates, ".2f"),
            *(
                Column(f"{label}, weight {j + 1}", [w[j] for w in found[name]], ".3f")
                for name, label in NAMES.items()
                for j in range(2)
            ),
        ],
        numbers={
            "correlation": np.corrcoef(X.T)[0, 1],
            "free_1": free[0],
            "free_2": free[1],
        },
        controls=(Slider("rate", "Rate of the penalty", 0.0, 1.2, 0.02, 0.4),),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    X, y = np.asarray(data["X"], float), np.asarray(data["y"], float)
    found: dict[str, float] = {}
    for name in NAMES:
        w = _solution(name, X, y, float(state["rate"]))
        found |= {f"{name}_1": w[0], f"{name}_2": w[1]}
    return found


NAMES = {"l1": "L1", "square": "Squared L2", "elastic": "Elastic net"}


def _solution(name: str, X: np.ndarray, y: np.ndarray, rate: float) -> np.ndarray:
    """(2,), the best weights; the solver's squares carry a factor one half."""
    l1, l2 = {"l1": (rate, 0.0), "square": (0.0, 2 * rate), "elastic": (rate / 2, rate)}[name]
    return np.asarray(ref.enet_cd(X, y, l1, l2))
