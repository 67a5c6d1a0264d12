"""Invented house prices: two hills on a map, a corner and a product, which no plane can follow."""

from collections.abc import Callable
from typing import Any

import numpy as np

from grader.formats.result import Measure, Task, TrainedModel
from grader.lab import Call, call

HIDDEN, EPOCHS, OPTIMIZER = (32,), 40, ("adam", 0.01)
TRAINING, HELD_OUT, FEATURES = 600, 2000, 5

Examples = tuple[np.ndarray, np.ndarray]


def direction(rng: np.random.Generator) -> float:
    """The map is turned anew for each run."""
    return float(rng.uniform(0, 2 * np.pi))


def houses(count: int) -> Callable[[np.random.Generator, float], Examples]:
    def draw(rng: np.random.Generator, angle: float) -> Examples:
        X = rng.uniform(-1, 1, (count, FEATURES))
        east = np.cos(angle) * X[:, 0] + np.sin(angle) * X[:, 1]
        north = np.cos(angle) * X[:, 1] - np.sin(angle) * X[:, 0]
        hill = np.exp(-((east - 0.4) ** 2 + north**2) / 0.4)
        value = 1.2 * hill + np.abs(north) + 0.8 * X[:, 2] * X[:, 3] + 0.4 * X[:, 4]
        return X, 150_000 + 80_000 * value + 8_000 * rng.normal(size=count)

    return draw


def train(X: np.ndarray, y: np.ndarray, seed: int) -> Call:
    return call("fit_regressor", X, y, HIDDEN, EPOCHS, None, None, OPTIMIZER, 0.0, None)


def check_pair(trained: Any) -> str:
    """What is wrong with the form of what training gave."""
    if isinstance(trained, tuple) and len(trained) == 2:
        return ""
    return "fit_regressor gives a pair, the model and the losses: return model, losses."


def rmse(y: np.ndarray, predicted: np.ndarray, model: object) -> float:
    return float(np.sqrt(np.mean((predicted - y) ** 2)))


# -- what the predictions of a model look like that was trained with a mistake ---------------------
def scale_not_undone(trained: TrainedModel) -> bool:
    """The numbers are those of scaled labels."""
    predicted = trained.predictions
    return predicted is not None and bool(np.abs(predicted).max() < 100 < np.ptp(predicted) * 1e3)


def starts_at_zero(trained: TrainedModel) -> bool:
    """All examples get one prediction."""
    predicted = trained.predictions
    return predicted is not None and bool(np.ptp(predicted) < 1e-6 * np.ptp(trained.y))


def labels_not_scaled(trained: TrainedModel) -> bool:
    """The prices are still far away when the training ends."""
    predicted = trained.predictions
    return predicted is not None and bool(100 < np.mean(predicted) < 0.6 * np.mean(trained.y))


def labels_only_centered(trained: TrainedModel) -> bool:
    """The predictions hardly leave the mean price."""
    predicted = trained.predictions
    if predicted is None or np.abs(np.mean(predicted) / np.mean(trained.y) - 1) > 0.1:
        return False
    return bool(1e-6 < np.ptp(predicted) / np.ptp(trained.y) < 0.2)


TASK = Task(
    world=direction,
    train_set=houses(TRAINING),
    held_out=houses(HELD_OUT),
    train=train,
    predict=lambda trained, X: call("predict", trained and trained[0], X),
    check_model=check_pair,
    measures=[
        Measure(
            "Held-out RMSE",
            rmse,
            full_at=17_000,
            zero_at=28_000,
            baseline=39_000,
            reference=10_900,
            over_seeds="median",
            digits=0,
        )
    ],
    mistakes={
        test.__name__: test
        for test in (scale_not_undone, starts_at_zero, labels_not_scaled, labels_only_centered)
    },
    seeds=5,
)
