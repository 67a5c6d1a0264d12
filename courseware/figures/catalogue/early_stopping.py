"""Losses of an over-parameterized logistic regression in training, and when patience ends it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from courseware.figures import Column, Figure, Slider, State
from grader import reference as ref

SEED, FEATURES = 11, 80
TRAIN, VALIDATION = 60, 150
CHECKS, BATCH, LEARNING_RATE = 160, 4, 0.06
RATES = np.geomspace(0.03, 3, 12)

CAPTION = """
First panel: a logistic regression with {{ features }} weights and only {{ train }} examples to
learn from. The losses are measured after each batch of {{ batch }}. The training loss keeps
falling; the validation loss wobbles, is lowest at measurement {{ lowest }} and rises from then
on. Training stops when it has brought nothing new for as many measurements as the patience says.
Too little patience ends it at one of the early bumps. Second panel: the validation loss over the
length of the weights: on the way of gradient descent, and at the optimum for {{ rates }} rates of
an L2 penalty. Both are lowest at nearly the same length, at {{ best_path:.3f }} and
{{ best_ridge:.3f }}.
"""
ALT = """
First panel: two losses over the number of measurements, up to {{ checks }}. Both begin at
{{ first:.3f }}. The training loss falls. The validation loss falls with many small bumps until
{{ lowest }} and then rises slowly. With a patience of {{ patience }}, lines mark the best
measurement, {{ best }}, and the last one, {{ last }}; the ground between them is shaded. Second
panel: two curves over the length of the weights: both fall, are lowest at nearly the same length,
and rise.
"""
SAID = """
With a patience of {{ patience }}, training ends at measurement {{ last }} and keeps the weights
of measurement {{ best }}, whose validation loss is {{ best_loss:.3f }}. The lowest of all is
{{ best_path:.3f }}, at measurement {{ lowest }}.
"""


def figure() -> Figure:
    rng = np.random.default_rng(SEED)
    truth = np.where(np.arange(FEATURES) < 12, rng.normal(0, 0.8, FEATURES), 0)
    X, y = _sample(rng, truth, TRAIN)
    X_val, y_val = _sample(rng, truth, VALIDATION)

    path = _descent(rng, X, y)
    train_loss = [ref.logistic_objective(X, y, w[:-1], w[-1]) for w in path]
    loss = np.array([ref.logistic_objective(X_val, y_val, w[:-1], w[-1]) for w in path])
    ridge = [ref.logistic_newton(X, y, rate) for rate in RATES]
    ridge_loss = np.array([ref.logistic_objective(X_val, y_val, w, b) for w, b in ridge])
    shown = np.unique([*range(0, CHECKS + 1, 20), int(loss.argmin())])
    return Figure(
        title="Early stopping",
        caption=CAPTION,
        alt=ALT,
        said=SAID,
        data={
            "train": np.round(train_loss, 5),
            "validation": np.round(loss, 5),
            "path": np.round([ref.l2(w[:-1]) for w in path], 4),
            "ridge": [[round(float(ref.l2(w)), 4) for w, _ in ridge], np.round(ridge_loss, 5)],
        },
        table=[
            Column("Measurement", shown, "d"),
            Column("Training loss", np.array(train_loss)[shown], ".3f"),
            Column("Validation loss", loss[shown], ".3f"),
            Column("Length of the weights", [ref.l2(path[n][:-1]) for n in shown], ".3f"),
        ],
        numbers={
            "features": FEATURES,
            "train": TRAIN,
            "batch": BATCH,
            "checks": CHECKS,
            "first": loss[0],
            "lowest": int(loss.argmin()),
            "rates": len(RATES),
            "best_path": loss.min(),
            "best_ridge": ridge_loss.min(),
        },
        controls=(Slider("patience", "Patience", 1, 20, 1, 8, format="d"),),
    )


def read(data: Mapping[str, Any], state: State) -> dict[str, float]:
    losses = np.asarray(data["validation"])
    stop = ref.early_stopping(losses, int(state["patience"]))
    last = stop.stop_epoch if stop.stop_epoch >= 0 else len(losses) - 1
    return {
        "best": stop.best_epoch,
        "last": last,
        "best_loss": losses[stop.best_epoch],
    }


def _sample(rng: np.random.Generator, truth: np.ndarray, count: int) -> tuple[Any, Any]:
    X = rng.normal(size=(count, FEATURES))
    return X, (rng.uniform(size=count) < ref.sigmoid(X @ truth)).astype(float)


def _descent(rng: np.random.Generator, X: np.ndarray, y: np.ndarray) -> list[np.ndarray]:
    """Weights with the intercept after each batch, those before the first one included."""
    examples = np.column_stack([X, np.ones(len(X))])
    w = np.zeros(FEATURES + 1)
    found = [w]
    while len(found) <= CHECKS:
        for rows in rng.permutation(len(X)).reshape(-1, BATCH):
            off = ref.sigmoid(examples[rows] @ w) - y[rows]
            w = w - LEARNING_RATE / BATCH * (off @ examples[rows])
            found.append(w)
    return found[: CHECKS + 1]
