"""The playground's network on the circle, with all seven inputs and two hidden layers of six."""

from __future__ import annotations

import numpy as np

from grader.playground import State, Training, parse_state, train

SEED = 14
EPOCHS = 200
RATE = 0.01
NAMES = ("x1", "x2", "x1 x2", "x1 squared", "x2 squared", "sin x1", "sin x2")
_WHERE = (
    "dataset=circle&noise=0&percTrainData=50&batchSize=10&learningRate=0.03&activation=relu"
    "&networkShape=6,6&x=true&y=true&xTimesY=true&xSquared=true&ySquared=true&sinX=true&sinY=true"
)


def state(rate: float) -> State:
    """The state with L1 at a rate; without a penalty at 0."""
    penalty = f"&regularization=L1&regularizationRate={rate}" if rate else ""
    return parse_state(_WHERE + penalty)


def trained(rate: float) -> Training:
    return train(state(rate), epochs=EPOCHS, seeds=(SEED,))


def weights(layers: list[np.ndarray]) -> list[np.ndarray]:
    """Of each layer the weights (inputs, units), without the biases."""
    return [np.round(layer[0, :-1], 4) for layer in layers]
