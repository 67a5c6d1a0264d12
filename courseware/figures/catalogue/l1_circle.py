"""The playground before training: the circle, seven inputs, two hidden layers, small weights."""

from __future__ import annotations

import numpy as np

from courseware.figures import Column, Figure
from courseware.figures.catalogue import _circle
from grader import reference as ref
from grader.playground.data import draw_data, streams_of
from grader.playground.network import Network

SHOWN = 120  # points of those to train on
SIDE = 12  # cells of an input's small map
REACH = 6.0

CAPTION = """
The playground of the exercise before training. First panel: the points, a disc of one class and a
ring of the other around it. Second panel: the network. Each of the seven inputs is drawn as a map
of the same square, blue where it is positive and orange where it is negative; the sum of the two
squares tells the classes apart. Every one of the {{ links }} links to the units and to the output
has a small random weight, solid if it is positive and dashed if it is negative.
"""
ALT = """
First panel: points in a square: a disc of one class in the middle and a ring of the other class
around it. Second panel: a network: a column of {{ inputs }} inputs, two columns of {{ units }}
hidden units, and one output. Each input has a small map. Those of x1 and x2 change their sign
from one side to the other, that of their product has four quarters, the two squares are large at
two opposite sides, and the sines have stripes. Thin links join every input to every unit of the
first layer, these to every unit of the second, and those to the output.
"""


def figure() -> Figure:
    streams = [streams_of(_circle.SEED)]
    state = _circle.state(_circle.RATE)
    data = draw_data(state, streams)
    weights = _circle.weights(Network(state, streams).layers)
    points, labels = data.train_points[0, :SHOWN], data.train_labels[0, :SHOWN]
    sizes = np.abs(weights[0])
    return Figure(
        title="The playground before training",
        caption=CAPTION,
        alt=ALT,
        data={
            "positive": np.round(points[labels > 0], 2),
            "negative": np.round(points[labels < 0], 2),
            "maps": _maps(state.features),
            "weights": weights,
        },
        table=[
            Column("Input", _circle.NAMES),
            Column("Smallest weight in size", sizes.min(axis=1), ".3f"),
            Column("Largest weight in size", sizes.max(axis=1), ".3f"),
            Column("Sum of sizes", sizes.sum(axis=1), ".3f"),
        ],
        numbers={
            "inputs": len(state.features),
            "units": state.shape[0],
            "links": sum(each.size for each in weights),
        },
    )


def _maps(names: tuple[str, ...]) -> np.ndarray:
    """Of each input the rows of its map from the top: levels from -2 to 2."""
    ticks = (np.arange(SIDE) + 0.5) / SIDE * 2 * REACH - REACH
    x, y = np.meshgrid(ticks, -ticks)
    values = ref.playground_features(np.column_stack([x.ravel(), y.ravel()]), names)
    levels = np.clip(np.round(values / np.abs(values).max(axis=0) * 2.4), -2, 2)
    return levels.T.reshape(len(names), SIDE, SIDE).astype(int)
