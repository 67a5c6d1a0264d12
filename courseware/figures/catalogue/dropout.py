"""Thinned networks at a drop rate, and what all of them say together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, Slider, State
from grader import reference as ref

SEED = 5
INPUTS, HIDDEN = 3, (6, 6)
TRAINED_AT = 0.2
STEPS = 4  # whose masks are shown
BINS = 28

CAPTION = """
Above, the same network of tanh units in {{ steps }} steps of training and in prediction.
Crossed units are dropped, with all of their connections. Below, the output for one input over
all {{ masks:,d }} networks to which {{ units }} units can be thinned, each weighted by the
probability of its mask. The solid line is their mean, the output of the ensemble. The dashed
line is the single pass with all units by which prediction approximates it. The higher the rate,
the more the networks differ.
"""
ALT = """
Above, drawings of a network with {{ inputs }} inputs, two hidden layers and one output. In
{{ steps }} of them some hidden units are crossed out, others in each; in the last one all units
are there. Below, a histogram of outputs over all thinned networks at a drop rate of {{ rate }}.
Vertical lines mark their mean, {{ mean:.3f }}, and the output of the single pass,
{{ single:.3f }}, close to it.
"""
SAID = """
At a drop rate of {{ rate }}, {{ kept:.1f }} of {{ units }} hidden units are kept on average.
The outputs of the thinned networks have the mean {{ mean:.3f }} and the standard deviation
{{ deviation:.3f }}; the single pass with all units gives {{ single:.3f }}.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    params = _trained(rng)
    x = np.array([0.8, -0.4, 0.5])
    data = {
        "x": x,
        "params": [[w, b] for w, b in params],
        "draws": np.round(rng.random((STEPS, sum(HIDDEN))), 3),
    }
    rates = np.arange(9) / 10
    read_at = [read(data, {"rate": float(rate)}) for rate in rates]
    lows, highs = zip(*(_range(data, rate) for rate in (0.2, 0.5)), strict=True)
    return Figure(
        title="Dropout and the ensemble it trains",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={**data, "low": min(lows), "high": max(highs), "bins": BINS},
        table=[
            Column("Drop rate", rates, ".1f"),
            *(
                Column(title, [each[name] for each in read_at], form)
                for title, name, form in (
                    ("Units kept on average", "kept", ".1f"),
                    ("Mean of the thinned networks", "mean", ".3f"),
                    ("Their standard deviation", "deviation", ".3f"),
                    ("Single pass", "single", ".3f"),
                )
            ),
        ],
        numbers={
            "steps": STEPS,
            "inputs": INPUTS,
            "units": sum(HIDDEN),
            "masks": 2 ** sum(HIDDEN),
        },
        controls=[Slider("rate", "Drop rate", 0.0, 0.8, 0.05, 0.5)],
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    rate = float(state["rate"])
    outputs, weights = _ensemble(data, rate)
    mean = float(weights @ outputs)
    return {
        "kept": (1 - rate) * sum(HIDDEN),
        "mean": mean,
        "deviation": float(np.sqrt(weights @ (outputs - mean) ** 2)),
        "single": _pass(data, [np.ones((1, units)) for units in HIDDEN], 0.0)[0],
    }


def _trained(rng: np.random.Generator) -> list[tuple[np.ndarray, np.ndarray]]:
    X = rng.uniform(-1, 1, (200, INPUTS))
    y = X[:, 0] - X[:, 1] * X[:, 2] + np.abs(X[:, 2])
    network = ref.DNNRegressor(
        HIDDEN,
        activation="tanh",
        optimizer="adam",
        hyper={"lr": 0.02},
        dropout=TRAINED_AT,
        batch_size=50,
        epochs=20,
    )
    return [(np.round(w, 3), np.round(b, 3)) for w, b in network.fit(X, y, rng).params]


@cache
def _masks() -> np.ndarray:
    """(4096, 12) of 0 and 1: every way to keep or drop the hidden units."""
    return np.array(list(product((0.0, 1.0), repeat=sum(HIDDEN))))


def _ensemble(data: Mapping[str, Any], rate: float) -> tuple[np.ndarray, np.ndarray]:
    """The output of every thinned network, and the probability of its mask."""
    masks = _masks()
    kept = masks.sum(axis=1)
    weights = (1 - rate) ** kept * rate ** (masks.shape[1] - kept)
    # A draw of 1 is always kept, one of 0 is dropped.
    draws = np.split(masks, np.cumsum(HIDDEN)[:-1], axis=1)
    return _pass(data, draws, rate), weights


def _pass(data: Mapping[str, Any], draws: list[np.ndarray], rate: float) -> Any:
    params = [(np.array(w), np.array(b)) for w, b in data["params"]]
    X = np.tile(np.asarray(data["x"], dtype=float), (len(draws[0]), 1))
    return ref.mlp_forward(X, params, "tanh", rate=rate, masks=draws)[0][:, 0]


def _range(data: Mapping[str, Any], rate: float) -> tuple[float, float]:
    """From where to where most of the outputs lie, in round numbers."""
    outputs, weights = _ensemble(data, rate)
    order = np.argsort(outputs)
    total = np.cumsum(weights[order])
    low, high = (outputs[order][np.searchsorted(total, share)] for share in (0.005, 0.995))
    return float(np.floor(2 * low) / 2), float(np.ceil(2 * high) / 2)
