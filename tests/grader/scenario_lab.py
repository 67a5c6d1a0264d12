"""A small lab of calls that belong together, and of answers that a property decides."""

from __future__ import annotations

from pathlib import Path

from tests.grader.small_lab import write_lab

LAB = """\
number: L9.2
title: Steps
minutes: 5
functions:
  - signature: forward(x)
    does: x squared, and what backward needs.
  - signature: backward(g, cache)
    does: The gradient of x squared.
  - signature: step(w, g, state, *, rate)
    does: A step with momentum.
  - signature: fit_scaler(x)
    does: What scales x.
  - signature: transform(x, scaler)
    does: x scaled.
  - signature: inverse(z, scaler)
    does: x again.
  - signature: nearest(x)
    does: The point of the unit ball that is nearest to x.
weights: {correctness: 100, performance: 0}
performance: {full_at: 2, zero_at: 20}
limits: {call_seconds: 1, memory_mib: 256}
"""
REFERENCE = """\
from typing import NamedTuple

import numpy as np


class Cache(NamedTuple):
    x: np.ndarray
    mean: float


def forward(x):
    return x * x, Cache(x, float(x.mean()))


def backward(g, cache):
    return 2.0 * g * cache.x


def step(w, g, state, *, rate):
    velocity = g if state is None else 0.9 * state + g
    return w - rate * velocity, velocity


def fit_scaler(x):
    return x.mean(), x.std()


def transform(x, scaler):
    if np.ndim(x) != 1:
        raise ValueError("x must be a vector")
    return (x - scaler[0]) / scaler[1]


def inverse(z, scaler):
    return z * scaler[1] + scaler[0]


def nearest(x):
    return x / max(1.0, float(np.linalg.norm(x)))
"""
CASES = """\
import numpy as np

from grader.lab import Case, call, raises, result, steps

X = np.array([1.0, 2.0, 4.0])


def cases(name, x):
    yield Case(
        name + "backward",
        steps(call("forward", x), call("backward", np.ones(len(x)), result(0)[1])),
        hint="The gradient of x squared is 2 x.",
    )
    yield Case(
        name + "mean in the cache",
        steps(call("forward", x), judged=(result(0)[0], result(0)[1].mean)),
        hint="The cache has the mean.",
    )
    w, state, calls = x, None, []
    for k in range(5):
        calls.append(call("step", w, x - k, state, rate=0.1))
        w, state = result(k)[0], result(k)[1]
    yield Case(
        name + "five steps",
        steps(*calls, judged=[result(k)[0] for k in range(5)]),
        hint="The velocity lasts from step to step.",
    )
    yield Case(
        name + "there and back",
        steps(
            call("fit_scaler", x),
            call("transform", x + 1, result(0)),
            call("inverse", result(1), result(0)),
            judged=(result(1), result(2)),
        ),
        hint="Scaling is undone.",
    )
    yield Case(
        name + "a matrix",
        steps(call("fit_scaler", x), call("transform", np.ones((2, 2)), result(0))),
        hint="A matrix is refused.",
        expects=raises(ValueError),
    )
    yield Case(name + "nearest point", call("nearest", x), hint="Project.", check=is_nearest)


def is_nearest(answer, inputs):
    x = inputs["x"]
    if np.linalg.norm(answer) > 1 + 1e-9:
        return "The point lies outside of the ball."
    residual = float(np.linalg.norm(x - answer - max(0.0, float((x - answer) @ answer)) * answer))
    if np.linalg.norm(x) > 1 and residual > 1e-6:
        return f"x - p must point along p; the residual is {residual:.2g}."
    return None


def visible():
    yield from cases("", X)


def hidden(rng):
    yield from cases("hidden ", rng.random(4) + 1)
"""
MISTAKES = {
    "half": ("The factor 2 is missing.", "2.0 * g * cache.x", "g * cache.x"),
    "forgets": ("The velocity is forgotten.", "g if state is None else 0.9 * state + g", "g"),
    "outside": (
        "Only points outside of the ball move.",
        "x / max(1.0, float(np.linalg.norm(x)))",
        "np.clip(x, -1, 1)",
    ),
}


def write_scenario_lab(folder: Path, **changes: str | None) -> Path:
    """Writes the lab to ``folder/steps``; changes as in `write_lab`."""
    mistakes = {
        f"mistakes__{name}_py": f'"""{hint}"""\n\n{REFERENCE.replace(right, wrong)}'
        for name, (hint, right, wrong) in MISTAKES.items()
    }
    starter = "".join(
        f"def {line.split('signature: ')[1]}:\n    raise NotImplementedError\n\n\n"
        for line in LAB.splitlines()
        if "signature" in line
    )
    files: dict[str, str | None] = {
        "lab_yaml": LAB,
        "starter_py": starter,
        "reference_py": REFERENCE,
        "cases_py": CASES,
        "workload_py": (
            "from grader.lab import call\n\nSIZES = (1000,)\n\n\n"
            'def make(rng, size):\n    return [call("nearest", rng.random(size))]\n'
        ),
        "solutions__adding_py": REFERENCE,
        "solutions__multiplying_py": REFERENCE.replace("x * x", "x**2"),
        "mistakes__squares_py": None,
        "mistakes__root_of_anything_py": None,
        "mistakes__changes_its_input_py": None,
    }
    return write_lab(folder, "steps", **files | mistakes | changes)
