"""A small lab that is judged by what it reaches: a linear classifier of two clouds of points."""

from __future__ import annotations

from pathlib import Path

from tests.grader.small_lab import FILES as CODE_FILES

FILES = {
    "lab.yaml": """\
format: result
number: L9.2
title: Two clouds
minutes: 10
functions:
  - signature: train(X, y, seed)
    does: The weights (D,) and the bias of a linear classifier.
  - signature: predict(model, X)
    does: The labels 0 and 1 of points (N, D).
weights: {result: 80, performance: 20}
performance: {full_at: 3, zero_at: 1000}
limits: {cpu_seconds: 2, memory_mib: 256, model_mib: 1}
""",
    "statement.md": "Tell two clouds of points apart.\n",
    "hints.md": CODE_FILES["hints.md"],
    "starter.py": """\
def train(X, y, seed):
    raise NotImplementedError


def predict(model, X):
    raise NotImplementedError
""",
    "reference.py": """\
import numpy as np


def train(X, y, seed):
    means = [X[y == label].mean(axis=0) for label in (0, 1)]
    w = means[1] - means[0]
    return w, float(-w @ (means[0] + means[1]) / 2)


def predict(model, X):
    w, b = model
    return (X @ w + b > 0).astype(int)
""",
    "task.py": """\
import numpy as np

from grader.formats.result import Measure, Task
from grader.lab import call


def direction(rng):
    angle = rng.uniform(0, 2 * np.pi)
    return np.array([np.cos(angle), np.sin(angle)])


def clouds(n):
    def draw(rng, world):
        y = np.arange(n) % 2
        return rng.normal(size=(n, 2)) + np.outer(2 * y + 4, 2 * world), y

    return draw


def accuracy(y, predicted, model):
    return np.mean(predicted == y)


def check_model(model):
    if not (isinstance(model, (list, tuple)) and len(model) == 2):
        return "The model is a pair: weights and bias."
    return "" if np.shape(model[0]) == (2,) else "There are two weights."


TASK = Task(
    world=direction,
    train_set=clouds(100),
    held_out=clouds(200),
    train=lambda X, y, seed: call("train", X, y, seed),
    predict=lambda model, X: call("predict", model, X),
    measures=[
        Measure(
            "Held-out accuracy",
            accuracy,
            full_at=0.9,
            zero_at=0.7,
            baseline=0.5,
            reference=0.97,
        )
    ],
    check_model=check_model,
    mistakes={
        "other_way_round": lambda trained: trained.train_values["Held-out accuracy"] < 0.3,
        "without_bias": lambda trained: trained.model[1] == 0,
    },
    seeds=3,
)
""",
    "solutions/means.py": """\
import numpy as np


def train(X, y, seed):
    a, b = X[y == 0].mean(axis=0), X[y == 1].mean(axis=0)
    return [b - a, (a @ a - b @ b) / 2]


def predict(model, X):
    return np.where(X @ model[0] + model[1] > 0, 1, 0)
""",
    "solutions/least_squares.py": """\
import numpy as np


def train(X, y, seed):
    design = np.c_[X, np.ones(len(X))]
    w = np.linalg.lstsq(design, 2.0 * y - 1, rcond=None)[0]
    return w[:2], w[2]


def predict(model, X):
    return X @ model[0] + model[1] > 0
""",
    "mistakes/other_way_round.py": """\
\"\"\"The labels are the other way round: 1 is where the score is positive.\"\"\"


def train(X, y, seed):
    a, b = X[y == 0].mean(axis=0), X[y == 1].mean(axis=0)
    return [a - b, (b @ b - a @ a) / 2]


def predict(model, X):
    return (X @ model[0] + model[1] > 0).astype(int)
""",
    "mistakes/without_bias.py": """\
\"\"\"The bias stays 0: the line between the clouds does not go through the origin.\"\"\"


def train(X, y, seed):
    return [X[y == 1].mean(axis=0) - X[y == 0].mean(axis=0), 0.0]


def predict(model, X):
    return (X @ model[0] + model[1] > 0).astype(int)
""",
    "mistakes/weights_of_three.py": """\
\"\"\"There are two weights.\"\"\"

import numpy as np


def train(X, y, seed):
    return np.zeros(3), 0.0


def predict(model, X):
    return np.zeros(len(X))
""",
}

GOOD = FILES["solutions/means.py"]
PREDICT = "\n\ndef predict(model, X):\n    return (X @ model[0] + model[1] > 0).astype(int)\n"


def write_result_lab(folder: Path, slug: str = "clouds", **changes: str | None) -> Path:
    """Writes the lab to ``folder/slug``; changes are named as for `write_lab`."""
    place = folder / slug
    texts: dict[str, str | None] = dict(FILES)
    for name, text in changes.items():
        path, _, ending = name.replace("__", "/").rpartition("_")
        texts[f"{path}.{ending}"] = text
    for name, content in texts.items():
        if content is not None:
            file = place / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
    return place
