"""A regression network, and its errors while it is trained on invented house prices."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from courseware.figures import Column, Figure
from grader import reference as ref

SEED = 1
FEATURES, HIDDEN = 9, (100, 50, 20)
TRAINING, HELD_OUT, BATCH, EPOCHS = 300, 1000, 100, 25
RATE, DROPOUT = 0.01, 0.1
SPREAD, NOISE = 80, 0.25  # thousands for a unit of value; noise in such units

CAPTION = """
First panel: the network, with the numbers of units and, between the layers, of parameters:
{{ parameters:,d }} in all. Second panel: its error (root mean square) on invented house prices,
in thousands, while Adam trains it with a learning rate of {{ rate:.2f }} on {{ training }}
houses. The best linear model misses new houses by {{ linear:.1f }}, the network by
{{ plain_held_out:.1f }} at the end, and by {{ dropout_held_out:.1f }} with a drop rate of
{{ dropout:.1f }}. The prices have noise of {{ noise }}, which nobody can predict: where the
training error is less, the network has learned its houses by heart, and dropout slows this down.
"""
ALT = """
First panel: bars for the layers, tall where there are many units: {{ inputs }} inputs, then
{{ first }}, {{ second }}, {{ third }} and one unit. Between them are the numbers of parameters,
{{ between_1:,d }}, {{ between_2:,d }}, {{ between_3:,d }} and {{ between_4 }}. Second panel:
curves of the error over passes through the data, from one to {{ epochs }}. Level lines mark the
linear model at {{ linear:.1f }} and the noise at {{ noise }}. The error on new houses falls below
the linear model within a few passes. Without dropout it then rises a little, to
{{ plain_held_out:.1f }}; with dropout it stays near {{ dropout_held_out:.1f }}. The errors on
training houses go on falling below the noise, to {{ plain_training:.1f }} without dropout and
{{ dropout_training:.1f }} with it.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    training, held_out = _houses(rng, TRAINING), _houses(rng, HELD_OUT)
    errors = {rate: list(_errors(training, held_out, rate)) for rate in (0.0, DROPOUT)}
    curves = {
        "plainTraining": [each[0] for each in errors[0.0]],
        "plainHeldOut": [each[1] for each in errors[0.0]],
        "dropoutTraining": [each[0] for each in errors[DROPOUT]],
        "dropoutHeldOut": [each[1] for each in errors[DROPOUT]],
    }
    linear = _linear_error(training, held_out)
    sizes = [FEATURES, *HIDDEN, 1]
    between = [ref.count_params(sizes[i : i + 2]) for i in range(len(sizes) - 1)]
    shown = [0, 1, 2, 4, 6, 9, 14, 19, 24]
    return Figure(
        title="A regression network and its training",
        caption=CAPTION,
        alt=ALT,
        data={
            "sizes": sizes,
            "between": between,
            "linear": linear,
            "noise": SPREAD * NOISE,
            **curves,
        },
        table=[
            Column("Passes over the data", [epoch + 1 for epoch in shown], "d"),
            *(
                Column(title, [curves[name][epoch] for epoch in shown], ".1f")
                for title, name in (
                    ("Training houses", "plainTraining"),
                    ("New houses", "plainHeldOut"),
                    ("Training houses, dropout", "dropoutTraining"),
                    ("New houses, dropout", "dropoutHeldOut"),
                )
            ),
        ],
        numbers={
            "inputs": FEATURES,
            "first": HIDDEN[0],
            "second": HIDDEN[1],
            "third": HIDDEN[2],
            "parameters": ref.count_params(sizes),
            **{f"between_{i + 1}": count for i, count in enumerate(between)},
            "rate": RATE,
            "dropout": DROPOUT,
            "training": TRAINING,
            "epochs": EPOCHS,
            "linear": linear,
            "noise": SPREAD * NOISE,
            "plain_training": curves["plainTraining"][-1],
            "plain_held_out": curves["plainHeldOut"][-1],
            "dropout_training": curves["dropoutTraining"][-1],
            "dropout_held_out": curves["dropoutHeldOut"][-1],
        },
    )


Houses = tuple[np.ndarray, np.ndarray]


def _houses(rng: np.random.Generator, count: int) -> Houses:
    """Prices in thousands: a hill on the map, a road, a product, a trend; the rest is noise."""
    X = rng.uniform(-1, 1, (count, FEATURES))
    hill = np.exp(-((X[:, 0] - 0.4) ** 2 + X[:, 1] ** 2) / 0.4)
    value = 1.2 * hill + np.abs(X[:, 1]) + 0.8 * X[:, 2] * X[:, 3] + 0.4 * X[:, 4]
    return X, 150 + SPREAD * (value + NOISE * rng.normal(size=count))


def _errors(training: Houses, held_out: Houses, dropout: float) -> Iterator[tuple[float, float]]:
    """The errors on both sets after each pass."""
    rng = np.random.default_rng(SEED)
    X, prices = training
    mean, spread = prices.mean(), prices.std()
    params, states = ref.init_params([FEATURES, *HIDDEN, 1], rng), None
    for _ in range(EPOCHS):
        batches = rng.permutation(TRAINING).reshape(-1, BATCH)
        masks = [[rng.random((BATCH, units)) for units in HIDDEN] for _ in batches]
        params, _, states = ref.mlp_train(
            params,
            X,
            (prices - mean) / spread,
            batches,
            optimizer="adam",
            hyper={"lr": RATE},
            rate=dropout,
            masks=masks,
            states=states,
        )
        outputs = [mean + spread * ref.mlp_forward(X, params)[0][:, 0] for X in (X, held_out[0])]
        yield ref.rmse(prices, outputs[0]), ref.rmse(held_out[1], outputs[1])


def _linear_error(training: Houses, held_out: Houses) -> float:
    tables = [np.column_stack([X, np.ones(len(X))]) for X, _ in (training, held_out)]
    weights = np.linalg.lstsq(tables[0], training[1])[0]
    return float(ref.rmse(held_out[1], tables[1] @ weights))
