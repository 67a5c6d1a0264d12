"""The numbers of which a page draws a training: a surface, points, and curves of the loss."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from grader import reference
from grader.playground import Findings, Training
from grader.playground.network import with_ones

CELLS, EXTENT, LEVELS = 24, 6.0, 4
"""Cells of a side of the surface, half of its side, and levels of a color from 0 to 1."""
POINTS, EPOCHS = 120, 60
"""How many points and how many epochs are drawn at most."""
HIGHEST = 1e6
"""Losses above are drawn as this."""


def median_place(found: tuple[Findings, ...]) -> int:
    """The place of the seed with the median test loss; what is not finite counts as large."""
    losses = [each.test_loss if math.isfinite(each.test_loss) else math.inf for each in found]
    return sorted(range(len(losses)), key=lambda place: losses[place])[len(losses) // 2]


def picture(training: Training, found: tuple[Findings, ...]) -> dict[str, Any]:
    """For JSON: the surface and the points of the median seed, and the test losses of all seeds.

    ``surface`` has rows from top to bottom of levels from -4 to 4; ``points`` are (x, y, label).
    """
    place = median_place(found)
    with np.errstate(all="ignore"):
        surface = _surface(training)[place]
    data = training.data
    labels = np.clip(data.train_labels[place], -1, 1)
    points = np.column_stack([data.train_points[place], labels])[:POINTS]
    epochs = np.unique(np.linspace(0, training.epochs, EPOCHS).round().astype(int))
    losses = np.nan_to_num(training.test_loss[:, epochs], nan=HIGHEST, posinf=HIGHEST)
    return {
        "seed": found[place].seed,
        "surface": surface.tolist(),
        "points": points.round(2).tolist(),
        "epochs": epochs.tolist(),
        "losses": np.minimum(losses, HIGHEST).round(4).tolist(),
    }


def _surface(training: Training) -> np.ndarray:
    """(S, CELLS, CELLS) ints: the output in the middle of each cell, what is no number as 0."""
    middles = (np.arange(CELLS) + 0.5) * 2 * EXTENT / CELLS - EXTENT
    x, y = np.meshgrid(middles, -middles)
    grid = np.column_stack([x.ravel(), y.ravel()])
    features = reference.playground_features(grid, training.state.features)
    seeds = len(training.seeds)
    outputs = training.network.outputs(with_ones(np.stack([features] * seeds)))
    levels = np.rint(np.clip(np.nan_to_num(outputs), -1, 1) * LEVELS).astype(int)
    return levels.reshape(seeds, CELLS, CELLS)
