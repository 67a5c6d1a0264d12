"""XOR as in the playground: four quadrants, labeled crosswise, and a network that tells them apart.

Each training run draws other points; the network is judged on points that it has not seen.
"""

from collections.abc import Callable

import numpy as np

from grader import reference
from grader.formats.result import Measure, Task, TrainedModel
from grader.lab import Call, call

HIDDEN, EPOCHS, RATE = 6, 40, 0.1
TRAINING, HELD_OUT = 200, 1000
SHAPES = [((2, HIDDEN), (HIDDEN,)), ((HIDDEN, 1), (1,))]

Examples = tuple[np.ndarray, np.ndarray]


def quadrants(count: int) -> Callable[[np.random.Generator, None], Examples]:
    def draw(rng: np.random.Generator, world: None) -> Examples:
        points = reference.make_xor(count, 0.0, rng)
        return points.X, (points.y > 0).astype(float)

    return draw


def train(X: np.ndarray, y: np.ndarray, seed: int) -> Call:
    return call("train_xor", X, y, HIDDEN, EPOCHS, RATE, seed)


def accuracy(y: np.ndarray, logits: np.ndarray, model: object) -> float:
    return float(np.mean((logits > 0) == (y > 0.5)))


# -- the form of a model ---------------------------------------------------------------------------
ONE_LAYER = (
    "The network has one layer, and one layer draws one line, which cannot separate XOR. Return "
    "two layers, [(W1, b1), (W2, b2)]."
)
TRANSPOSED = (
    "The weights lie the other way round: a layer computes X @ W + b, so that W1 is (2, hidden) "
    "and W2 is (hidden, 1)."
)
BIASES_AS_ROWS = (
    "The biases are vectors, b1 of shape (hidden,) and b2 of shape (1,): without keepdims, and not "
    "as rows of a matrix."
)
VECTOR_AT_THE_END = (
    "W2 is a matrix of one column, (hidden, 1), as the weights of a layer with one unit are; yours "
    "is a vector."
)


def check_model(model: object) -> str:
    """What is wrong with the form of the parameters; nothing where it is right."""
    if not isinstance(model, (list, tuple)) or not all(map(_is_layer, model)):
        return "Return a list of layers, each a pair of arrays of floats: [(W1, b1), (W2, b2)]."
    shapes = [(W.shape, b.shape) for W, b in model]
    if shapes == SHAPES:
        return ""
    if len(shapes) == 1:
        return ONE_LAYER
    if shapes == [((HIDDEN, 2), (HIDDEN,)), ((1, HIDDEN), (1,))]:
        return TRANSPOSED
    if shapes == [((2, HIDDEN), (1, HIDDEN)), ((HIDDEN, 1), (1, 1))]:
        return BIASES_AS_ROWS
    if shapes == [SHAPES[0], ((HIDDEN,), (1,))]:
        return VECTOR_AT_THE_END
    return f"The arrays have shapes {shapes}; with {HIDDEN} hidden units they are {SHAPES}."


def _is_layer(layer: object) -> bool:
    return (
        isinstance(layer, (list, tuple))
        and len(layer) == 2
        and all(isinstance(part, np.ndarray) and part.dtype.kind == "f" for part in layer)
    )


# -- what a model looks like that was trained with a mistake ---------------------------------------
def _loss(trained: TrainedModel, activation: Callable[[np.ndarray], np.ndarray]) -> float:
    """The training loss with an activation of the hidden units."""
    (W1, b1), (W2, b2) = trained.model
    logits = (activation(trained.X @ W1 + b1) @ W2 + b2)[:, 0]
    return float(np.mean(np.logaddexp(0, logits) - trained.y * logits))


def _relu(z: np.ndarray) -> np.ndarray:
    return np.maximum(z, 0)


def starts_at_zero(trained: TrainedModel) -> bool:
    return not trained.model[0][0].any()


def units_alike(trained: TrainedModel) -> bool:
    return bool(np.ptp(trained.model[0][0], axis=1).max() < 1e-9)


def units_dead(trained: TrainedModel) -> bool:
    W, b = trained.model[0]
    return bool(np.mean(np.all(trained.X @ W + b <= 0, axis=0)) >= 0.5)


def climbs(trained: TrainedModel) -> bool:
    (W1, b1), (W2, b2) = trained.model
    logits = (_relu(trained.X @ W1 + b1) @ W2 + b2)[:, 0]
    is_one = trained.y > 0.5
    return bool(logits[is_one].mean() < logits[~is_one].mean()) and _loss(trained, _relu) > 10


def labels_of_minus_one(trained: TrainedModel) -> bool:
    (W1, b1), (W2, b2) = trained.model
    logits = (_relu(trained.X @ W1 + b1) @ W2 + b2)[:, 0]
    return bool(logits.mean() < -1000)


def tanh_units(trained: TrainedModel) -> bool:
    return _loss(trained, np.tanh) < min(0.5, 0.5 * _loss(trained, _relu))


def linear_units(trained: TrainedModel) -> bool:
    return _loss(trained, lambda z: z) < 0.75 < 0.15 + _loss(trained, _relu)


TASK = Task(
    train_set=quadrants(TRAINING),
    held_out=quadrants(HELD_OUT),
    train=train,
    predict=lambda model, X: call("xor_logits", model, X),
    measures=[
        Measure(
            "Held-out accuracy",
            accuracy,
            full_at=0.95,
            zero_at=0.75,
            baseline=0.5,
            reference=1.0,
            over_seeds="median",
        )
    ],
    check_model=check_model,
    mistakes={
        test.__name__: test
        for test in (
            starts_at_zero,
            units_alike,
            units_dead,
            climbs,
            labels_of_minus_one,
            tanh_units,
            linear_units,
        )
    },
    seeds=5,
)
