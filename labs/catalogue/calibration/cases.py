"""Optimality conditions for the two repairs, known values and edges for the measure."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from grader.lab import (
    Case,
    call,
    count,
    labels,
    probabilities,
    raises,
    stratified,
    takes,
    word,
)

TEMPERATURE, PLATT, ERROR = "temperature_scaling", "platt_scaling", "expected_calibration_error"
COLDER = "Divide the logits by T, and look for the T with the smallest mean cross-entropy."
MOVED = "Fit slope and offset to the moved targets (P + 1)/(P + 2) and 1/(N + 2)."
SIZES = "Sizes of the biases, weighted by how many examples a bucket has, without empty buckets."
EDGES = "A bucket holds its right edge: p = 0.5 is in the bucket that ends there."
NEAR = 1e-6

ARGUMENTS = [
    takes(
        ERROR,
        labels=labels("N", outside=ValueError, nan=ValueError, wrong_shape=ValueError),
        p=probabilities("N", outside=ValueError, nan=ValueError),
        k=count(outside=ValueError),
        mode=word("uniform", "quantile"),
    )
    .refuses_empty(ValueError, "N")
    .gives_number()
]


def _gap(inverse: float, z: np.ndarray, y: np.ndarray) -> float:
    """By how much the mean expected logit exceeds the mean true one; it rises with 1 / T."""
    e = np.exp((z - z.max(axis=1, keepdims=True)) * inverse)
    mean = (e * z).sum(axis=1) / e.sum(axis=1)
    return float((mean - z[np.arange(len(y)), y]).mean())


def has_the_best_temperature(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    z, y = np.asarray(inputs["logits"], float), np.asarray(inputs["labels"])
    if z.ndim == 1:
        z = np.stack([np.zeros_like(z), z], axis=1)
    z = z - z.max(axis=1, keepdims=True)
    temperature = float(answer)
    if not 0.9e-6 <= temperature <= 1.1e6:
        return "T lies between 1e-6 and 1e6."
    gap = _gap(1 / temperature, z, y) / temperature
    if abs(gap) <= NEAR or (gap > 0 and temperature >= 0.9e6):
        return None
    if _gap(1e6, z, y) <= 0:
        return "The model is never wrong here: the smallest T is the best."
    if _gap(1e-6, z, y) >= 0:
        return "The logits are no better than chance: the largest T is the best."
    wrong = "large" if gap < 0 else "small"
    return f"T is too {wrong}: expected and true logits, divided by T, differ by {abs(gap):.1e}."


def is_the_best_sigmoid(answer: Any, inputs: Mapping[str, Any]) -> str | None:
    slope, offset = map(float, answer)
    positive, s = np.asarray(inputs["labels"]) == 1, np.asarray(inputs["scores"], float)
    p, n = positive.sum(), (~positive).sum()
    x = slope * s + offset
    e = np.exp(-np.abs(x))
    probability = np.where(x >= 0, 1, e) / (1 + e)
    off = probability - np.where(positive, (p + 1) / (p + 2), 1 / (n + 2))
    if abs(off.mean()) > NEAR:
        return f"The mean of p - t is {off.mean():.1e}; at the optimum it is 0."
    centered = s - s.mean()
    spread = float(np.sqrt(np.mean(centered**2)))
    if spread == 0:
        return None
    tilt = float((off * centered).mean() / spread)
    if abs(tilt) > NEAR:
        return f"The mean of (p - t) times the standardized score is {tilt:.1e}; it has to be 0."
    return None


P = np.array([0.05, 0.1, 0.2, 0.2, 0.35, 0.4, 0.6, 0.7, 0.8, 0.95])
Y = np.array([0, 0, 0, 1, 0, 1, 1, 0, 1, 1])


def visible() -> Iterator[Case]:
    side = np.where(np.arange(10) % 5, 2.0, -2.0)
    yield Case(
        "Temperature by hand: 8 of 10 right",
        call(TEMPERATURE, side, np.ones(10, int)),
        COLDER,
        check=has_the_best_temperature,
    )
    z = np.array([[4.0, 0, 1], [3, 2, 0], [0, 5, 1], [1, 0, 3], [6, 1, 0], [2, 0, 1]])
    yield Case(
        "Temperature of three classes",
        call(TEMPERATURE, z, np.array([0, 1, 1, 2, 2, 0])),
        COLDER,
        check=has_the_best_temperature,
    )
    yield Case("Platt scaling", call(PLATT, Y, P), MOVED, check=is_the_best_sigmoid)
    yield Case(
        "Platt scaling of separable scores",
        call(PLATT, np.array([0, 0, 1, 1]), np.array([-2.0, -1.0, 1.0, 2.0])),
        "The moved targets keep the slope finite.",
        check=is_the_best_sigmoid,
    )
    yield Case("Error of the chapter's buckets", call(ERROR, Y, P, k=5), SIZES)
    yield Case("The same by quantiles", call(ERROR, Y, P, k=5, mode="quantile"), SIZES)
    yield Case(
        "On the edges",
        call(ERROR, np.array([0, 1, 1, 0, 1]), np.array([0.0, 0.25, 0.5, 0.75, 1.0]), k=4),
        EDGES,
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    yield from _temperatures(rng)
    yield from _sigmoids(rng)
    p, y = stratified(rng, 0, 1, 200) ** 3, (np.arange(200) % 3 == 0).astype(float)
    yield Case("200 predictions", call(ERROR, y, p), SIZES)
    yield Case("200 predictions, 7 quantiles", call(ERROR, y, p, k=7, mode="quantile"), SIZES)
    yield Case("One bucket", call(ERROR, y, p, k=1), "One bucket: the size of the whole bias.")
    narrow = 0.41 + p / 20
    yield Case("Most buckets empty", call(ERROR, y, narrow), SIZES)
    grid = np.repeat(np.arange(9) / 8, 3)
    yield Case("Edges of eight buckets", call(ERROR, y[:27] * (grid > 0.5), grid, k=8), EDGES)
    yield from _refused(rng)


def _temperatures(rng: np.random.Generator) -> Iterator[Case]:
    y = np.arange(60) % 4
    z = stratified(rng, -2, 2, (60, 4))
    z[np.arange(60), y] += np.where(np.arange(60) % 5, 2.0, -1.0)
    shift = stratified(rng, -50, 50, 60)[:, None]
    binary = np.where(np.arange(60) % 4 > 1, 1.0, -1.0) * stratified(rng, 0.2, 3, 60)
    wrong = np.where(np.arange(60) % 7 == 0, -1.0, 1.0)
    inputs = {
        "Logits far too large": (30 * z, y, COLDER),
        "Logits far too small": (z / 200, y, COLDER),
        "Shifted rows": (3 * z + shift, y, "A shift of a row of logits changes nothing."),
        "Log-odds": (0.3 * binary * wrong, (np.arange(60) % 4 > 1).astype(int), COLDER),
        "Huge logits": (1e4 * z, y, "exp of a large number is infinite: shift each row first."),
        "Never wrong": (z + 20 * np.eye(4)[y], y, "Never wrong: the smallest T is the best."),
        "No better than chance": (-z - 20 * np.eye(4)[y], y, "Then the largest T is the best."),
    }
    for name, (logits, classes, hint) in inputs.items():
        made = call(TEMPERATURE, logits, classes)
        yield Case(f"Temperature: {name}", made, hint, check=has_the_best_temperature)


def _sigmoids(rng: np.random.Generator) -> Iterator[Case]:
    s = stratified(rng, -3, 3, 60)
    y = (s + np.where(np.arange(60) % 5, 0.3, -2.5) > 0).astype(int)
    inputs = {
        "Overlapping scores": (y, s, MOVED),
        "Separable scores": ((s > 0.5).astype(int), s, "The moved targets keep the slope finite."),
        "Scores that fall": (1 - y, s, "The slope may be negative."),
        "Scores around 1000": (y, 1000 + 40 * s, "Center and scale the scores inside."),
        "Tiny scores": (y, s * 1e-4, "Center and scale the scores inside."),
        "Positives only": (np.ones(9, int), s[:9], "All labels are alike: the slope is 0."),
        "Labels as bools": (y == 1, s, "True is 1."),
    }
    for name, (labels_, scores, hint) in inputs.items():
        yield Case(f"Platt: {name}", call(PLATT, labels_, scores), hint, check=is_the_best_sigmoid)


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    z, y = stratified(rng, -2, 2, (5, 3)), np.array([0, 2, 1, 0, 1])
    s, b = z[:, 0], np.array([0, 1, 0, 1, 1])
    hole = np.where(np.arange(5) == rng.integers(5), np.nan, s)
    bad = {
        "a class of C": (TEMPERATURE, z, np.array([0, 3, 1, 0, 1])),
        "a class of -1": (TEMPERATURE, z, np.array([0, -1, 1, 0, 1])),
        "labels of another length": (TEMPERATURE, z, y[:4]),
        "NaN among the logits": (TEMPERATURE, np.column_stack([z, hole]), y),
        "no logits": (TEMPERATURE, z[:0], y[:0]),
        "a label of 2": (PLATT, np.array([0, 1, 2, 1, 1]), s),
        "a column of scores": (PLATT, b, s[:, None]),
        "NaN among the scores": (PLATT, b, hole),
        "no scores": (PLATT, b[:0], s[:0]),
    }
    for name, (function, first, second) in bad.items():
        hint = f"{name[0].upper()}{name[1:]}: raise ValueError."
        made = call(function, first, second)
        yield Case(f"Refused: {name}", made, hint, expects=raises(ValueError))
    floats = call(TEMPERATURE, z, y.astype(float))
    hint = "Classes are integers: raise TypeError for floats."
    yield Case("Refused: classes as floats", floats, hint, expects=raises(TypeError))
