"""A softmax over 50,000 classes on the features of a hidden ReLU layer.

Classes are numbered from the most to the least common, as the log-uniform sampler wants them. Each
class has a place in a space of 12 dimensions; features are a random layer of units over a place
near it. Each training run draws other places and another layer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.formats.result import Measure, Task, TrainedModel
from grader.lab import Call, call

CLASSES, PLACES, FEATURES = 50_000, 12, 24
TRAINING, HELD_OUT = 25_000, 500
NOISE = 0.4
LOG_Q = np.log(np.log1p(1 / (np.arange(CLASSES) + 1.0)) / np.log(CLASSES + 1.0))
BASELINE = 7.79  # the entropy of LOG_Q: the frequencies of the classes, and nothing of X

Labels = dict[str, np.ndarray]


@dataclass(frozen=True)
class World:
    """Where the classes are, and the layer through which they are seen."""

    places: np.ndarray
    weights: np.ndarray
    biases: np.ndarray


def world(rng: np.random.Generator) -> World:
    """Places at one distance from the origin and directions at right angles: worlds differ less."""
    places = rng.normal(size=(CLASSES, PLACES))
    frame, _ = np.linalg.qr(rng.normal(size=(PLACES, PLACES)))
    places[: 2 * PLACES] = np.vstack([frame, -frame])  # the common classes lie far apart
    places *= np.sqrt(PLACES) / np.linalg.norm(places, axis=1, keepdims=True)
    directions, _ = np.linalg.qr(rng.normal(size=(FEATURES, PLACES)))
    weights = np.sqrt(FEATURES / PLACES) * directions.T
    return World(places, weights, 0.3 * rng.normal(size=FEATURES))


def examples(count: int) -> Callable[[np.random.Generator, World], tuple[np.ndarray, Labels]]:
    """Labels are kept with their features: the measure takes the logit of the right class."""

    def draw(rng: np.random.Generator, world: World) -> tuple[np.ndarray, Labels]:
        # One label from each of as many equal shares: every draw is as hard as the others.
        u = (rng.permutation(count) + rng.random(count)) / count
        y = np.exp(u * np.log(CLASSES + 1)).astype(int) - 1
        place = world.places[y] + NOISE * rng.normal(size=(count, PLACES))
        X = np.maximum(place @ world.weights + world.biases, 0).astype(np.float32)
        return X, {"y": y, "X": X}

    return draw


def train(X: np.ndarray, labels: Labels, seed: int) -> Call:
    return call("train_classes", X, labels["y"], CLASSES, seed)


def predict(model: Any, X: np.ndarray) -> Call:
    return call("log_partition", model, X[:HELD_OUT])


def loss(labels: Labels, log_sums: np.ndarray, model: Any) -> float:
    """The full softmax loss: log of the sum over all classes, less the logit of the right one."""
    W, b = model
    X, y = labels["X"][: len(log_sums)], labels["y"][: len(log_sums)]
    return float(np.mean(log_sums - np.sum(X * W[y], axis=1) - b[y]))


# -- the form of a model ---------------------------------------------------------------------------
TRANSPOSED = (
    "The weights lie the other way round: W has a row for each class, (classes, features), so that "
    "a step gathers and changes whole rows."
)
BIASES_AS_COLUMN = "b is a vector with one number for each class, not a matrix of one column."
WEIGHTS_ALONE = (
    "The biases are missing: return the pair (W, b). Where no bias is trained, b is all zeros."
)


def check_model(model: Any) -> str:
    """What is wrong with the form of a model; nothing where it is right."""
    if isinstance(model, np.ndarray):
        return WEIGHTS_ALONE
    if not (isinstance(model, (tuple, list)) and len(model) == 2 and all(map(_is_float, model))):
        return "Return a pair of arrays of floats, (W, b)."
    W, b = model
    if W.shape == (FEATURES, CLASSES):
        return TRANSPOSED
    if W.shape == (CLASSES, FEATURES) and b.shape == (CLASSES, 1):
        return BIASES_AS_COLUMN
    if (W.shape, b.shape) != ((CLASSES, FEATURES), (CLASSES,)):
        return f"W is (classes, features) and b is (classes,); yours are {W.shape} and {b.shape}."
    return ""


def _is_float(part: Any) -> bool:
    return isinstance(part, np.ndarray) and part.dtype.kind == "f"


# -- what a model looks like that was trained with a mistake ---------------------------------------
FEW, COMMON, NEXT = 100, 10, 100
MOST_FIXED = 2000


def _logits(trained: TrainedModel) -> np.ndarray:
    W, b = trained.model
    return np.asarray(trained.X[:FEW] @ W.T + b, dtype=np.float32)


def _loss_of(logits: np.ndarray, y: np.ndarray) -> float:
    largest = logits.max(axis=1)
    log_sums = np.log(np.exp(logits - largest[:, None]).sum(axis=1)) + largest
    return float(np.mean(log_sums - logits[np.arange(len(y)), y]))


def _share_of_common(logits: np.ndarray) -> float:
    """The probability that the model gives to the most common classes together."""
    p = np.exp(logits - logits.max(axis=1, keepdims=True))
    return float(np.mean(p[:, :COMMON].sum(axis=1) / p.sum(axis=1)))


def _changed_unseen(trained: TrainedModel) -> int:
    """Classes without an example whose weights have moved: only a sample can move them."""
    W = trained.model[0]
    unseen = np.ones(CLASSES, dtype=bool)
    unseen[trained.y["y"]] = False
    return int(np.count_nonzero(W[unseen].any(axis=1)))


def climbs(trained: TrainedModel) -> bool:
    logits, y = _logits(trained), trained.y["y"][:FEW]
    right = logits[np.arange(len(y)), y]
    return _loss_of(logits, y) > 20 and bool(np.mean(right) < np.mean(logits) - 5)


def negatives_stay(trained: TrainedModel) -> bool:
    W = trained.model[0]
    return _changed_unseen(trained) == 0 and bool(np.abs(W).max() > 1)


def one_sample(trained: TrainedModel) -> bool:
    return 0 < _changed_unseen(trained) < MOST_FIXED


def _lengths(trained: TrainedModel) -> tuple[float, float]:
    """Mean lengths of the rows of the most common classes and of the next ones."""
    lengths = np.linalg.norm(trained.model[0][:NEXT], axis=1)
    return float(lengths[:COMMON].mean()), float(lengths[COMMON:].mean())


def steps_too_short(trained: TrainedModel) -> bool:
    return _lengths(trained)[1] < 0.8 and _loss_of(_logits(trained), trained.y["y"][:FEW]) > 7.5


def repeated_rows(trained: TrainedModel) -> bool:
    """The most common classes, which repeat most, have moved least."""
    most, others = _lengths(trained)
    return most < others / 2 and _share_of_common(_logits(trained)) < 0.05


def log_q_left_out(trained: TrainedModel) -> bool:
    return _is_right_with(trained, 1)


def log_q_added(trained: TrainedModel) -> bool:
    return _is_right_with(trained, 2)


def _is_right_with(trained: TrainedModel, times: int) -> bool:
    """Whether the logits become right when the logarithm of the sampler is added to them."""
    logits, y = _logits(trained), trained.y["y"][:FEW]
    repaired = logits + np.float32(times) * LOG_Q.astype(np.float32)
    loss_after = _loss_of(repaired, y)
    is_better = loss_after < min(BASELINE, _loss_of(logits, y) - 1)
    return is_better and 0.1 < _share_of_common(repaired) < 0.4


TASK = Task(
    world=world,
    train_set=examples(TRAINING),
    held_out=examples(HELD_OUT),
    train=train,
    predict=predict,
    prediction_shape=lambda X, labels: (min(len(X), HELD_OUT),),
    measures=[
        Measure(
            "Held-out loss",
            loss,
            full_at=6.2,
            zero_at=7.3,
            baseline=BASELINE,
            reference=5.2,
        )
    ],
    check_model=check_model,
    mistakes={
        test.__name__: test
        for test in (
            climbs,
            negatives_stay,
            one_sample,
            steps_too_short,
            repeated_rows,
            log_q_left_out,
            log_q_added,
        )
    },
    seeds=2,
)
