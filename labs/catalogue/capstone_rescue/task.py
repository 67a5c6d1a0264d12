"""A regressor on a stream of mini-batches: a smooth function of eight features of unlike scales.

A few targets of a thousand are wrong by far. Each training run draws another function, other scales
and other examples; held-out targets are clean.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from grader.formats.result import Measure, Task, TrainedModel
from grader.lab import Call, call

FEATURES, STEPS, BATCH, HELD_OUT = 8, 800, 64, 2000
UNITS, NOISE, OUTLIERS, OUTLIER = 4, 0.1, 0.004, 100.0
SIZES = [FEATURES, 32, 32, 32, 32, 1]
SHAPES = [((n, m), (m,)) for n, m in pairwise(SIZES)]
FAR_OFF = 1e6
KINDS = ("relu", "leaky_relu", "tanh", "sigmoid", "linear")

Examples = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class World:
    """A function of standardized features, and the units in which these are given."""

    directions: np.ndarray
    heights: np.ndarray
    means: np.ndarray
    scales: np.ndarray

    def draw(self, rng: np.random.Generator, shape: tuple[int, ...]) -> Examples:
        Z = rng.normal(size=(*shape, FEATURES))
        y = np.sin(Z @ self.directions) @ self.heights
        return self.means + self.scales * Z, y


def world(rng: np.random.Generator) -> World:
    directions, _ = np.linalg.qr(rng.normal(size=(FEATURES, UNITS)))
    heights = rng.permutation(np.repeat([-1.0, 1.0], UNITS // 2)) * 0.7
    scales = rng.permutation(np.geomspace(0.1, 1000, FEATURES))
    return World(1.4 * directions, heights, scales * rng.uniform(1, 3, FEATURES), scales)


def train_set(rng: np.random.Generator, world: World) -> Examples:
    X, y = world.draw(rng, (STEPS, BATCH))
    y += NOISE * rng.normal(size=y.shape)
    is_wrong = rng.random(y.shape) < OUTLIERS
    y[is_wrong] += OUTLIER * rng.choice([-1.0, 1.0], size=int(is_wrong.sum()))
    return X, y


def held_out(rng: np.random.Generator, world: World) -> Examples:
    return world.draw(rng, (HELD_OUT,))


def explained(y: np.ndarray, predicted: np.ndarray, model: Any) -> float:
    """R squared: 1 less the mean squared error over the variance."""
    return float(1 - np.mean((y - predicted) ** 2) / np.var(y))


def train(X: np.ndarray, y: np.ndarray, seed: int) -> Call:
    return call("train_regressor", X, y, seed)


def predict(model: Any, X: np.ndarray) -> Call:
    return call("network_output", model, X.reshape(-1, FEATURES)[-HELD_OUT:])


def explained_of_last(y: np.ndarray, predicted: np.ndarray, model: Any) -> float:
    """Of a stream its last examples are judged."""
    return explained(y.reshape(-1)[-HELD_OUT:], predicted, model)


# -- the form of a model ---------------------------------------------------------------------------
TRANSPOSED = (
    "The weights lie the other way round: a layer computes x @ W + b, so that W is (inputs, units)."
)
KINDS_MISSING = (
    'Each layer is (W, b, kind): say by kind which activation it has, such as "relu", and "linear" '
    "for the last."
)


def check_model(model: Any) -> str:
    """What is wrong with the form of a model; nothing where it is right."""
    if not isinstance(model, dict) or not {"mean", "scale", "layers"} <= set(model):
        return "Return a dict with the keys mean, scale and layers."
    for key in ("mean", "scale"):
        if not (_is_float(model[key]) and model[key].shape == (FEATURES,)):
            return f"{key} is an array with one float for each feature, ({FEATURES},)."
    if (model["scale"] == 0).any():
        return "scale holds 0, and features are divided by it."
    layers = model["layers"]
    if not (isinstance(layers, (list, tuple)) and len(layers) == len(SHAPES)):
        return f"layers is a list of {len(SHAPES)} layers."
    if all(isinstance(each, (list, tuple)) and len(each) == 2 for each in layers):
        return KINDS_MISSING
    if not all(map(_is_layer, layers)):
        return f"A layer is (W, b, kind): two arrays of floats, and one of {', '.join(KINDS)}."
    shapes = [(W.shape, b.shape) for W, b, _ in layers]
    if shapes == [((m, n), (m,)) for (n, m), _ in SHAPES]:
        return TRANSPOSED
    return "" if shapes == SHAPES else f"The arrays have shapes {shapes}; expected {SHAPES}."


def _is_float(part: Any) -> bool:
    return isinstance(part, np.ndarray) and part.dtype.kind == "f"


def _is_layer(layer: Any) -> bool:
    return (
        isinstance(layer, (list, tuple))
        and len(layer) == 3
        and all(map(_is_float, layer[:2]))
        and layer[2] in KINDS
    )


# -- what a model looks like that was trained with a mistake ---------------------------------------
def _kinds(trained: TrainedModel) -> list[str]:
    return [kind for _, _, kind in trained.model["layers"]]


def _is_finite(trained: TrainedModel) -> bool:
    return all(np.isfinite(W).all() for W, _, _ in trained.model["layers"])


def _dead(trained: TrainedModel) -> float:
    """The share of ReLU units behind the first layer's that give 0 for all of many examples."""
    h = trained.X[-10:].reshape(-1, FEATURES)
    h = (h - trained.model["mean"]) / trained.model["scale"]
    shares = []
    for W, b, kind in trained.model["layers"][:-1]:
        if kind != "relu":
            return 0.0
        h = np.maximum(h @ W + b, 0)
        shares.append(np.mean(~h.any(axis=0)))
    return float(np.mean(shares[1:]))


def unscaled(trained: TrainedModel) -> bool:
    X = trained.X[-10:].reshape(-1, FEATURES)
    inputs = (X - trained.model["mean"]) / trained.model["scale"]
    return bool(np.abs(inputs).mean(axis=0).max() > 20)


def no_clipping(trained: TrainedModel) -> bool:
    return not _is_finite(trained)


def relu_at_the_end(trained: TrainedModel) -> bool:
    return _kinds(trained)[-1] == "relu"


def linear_units(trained: TrainedModel) -> bool:
    return set(_kinds(trained)) == {"linear"}


def sigmoid_units(trained: TrainedModel) -> bool:
    return _kinds(trained).count("sigmoid") >= 2


def climbs(trained: TrainedModel) -> bool:
    return trained.train_values["Explained variance"] < -FAR_OFF


def _sizes(trained: TrainedModel) -> list[float]:
    """Root mean squares of the weights between hidden layers; 0.25 is right for ReLU units."""
    return [float(np.sqrt(np.mean(W**2))) for W, _, _ in trained.model["layers"][1:-1]]


def tiny_weights(trained: TrainedModel) -> bool:
    return max(_sizes(trained)) < 0.1


def large_weights(trained: TrainedModel) -> bool:
    return min(_sizes(trained)) > 0.8 and trained.train_values["Explained variance"] > -FAR_OFF


def dead_from_start(trained: TrainedModel) -> bool:
    below = [float(np.mean(b)) for _, b, _ in trained.model["layers"][:-1]]
    return _dead(trained) > 0.5 and max(below) < -1


def steps_too_long(trained: TrainedModel) -> bool:
    return _dead(trained) > 0.3


TASK = Task(
    world=world,
    train_set=train_set,
    held_out=held_out,
    train=train,
    predict=predict,
    prediction_shape=lambda X, y: (min(y.size, HELD_OUT),),
    measures=[
        Measure(
            "Explained variance",
            explained_of_last,
            full_at=0.75,
            zero_at=0.3,
            baseline=0.0,
            reference=0.87,
        )
    ],
    check_model=check_model,
    mistakes={
        test.__name__: test
        for test in (
            unscaled,
            no_clipping,
            relu_at_the_end,
            linear_units,
            sigmoid_units,
            climbs,
            tiny_weights,
            large_weights,
            dead_from_start,
            steps_too_long,
        )
    },
    seeds=3,
)
