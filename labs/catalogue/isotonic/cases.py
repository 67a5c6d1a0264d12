"""Sequences pooled by hand, then drawn ones. What is refused follows from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, drawn, floats, raises, stratified, takes

NAME = "isotonic_regression"
POOL = "Two blocks of which the first is higher become one, with the mean of all their values."
BACK = "After pooling, the new block may be lower than the one before it: look back."
WEIGHTS = "The mean of a block is weighted, and a pooled block has the weight of both."
FALLING = "With increasing=False the answer never rises: it is minus the answer for -values."

INPUTS = {
    "values": floats("N", nan=ValueError, infinite=ValueError),
    "weights": floats(
        "N", low=0, open_low=True, outside=ValueError, nan=ValueError, wrong_shape=ValueError
    ),
}
ARGUMENTS = [
    takes(NAME, **INPUTS).gives_like("values").in_order("N"),
    takes(NAME, **INPUTS, increasing=drawn(lambda rng, sizes: False))
    .gives_like("values")
    .in_order("N"),
]


def visible() -> Iterator[Case]:
    yield Case("By hand", call(NAME, np.array([1.0, 2.0, 3.0, 0.0])), BACK)
    yield Case(
        "By hand, weighted",
        call(NAME, np.array([1.0, 2.0, 3.0, 0.0]), np.array([1.0, 1.0, 1.0, 3.0])),
        WEIGHTS,
    )
    yield Case("Two blocks", call(NAME, np.array([3.0, 1.0, 6.0, 5.0])), POOL)
    yield Case("Labels", call(NAME, np.array([0.0, 1, 0, 0, 1, 1, 0, 1, 1])), POOL)
    yield Case(
        "Falling", call(NAME, np.array([5.0, 6.0, 2.0, 3.0, 1.0]), increasing=False), FALLING
    )
    yield Case("In order already", call(NAME, np.array([-1.0, 0.5, 0.5, 2.0])), "Nothing to pool.")
    yield Case(
        "A weight of 0",
        call(NAME, np.array([1.0, 2.0]), np.array([1.0, 0.0])),
        "Weights are positive: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    waves = _waves(rng, 40)
    weights = 0.25 + 1.5 * (np.arange(40) % 4) + rng.uniform(0, 0.1, 40)
    yield Case("Forty values", call(NAME, waves), POOL)
    yield Case("Forty values, weighted", call(NAME, waves, weights), WEIGHTS)
    yield Case("Forty values, falling", call(NAME, waves, increasing=False), FALLING)
    yield Case(
        "Forty values, weighted and falling",
        call(NAME, waves, weights, increasing=False),
        FALLING,
    )
    steep = np.sort(stratified(rng, -3, 3, 12))
    yield Case("Falling throughout", call(NAME, steep[::-1]), "All values are one block.")
    rise = np.append(np.sort(stratified(rng, -3, 3, 99)), -99.0)
    spread = 0.5 + np.arange(100) % 3
    yield Case("A low last value", call(NAME, rise), BACK)
    yield Case("A low last value, weighted", call(NAME, rise, spread), BACK)
    yield Case("A high first value", call(NAME, np.insert(steep, 0, 9.0)), BACK)
    yield Case("Equal values", call(NAME, np.full(5, rng.random())), "Equal values stay.")
    yield Case("Values of 1e200", call(NAME, waves * 1e200), "Means need no squares.")
    yield Case(
        "Weights far apart",
        call(NAME, waves, 10.0 ** (np.arange(40) % 3 * 3)),
        WEIGHTS,
    )
    labels = (stratified(rng, 0, 1, 60) < np.linspace(0, 1, 60)).astype(int)
    yield Case("Whole numbers", call(NAME, labels), "Integers give float64.")
    yield from _refused(rng, waves, weights)
    many = np.linspace(0, 3, 5000) + rng.normal(size=5000)
    yield Case("5,000 values", call(NAME, many, rng.uniform(0.5, 2, 5000)), POOL, weight=2)


def _waves(rng: np.random.Generator, count: int) -> np.ndarray:
    """Two waves on a slope: blocks of several sizes, of which some are pooled again."""
    places = np.arange(count)
    return (
        0.05 * places + np.sin(places * 0.9) + (places % 5 == 3) + rng.uniform(-0.01, 0.01, count)
    )


def _refused(rng: np.random.Generator, v: np.ndarray, w: np.ndarray) -> Iterator[Case]:
    place = np.arange(v.size) == rng.integers(v.size)
    bad = {
        "NaN among the values": (np.where(place, np.nan, v), w),
        "Infinity among the values": (np.where(place, np.inf, v), w),
        "A negative weight": (v, np.where(place, -1.0, w)),
        "NaN among the weights": (v, np.where(place, np.nan, w)),
        "Weights of another length": (v, w[:-1]),
        "A single weight": (v, w[:1]),
    }
    for name, inputs in bad.items():
        hint = f"{name}: raise ValueError."
        yield Case(name, call(NAME, *inputs), hint, expects=raises(ValueError))
