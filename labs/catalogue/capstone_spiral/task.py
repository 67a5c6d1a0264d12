"""The playground's spiral, turned and reflected anew for each run, and a network of any layers."""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from grader import reference
from grader.formats.result import Measure, Task, TrainedModel
from grader.lab import call

TRAINING, HELD_OUT = 400, 2000
SHIFT = 0.3
MOST_NUMBERS = 2000
ACTIVATIONS = ("relu", "tanh", "sigmoid")

Examples = tuple[np.ndarray, np.ndarray]


class World(NamedTuple):
    """What training and held-out points have in common: how the spiral lies."""

    turn: np.ndarray


def lie(rng: np.random.Generator) -> World:
    angle = rng.uniform(0, 2 * np.pi)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return World(turn * rng.choice([[1, 1], [-1, 1]]))


def spiral(count: int) -> Callable[[np.random.Generator, World], Examples]:
    def draw(rng: np.random.Generator, world: World) -> Examples:
        points = reference.make_spiral(count, SHIFT, rng)
        return points.X @ world.turn, (points.y > 0).astype(float)

    return draw


def accuracy(y: np.ndarray, logits: np.ndarray, model: object) -> float:
    return float(np.mean((logits > 0) == (y > 0.5)))


# -- the form of a model ---------------------------------------------------------------------------
PAIR = (
    'The answer is a pair: the name of the activation, "relu", "tanh" or "sigmoid", and the list '
    "of layers, [(W1, b1), (W2, b2), ...]."
)
TRANSPOSED = (
    "The weights lie the other way round: a layer computes X @ W + b, so that W1 has 2 rows and "
    "the last W has one column."
)
BIASES_AS_ROWS = (
    "Each b is a vector with one number for each column of its W: without keepdims, and not a "
    "matrix of one row."
)
TOO_LARGE = (
    "The arrays together hold more than 2,000 numbers. Two hidden layers of 16 units need 337; "
    "more units cost time and hardly help."
)


def check_model(model: object) -> str:
    """What is wrong with the form of the model; nothing where it is right."""
    if not isinstance(model, (list, tuple)) or len(model) != 2:
        return PAIR
    activation, layers = model
    if not isinstance(activation, str) or activation not in ACTIVATIONS:
        return PAIR
    if not isinstance(layers, (list, tuple)) or not layers or not all(map(_is_layer, layers)):
        return PAIR
    if sum(part.size for layer in layers for part in layer) > MOST_NUMBERS:
        return TOO_LARGE
    return _shapes([(W.shape, b.shape) for W, b in layers])


def _is_layer(layer: object) -> bool:
    return (
        isinstance(layer, (list, tuple))
        and len(layer) == 2
        and all(isinstance(part, np.ndarray) and part.dtype.kind == "f" for part in layer)
    )


def _shapes(shapes: list[tuple[tuple[int, ...], tuple[int, ...]]]) -> str:
    sizes = [2, *(b[-1] if b else 0 for _, b in shapes)]
    wanted = [((n, m), (m,)) for n, m in pairwise(sizes)]
    if shapes == wanted and sizes[-1] == 1:
        return ""
    if shapes == [((m, n), (m,)) for (n, m), _ in wanted] and sizes[-1] == 1:
        return TRANSPOSED
    if shapes == [((n, m), (1, m)) for (n, m), _ in wanted] and sizes[-1] == 1:
        return BIASES_AS_ROWS
    return (
        f"The arrays have the shapes {shapes}. W1 has 2 rows, each further W as many as the one "
        "before has columns, the last W one column, and each b is (columns of its W,)."
    )


# -- what a model looks like that was trained with a mistake ---------------------------------------
Layers = list[tuple[np.ndarray, np.ndarray]]

CURVES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "relu": lambda z: np.maximum(z, 0),
    "tanh": np.tanh,
    "sigmoid": reference.sigmoid,
    "identity": lambda z: z,
}


def _logits(layers: Layers, X: np.ndarray, curve: str) -> np.ndarray:
    """The output of a network whose hidden layers have an activation."""
    for W, b in layers[:-1]:
        X = CURVES[curve](X @ W + b)
    W, b = layers[-1]
    return (X @ W + b)[:, 0]


def _right(trained: TrainedModel, *, X: np.ndarray | None = None, curve: str = "") -> np.ndarray:
    """Which training points are classified rightly, with other inputs or another activation."""
    activation, layers = trained.model
    logits = _logits(layers, trained.X if X is None else X, curve or activation)
    return np.asarray((logits > 0) == (trained.y > 0.5))


def is_bad(test: Callable[[TrainedModel], bool]) -> Callable[[TrainedModel], bool]:
    """The test, of a model that is far from the target on its own training data."""

    def of_bad_ones(trained: TrainedModel) -> bool:
        return bool(_right(trained).mean() < 0.85) and bool(test(trained))

    return of_bad_ones


def steps_too_long(trained: TrainedModel) -> bool:
    return not all(np.isfinite(part).all() for layer in trained.model[1] for part in layer)


def one_layer(trained: TrainedModel) -> bool:
    return len(trained.model[1]) == 1


def starts_at_zero(trained: TrainedModel) -> bool:
    return not trained.model[1][0][0].any()


def units_alike(trained: TrainedModel) -> bool:
    W = trained.model[1][0][0]
    return W.shape[1] > 1 and bool(np.ptp(W, axis=1).max() < 1e-9)


def too_few_units(trained: TrainedModel) -> bool:
    return sum(len(b) for _, b in trained.model[1][:-1]) <= 5


def labels_exchanged(trained: TrainedModel) -> bool:
    return bool(_right(trained).mean() < 0.2)


def climbs(trained: TrainedModel) -> bool:
    logits = _logits(trained.model[1], trained.X, trained.model[0])
    is_one = trained.y > 0.5
    gap = logits[is_one].mean() - logits[~is_one].mean()
    return bool(gap < -0.2 * logits.std() and np.abs(logits).mean() > 10)


def labels_of_minus_one(trained: TrainedModel) -> bool:
    logits = _logits(trained.model[1], trained.X, trained.model[0])
    of_ones, of_zeros = logits[trained.y > 0.5], logits[trained.y < 0.5]
    return bool(np.median(of_zeros) < -20 and -np.median(of_zeros) > 4 * np.median(of_ones))


def linear_units(trained: TrainedModel) -> bool:
    """The declared activation makes it worse than none, and none draws a line."""
    activation, layers = trained.model
    losses = {}
    for curve in (activation, "identity"):
        logits = _logits(layers, trained.X, curve)
        losses[curve] = np.mean(np.logaddexp(0, logits) - trained.y * logits)
    return bool(losses["identity"] < 0.7 and losses["identity"] < losses[activation])


def other_activation(trained: TrainedModel) -> bool:
    others = [name for name in ACTIVATIONS if name != trained.model[0]]
    return any(_right(trained, curve=name).mean() > 0.9 for name in others)


def scaled_inputs(trained: TrainedModel) -> bool:
    X = trained.X
    scaled = ((X - X.mean(axis=0)) / X.std(axis=0), X / np.abs(X).max(), X / 5)
    return any(_right(trained, X=inputs).mean() > 0.85 for inputs in scaled)


def units_dead(trained: TrainedModel) -> bool:
    activation, layers = trained.model
    W, b = layers[0]
    return activation == "relu" and bool(np.mean(np.all(trained.X @ W + b <= 0, axis=0)) >= 0.5)


def units_saturated(trained: TrainedModel) -> bool:
    activation, layers = trained.model
    W, b = layers[0]
    return activation != "relu" and bool(np.mean(np.abs(trained.X @ W + b) > 5) > 0.8)


def first_examples_only(trained: TrainedModel) -> bool:
    """Classifies the examples at one end much better than all others."""
    right = _right(trained)
    return any(
        part[:size].mean() > 0.97 and part[size:].mean() < 0.75
        for part in (right, right[::-1])
        for size in (32, 50, 64, 100)
    )


def stops_early(trained: TrainedModel) -> bool:
    """A hundred more steps from the model's own weights lower the loss by a tenth and more."""
    activation, layers = trained.model
    params = [part for layer in layers for part in layer]
    states, losses = [None] * len(params), []
    for _ in range(100):
        pairs = list(zip(params[::2], params[1::2], strict=True))
        out, cache = reference.mlp_forward(trained.X, pairs, activation)
        losses.append(reference.mlp_loss(out, trained.y, "sigmoid_ce"))
        slope = reference.mlp_loss_grad(out, trained.y, "sigmoid_ce")
        grads = [g for layer in reference.mlp_backward(cache, slope, pairs).params for g in layer]
        for i, grad in enumerate(grads):
            params[i], states[i] = reference.optimizer_step(
                "adam", params[i], grad, states[i], lr=0.01
            )
    return bool(losses[-1] < 0.9 * losses[0])


TASK = Task(
    world=lie,
    train_set=spiral(TRAINING),
    held_out=spiral(HELD_OUT),
    train=lambda X, y, seed: call("train_spiral", X, y, seed),
    predict=lambda model, X: call("spiral_logits", model, X),
    measures=[
        Measure(
            "Held-out accuracy",
            accuracy,
            full_at=0.9,
            zero_at=0.7,
            baseline=0.5,
            reference=0.98,
            over_seeds="median",
        )
    ],
    check_model=check_model,
    mistakes={
        "steps_too_long": steps_too_long,
        "one_layer": one_layer,
        "starts_at_zero": starts_at_zero,
        "units_alike": units_alike,
        "labels_exchanged": labels_exchanged,
        "climbs": is_bad(climbs),
        "labels_of_minus_one": labels_of_minus_one,
        "too_few_units": is_bad(too_few_units),
        "scaled_inputs": is_bad(scaled_inputs),
        "other_activation": is_bad(other_activation),
        "linear_units": is_bad(linear_units),
        "units_dead": is_bad(units_dead),
        "units_saturated": is_bad(units_saturated),
        "first_examples_only": is_bad(first_examples_only),
        "stops_early": is_bad(stops_early),
    },
    seeds=5,
)
