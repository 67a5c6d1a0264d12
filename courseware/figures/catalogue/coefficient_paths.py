"""Twenty weights over the rate of the penalty: Lasso, ridge and elastic net."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, State, Steps
from grader import reference as ref

SEED, COUNT = 3, 200
USEFUL = np.array([1.6, -1.1, 0.8, 0.5, -0.3])
FEATURES = 20
SETTINGS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0)

CAPTION = """
The weights of {{ features }} features over the rate of the penalty, fitted to {{ examples }}
examples. Thick lines are the {{ useful }} features on which the label depends, thin ones the
{{ useless }} that are pure noise. The penalty is $\\lambda \\sum_j \\lvert w_j \\rvert$ for the
Lasso, $\\lambda \\sum_j w_j^2$ for ridge regression, and half of each for the elastic net. As
the rate grows, the Lasso sets one weight after the other to zero, most of the useless ones
first. Ridge regression makes all of them smaller and none zero.
"""
ALT = """
Three panels with {{ features }} lines each, weights over a logarithmic rate, and below them the
counts of weights that are not zero. At a small rate all panels agree: the {{ useful }} useful
features stand apart, the others lie around zero. Toward larger rates the lines of the Lasso run
into zero one after the other and stay there; most of the useless ones are gone first. Those of
ridge regression bend toward zero and never reach it. Those of the elastic net do so later than
the Lasso. A vertical line marks the rate {{ rate }}.
"""
SAID = """
Weights that are not zero at a rate of {{ rate }}: {{ lasso }} with the Lasso,
{{ lasso_useless }} of them useless; {{ elastic }} with the elastic net, {{ elastic_useless }} of
them useless; {{ ridge }} with ridge regression.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    X = rng.normal(size=(COUNT, FEATURES))
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    y = X[:, : len(USEFUL)] @ USEFUL + rng.normal(0, 1.5, COUNT)
    y -= y.mean()
    rates = np.unique([*SETTINGS, *np.geomspace(SETTINGS[0], SETTINGS[-1], 24)])
    paths = {name: _path(name, X, y, rates) for name in ("lasso", "ridge", "elastic")}
    counts = {name: np.count_nonzero(path, axis=1) for name, path in paths.items()}
    shown = np.searchsorted(rates, SETTINGS)
    return Figure(
        title="Weights over the rate of the penalty",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={"rates": rates, "useful": len(USEFUL), "paths": paths},
        table=[
            Column("Rate", [f"{rate:g}" for rate in SETTINGS]),
            Column("Lasso, not zero", counts["lasso"][shown], "d"),
            Column("Elastic net, not zero", counts["elastic"][shown], "d"),
            Column("Ridge, not zero", counts["ridge"][shown], "d"),
            Column("Lasso, largest", np.abs(paths["lasso"][shown]).max(axis=1), ".3f"),
            Column("Elastic net, largest", np.abs(paths["elastic"][shown]).max(axis=1), ".3f"),
            Column("Ridge, largest", np.abs(paths["ridge"][shown]).max(axis=1), ".3f"),
        ],
        numbers={
            "features": FEATURES,
            "examples": COUNT,
            "useful": len(USEFUL),
            "useless": FEATURES - len(USEFUL),
        },
        controls=(Steps("rate", "Rate of the penalty", SETTINGS, 0.2),),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    row = int(np.argmin(np.abs(np.asarray(data["rates"]) - float(state["rate"]))))
    found: dict[str, float] = {}
    for name, path in data["paths"].items():
        weights = np.asarray(path[row])
        found[name] = ref.l0(weights)
        if name != "ridge":
            found[f"{name}_useless"] = ref.l0(weights[data["useful"] :])
    return found


def _path(name: str, X: np.ndarray, y: np.ndarray, rates: np.ndarray) -> np.ndarray:
    """(rates, features), the weights to four digits."""
    if name == "ridge":
        found = [ref.ridge(X, y, 2 * COUNT * rate) for rate in rates]
    else:
        share = 1.0 if name == "lasso" else 0.5
        found = [
            ref.enet_cd(X, y, share * rate, 2 * (1 - share) * rate, tol=1e-10) for rate in rates
        ]
    return np.array([[float(f"{weight:.4g}") for weight in row] for row in found])
