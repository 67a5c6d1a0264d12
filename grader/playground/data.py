"""The points of a training: drawn from each seed by the reference's generators, as features."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from grader import reference
from grader.playground.state import State
from grader.reference.datasets import Split

_MAKERS = {
    "circle": reference.make_circle,
    "xor": reference.make_xor,
    "gauss": reference.make_gauss,
    "spiral": reference.make_spiral,
    "reg-plane": reference.make_reg_plane,
    "reg-gauss": reference.make_reg_gauss,
}
_PERCENT = 100


class Streams(NamedTuple):
    """Generators of one seed, one for each use, so that no use moves the numbers of another."""

    data: np.random.Generator
    weights: np.random.Generator
    dropout: np.random.Generator


class Data(NamedTuple):
    """Points of all seeds, float64: positions (S, N, 2), features (S, N, F), labels (S, N)."""

    train_points: np.ndarray
    train: np.ndarray
    train_labels: np.ndarray
    test_points: np.ndarray
    test: np.ndarray
    test_labels: np.ndarray


def streams_of(seed: int) -> Streams:
    """The generators (PCG64) of a seed."""
    return Streams(*map(np.random.default_rng, np.random.SeedSequence(seed).spawn(3)))


def draw_points(state: State, rng: np.random.Generator) -> Split:
    """Points of one seed, those to train on first; positions (N, 2), labels (N,)."""
    name = state.reg_dataset if state.is_regression else state.dataset
    points = _MAKERS[name](state.point_count, state.noise / _PERCENT, rng)
    return reference.split(points.X, points.y, state.train_percent)


def draw_data(state: State, streams: Sequence[Streams]) -> Data:
    """Points of all seeds, one on another, in the order of the streams."""
    parts = [draw_points(state, each.data) for each in streams]
    features = [
        [reference.playground_features(X, state.features) for X in (part.X_train, part.X_test)]
        for part in parts
    ]
    return Data(
        np.stack([part.X_train for part in parts]),
        np.stack([train for train, _ in features]),
        np.stack([part.y_train for part in parts]),
        np.stack([part.X_test for part in parts]),
        np.stack([test for _, test in features]),
        np.stack([part.y_test for part in parts]),
    )
