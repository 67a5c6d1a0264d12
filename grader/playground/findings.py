"""What a training has come to, seed by seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grader import reference
from grader.playground.network import with_ones
from grader.playground.training import Training

DIVERGES = 1.5
"""Times the loss before the first step: a training that ends above it diverges."""


@dataclass(frozen=True)
class Findings:
    """What one seed has come to.

    Attributes:
        seed: which.
        train_loss, test_loss: after the last epoch; they may not be finite.
        lowest_test_loss: after any epoch.
        train_accuracy, test_accuracy: shares of the points on the right side of 0; NaN for
            regression.
        nonzero, weights: how many weights are not 0, and how many there are, without biases.
        live_features: inputs from which a path of non-zero weights leads to the output.
        dead_units, units: hidden units that no point to train on can change any more, since the
            slope of their activation is 0 at all of them, and how many hidden units there are.
        diverged: whether a number is not finite, or the training loss ends above `DIVERGES` times
            what it was.
        gradients: root mean square of the gradient by each layer's weights, before the first step.
        last_gradients: the same after the last one.
        test_losses: after each epoch.
    """

    seed: int
    train_loss: float
    test_loss: float
    lowest_test_loss: float
    train_accuracy: float
    test_accuracy: float
    nonzero: int
    weights: int
    live_features: tuple[str, ...]
    dead_units: int
    units: int
    diverged: bool
    gradients: tuple[float, ...]
    last_gradients: tuple[float, ...]
    test_losses: tuple[float, ...]

    @property
    def gradient_ratio(self) -> float:
        """First layer's gradient over the last one's, before the first step; small: it vanishes."""
        first, last = self.gradients[0], self.gradients[-1]
        return first / last if last else float("nan")

    def first_epoch_below(self, bound: float) -> int | None:
        """After how many epochs the test loss was at most ``bound`` for the first time."""
        return next((n for n, loss in enumerate(self.test_losses) if loss <= bound), None)


MEASURES: dict[str, Callable[[Findings], float]] = {
    "train_loss": lambda found: found.train_loss,
    "test_loss": lambda found: found.test_loss,
    "lowest_test_loss": lambda found: found.lowest_test_loss,
    "train_accuracy": lambda found: found.train_accuracy,
    "test_accuracy": lambda found: found.test_accuracy,
    "nonzero": lambda found: found.nonzero,
    "live_features": lambda found: len(found.live_features),
    "dead_units": lambda found: found.dead_units,
    "gradient_ratio": lambda found: found.gradient_ratio,
    "diverged": lambda found: float(found.diverged),
}
"""Numbers by which a seed can be judged."""


def findings(training: Training) -> tuple[Findings, ...]:
    """What each seed of a training has come to, in the order of its seeds."""
    with np.errstate(all="ignore"):
        return tuple(_found(training, number) for number in range(len(training.seeds)))


def _found(training: Training, number: int) -> Findings:
    network, state = training.network, training.state
    weights = [layer[number, :-1] for layer in network.layers]
    train_loss, test_loss = training.train_loss[number], training.test_loss[number]
    dead, units = _dead_units(training, number)
    finite = bool(np.isfinite(network.flat[number]).all() and np.isfinite(train_loss).all())
    return Findings(
        seed=training.seeds[number],
        train_loss=float(train_loss[-1]),
        test_loss=float(test_loss[-1]),
        lowest_test_loss=float(np.fmin.reduce(test_loss)),
        train_accuracy=_accuracy(training, number, is_test=False),
        test_accuracy=_accuracy(training, number, is_test=True),
        nonzero=sum(int(np.count_nonzero(each)) for each in weights),
        weights=sum(each.size for each in weights),
        live_features=tuple(
            name for name, live in zip(state.features, _live(weights), strict=True) if live
        ),
        dead_units=dead,
        units=units,
        diverged=not finite or bool(train_loss[-1] > DIVERGES * train_loss[0]),
        gradients=_sizes(training, training.first_gradient, number),
        last_gradients=_sizes(training, training.last_gradient, number),
        test_losses=tuple(map(float, test_loss)),
    )


def _live(weights: list[np.ndarray]) -> np.ndarray:
    """(F,) bool: whether a path of non-zero weights leads from a feature to the output."""
    reached = np.ones(1, np.bool_)
    for each in reversed(weights):
        reached = ((each != 0) & reached).any(axis=1)
    return reached


def _dead_units(training: Training, number: int) -> tuple[int, int]:
    network, h = training.network, training.data.train[number]
    dead = units = 0
    for layer, name in zip(network.layers, network.activations, strict=False):
        z = h @ layer[number, :-1] + layer[number, -1]
        slopes = reference.activation_grad(z, name)
        dead += int(np.count_nonzero(~slopes.any(axis=0)))
        units += z.shape[1]
        h = reference.activation(z, name)
    return dead, units


def _accuracy(training: Training, number: int, *, is_test: bool) -> float:
    if training.state.is_regression:
        return float("nan")
    data = training.data
    X, y = (data.test, data.test_labels) if is_test else (data.train, data.train_labels)
    outputs = training.network.outputs(with_ones(X))[number]
    return float(np.mean(np.where(outputs >= 0, 1.0, -1.0) == y[number]))


def _sizes(training: Training, gradient: np.ndarray, number: int) -> tuple[float, ...]:
    layers = training.network.views(gradient)
    slopes = [layer[number, :-1] for layer in layers]
    return tuple(float(size) for size in reference.grad_report(slopes).rms)
