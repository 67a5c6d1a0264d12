"""The playground on the server: states of it, trained again from seeds, and what is found there.

    state = parse_state("dataset=circle&regularization=L1&regularizationRate=0.01")
    training = train(state, epochs=200)
    findings(training)

A state is the text after ``#`` in the address of a playground. All seeds are trained together, by
the rules of the playground: nothing that a browser says of a training is believed.
"""

from grader.playground.findings import MEASURES, Findings, findings
from grader.playground.state import FEATURES, MOST_POINTS, State, parse_state
from grader.playground.training import (
    MOST_EPOCHS,
    MOST_UPDATES,
    SEEDS,
    Training,
    TrainingTimeout,
    check_size,
    train,
)
from grader.playground.values import ACTIVATIONS, MOST_LAYERS, MOST_UNITS, StateError

__all__ = [
    "ACTIVATIONS",
    "FEATURES",
    "MEASURES",
    "MOST_EPOCHS",
    "MOST_LAYERS",
    "MOST_POINTS",
    "MOST_UNITS",
    "MOST_UPDATES",
    "SEEDS",
    "Findings",
    "State",
    "StateError",
    "Training",
    "TrainingTimeout",
    "check_size",
    "findings",
    "parse_state",
    "train",
]
