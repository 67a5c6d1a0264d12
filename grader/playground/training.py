"""Trains a state from several seeds at once, by the rules of the playground.

The loss is half the squared error, averaged. A batch is a run of points in their order; what is
left at the end of an epoch is added to the first batch of the next. Penalties act on weights, not
on biases.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader import reference
from grader.messages import message
from grader.playground.data import Data, draw_data, streams_of
from grader.playground.network import Network, Passes, with_ones
from grader.playground.state import State
from grader.playground.values import StateError

SEEDS = tuple(range(1, 11))
"""Of a grading: the first ten numbers, unpicked, and the same for everybody, so that a state is
always judged alike (docs/decisions/playground.md)."""
MOST_EPOCHS = 2000
MOST_UPDATES = 40_000
"""Steps of one training; the longest of the course's own takes 20,000."""
CPU_SECONDS = 60.0
"""Of one training, which takes a tenth of it at most where nothing is wrong."""


class TrainingTimeout(Exception):
    """A training took longer than any should on this machine."""


@dataclass(frozen=True)
class Training:
    """A state trained from several seeds.

    Attributes:
        state, seeds, epochs: what was trained.
        data: the points.
        network: after the last epoch.
        first_gradient, last_gradient: (S, P), over all points to train on, before and after.
        train_loss, test_loss: (S, epochs + 1), after each epoch; the first before any.
    """

    state: State
    seeds: tuple[int, ...]
    epochs: int
    data: Data
    network: Network
    first_gradient: np.ndarray
    last_gradient: np.ndarray
    train_loss: np.ndarray
    test_loss: np.ndarray


def check_size(state: State, epochs: int) -> None:
    """Raises: StateError: the training would be too long; the text names the cap."""
    updates = epochs * (state.train_count // state.batch_size)
    if updates > MOST_UPDATES:
        least = math.ceil(epochs * state.train_count / MOST_UPDATES)
        raise StateError(
            message(
                "With batchSize {batch} and {count} points to train on, {epochs} epochs make "
                "{updates} updates; at most {most} are trained. Use a batchSize of {least} or "
                "more.",
                batch=state.batch_size,
                count=state.train_count,
                epochs=epochs,
                updates=f"{updates:,}",
                most=f"{MOST_UPDATES:,}",
                least=least,
            )
        )


def train(
    state: State,
    epochs: int,
    seeds: Sequence[int] = SEEDS,
    *,
    cpu_seconds: float = CPU_SECONDS,
) -> Training:
    """Trains a state from all seeds.

    Args:
        state: from `grader.playground.parse_state`.
        epochs: passes over the points, 1 to `MOST_EPOCHS`.
        seeds: each gives points, first weights and dropped units of its own.
        cpu_seconds: what it may take at most.

    Raises: StateError: as `check_size`. ValueError: epochs or seeds that there cannot be.
        TrainingTimeout.
    """
    if not (1 <= epochs <= MOST_EPOCHS and len(seeds)):
        raise ValueError(f"epochs is {epochs}, 1 to {MOST_EPOCHS}; at least one seed is needed.")
    check_size(state, epochs)
    with np.errstate(all="ignore"):  # what diverges is found, not warned of
        return _Trainer(state, seeds).run(epochs, time.thread_time() + cpu_seconds)


class _Trainer:
    """One training as it proceeds."""

    def __init__(self, state: State, seeds: Sequence[int]) -> None:
        self.state, self.seeds = state, tuple(seeds)
        streams = [streams_of(seed) for seed in seeds]
        self.data = draw_data(state, streams)
        self.network = Network(state, streams)
        self.X = with_ones(self.data.train)
        self.y = self.data.train_labels[..., None]
        self.both = with_ones(np.concatenate([self.data.train, self.data.test], axis=1))
        self.labels = np.concatenate([self.data.train_labels, self.data.test_labels], axis=1)
        self.measuring = self.network.passes(self.both.shape[1])
        self.batch = self.network.passes(state.batch_size)
        count = self.X.shape[1]
        self.left = self.network.passes(count % state.batch_size)
        self.update = _Update(state, self.network)

    def run(self, epochs: int, deadline: float) -> Training:
        """The whole training. Raises: TrainingTimeout."""
        first = self._whole_gradient()
        losses = [self._losses()]
        waiting: np.ndarray | None = None
        for _ in range(epochs):
            if time.thread_time() > deadline:
                raise TrainingTimeout("The training took too long.")
            waiting = self._epoch(waiting)
            losses.append(self._losses())
        train_loss, test_loss = np.stack(losses, axis=-1)
        return Training(
            self.state,
            self.seeds,
            epochs,
            self.data,
            self.network,
            first,
            self._whole_gradient(),
            train_loss,
            test_loss,
        )

    def _epoch(self, waiting: np.ndarray | None) -> np.ndarray | None:
        """One pass over the points; gives the gradients of the rows that filled no batch."""
        size, count = self.state.batch_size, self.X.shape[1]
        left = count % size
        for start in range(0, count - left, size):
            total = self._gradient(self.batch, start, start + size)
            if waiting is not None:
                self.update.step((total + waiting) / (size + left))
                waiting = None
            else:
                self.update.step(total / size)
        return self._gradient(self.left, count - left, count).copy() if left else None

    def _gradient(self, passes: Passes, start: int, stop: int) -> np.ndarray:
        X = self.X[:, start:stop]
        passes.forward(X, training=True)
        return passes.backward(X, self.y[:, start:stop])

    def _whole_gradient(self) -> np.ndarray:
        count = self.X.shape[1]
        passes = self.network.passes(count)
        passes.forward(self.X)
        return passes.backward(self.X, self.y) / count

    def _losses(self) -> tuple[np.ndarray, np.ndarray]:
        """Half the mean squared error (S,) on the points to train on, and on the others."""
        halves = (self.measuring.forward(self.both)[..., 0] - self.labels) ** 2 / 2
        count = self.X.shape[1]
        return halves[:, :count].mean(axis=1), halves[:, count:].mean(axis=1)


class _Update:
    """The steps of the optimizer, and what the penalty does to weights.

    With L1 a weight that the penalty takes through 0 becomes 0 and stays there.
    """

    def __init__(self, state: State, network: Network) -> None:
        self.state, self.network = state, network
        share = {"L1": 1.0, "L2": 0.0, "elastic": state.elastic_ratio}.get(state.regularization)
        rate = 0.0 if share is None else state.regularization_rate
        self.l1, self.l2 = rate * (share or 0.0), rate * (1 - (share or 0.0))
        self.dead = np.zeros(network.flat.shape, np.bool_)
        self.memory: Any = None

    def step(self, gradient: np.ndarray) -> None:
        """One update by mean gradients (S, P)."""
        flat, lr, is_weight = self.network.flat, self.state.learning_rate, self.network.is_weight
        direction = self._direction(gradient)
        if self.l2:
            direction = direction + self.l2 * flat * is_weight
        if not self.l1:
            flat -= lr * direction
            return
        new, dead = reference.l1_update(flat, self.dead, direction, lr, self.l1)
        self.dead = dead & is_weight
        flat[...] = np.where(is_weight, new, flat - lr * direction)

    def _direction(self, gradient: np.ndarray) -> np.ndarray:
        """What is taken from the weights, divided by the learning rate."""
        state, flat = self.state, self.network.flat
        if state.optimizer == "sgd":
            return gradient
        hyper = {"mu": state.momentum} if state.optimizer == "momentum" else {}
        moved, self.memory = reference.optimizer_step(
            state.optimizer, flat, gradient, self.memory, lr=state.learning_rate, **hyper
        )
        direction: np.ndarray = (flat - moved) / state.learning_rate
        return direction
