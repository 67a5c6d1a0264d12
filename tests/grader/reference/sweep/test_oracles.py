"""Functions of rows and vectors against mpmath, in units in the last place (ulp) of their dtype."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pytest
from mpmath import mp, mpf

from grader import reference as ref
from tests.grader.reference.sweep import oracles

ROWS = [
    [0.5, -1.25, 2.0, 0.0],
    [3.0, 3.5, 3.375, 2.25],
    [1000.0, -1000.0, 998.5, 0.0],
    [-3.0, 40.0, 1e-6, 4.0],
    [0.125, 0.25, 0.5, 60.0],
]
OTHERS = [[1.0, 2.0, -0.5, 0.25], [0.5, -3.0, 1.0, 2.0], [3.0, 1.0, 1.0, -2.0], ROWS[3]]
PROBABILITIES = np.array([[16, 16, 16, 16], [1, 2, 60, 1], [0, 64, 0, 0], [63, 1, 0, 0]]) / 64
WEIGHTS = [[0.5, -1.5, 2.0, -0.25, 0.75], [1e-3, 40.0, -3.0, 2.0, 1e-6]]
LABELS: dict[str, Any] = {
    "class": (0, 2),
    "distribution": PROBABILITIES[1:],
    "distributions": PROBABILITIES[1:],
    "vectors": OTHERS[:2],
}
ULPS = 4.0
dtypes = pytest.mark.parametrize("dtype", ["f4", "f8"])


@pytest.fixture(autouse=True)
def digits():
    with mp.workdps(80):
        yield


class Errors:
    """What is too far off, to be told all at once."""

    def __init__(self, dtype: str) -> None:
        self.info = np.finfo(dtype)
        self.words: list[str] = []

    def compare(self, what: str, got, wanted, scale: float = 0.0, extra: float = 0.0) -> None:
        """`scale`: the largest of the numbers that were added; `extra`: units allowed as well."""
        size = max(abs(wanted), mpf(scale), mpf(float(self.info.tiny)))
        unit = mp.ldexp(1, int(mp.floor(mp.log(size, 2))) - self.info.nmant)
        off = abs(mpf(float(got)) - wanted) / unit if np.isfinite(got) else mpf("inf")
        if off > ULPS + extra:
            self.words.append(f"{what}: {got!r}, not {mp.nstr(wanted, 17)}: {mp.nstr(off, 3)} ulp")

    def check(self) -> None:
        assert not self.words, "\n" + "\n".join(self.words)


def exact(values) -> list:
    return [mpf(float(v)) for v in values]


@dtypes
def test_functions_of_rows(dtype: str):
    errors = Errors(dtype)
    for name, f in oracles.ROWS.items():
        rows = np.array(PROBABILITIES if name == "entropy" else ROWS, dtype)
        for row, got in zip(rows, getattr(ref, name)(rows), strict=True):
            wanted = f(exact(row))
            parts = wanted if isinstance(wanted, list) else [wanted]
            for i, (one, other) in enumerate(zip(np.atleast_1d(got), parts, strict=True)):
                # exp of a difference that was rounded: of 40 half a unit is 20 of the exponential.
                extra = float(row.max() - row[i]) / 2 if name == "softmax" else 0.0
                errors.compare(f"{name}({row.tolist()})[{i}]", one, other, extra=extra)
    errors.check()


@dtypes
def test_losses_of_rows_and_their_gradients(dtype: str):
    errors = Errors(dtype)
    free = {"vectors": OTHERS, "distributions": PROBABILITIES[:2]}
    for name, (kind, place, f) in oracles.LOSSES.items():
        rows = np.array(free.get(kind, ROWS), dtype)
        for labels in LABELS[kind]:
            each = np.array([labels] * len(rows), int if kind == "class" else dtype)
            pair = (rows, each) if place == 0 else (each, rows)
            losses = getattr(ref, name)(*pair, reduction="none")
            grads = getattr(ref, f"{name}_grad")(*pair, reduction="none")
            label = labels if kind == "class" else exact(each[0])
            loss_of = partial(f, label) if place else partial(lambda y, z, f=f: f(z, y), label)
            for row, loss, grad in zip(rows, losses, grads, strict=True):
                # Differences of scores are rounded at the size of the scores.
                scale = 1.0 if kind == "vectors" else max(1.0, float(np.abs(row).max()))
                what = f"{name}({row.tolist()}, {labels})"
                errors.compare(what, loss, loss_of(exact(row)), scale)
                for one, other in zip(grad, oracles.slopes(loss_of, exact(row)), strict=True):
                    errors.compare(f"gradient of {what}", one, other, 1.0)
    errors.check()


@dtypes
def test_regression_losses_and_their_gradients(dtype: str):
    errors = Errors(dtype)
    y, p = np.array(OTHERS[0], dtype), np.array(OTHERS[1], dtype)
    for name, f in oracles.REGRESSION.items():
        more = {} if name == "rmse" else {"reduction": "mean"}
        loss_of = partial(f, exact(y))
        errors.compare(name, getattr(ref, name)(y, p, **more), loss_of(exact(p)))
        grad = getattr(ref, f"{name}_grad")(y, p, **more)
        for one, other in zip(grad, oracles.slopes(loss_of, exact(p)), strict=True):
            errors.compare(f"gradient of {name}", one, other)
    errors.check()


@dtypes
def test_penalties_and_their_gradients(dtype: str):
    errors = Errors(dtype)
    for name, (more, f) in oracles.PENALTIES.items():
        for weights in WEIGHTS:
            w = np.array(weights, dtype)
            errors.compare(f"{name}({weights})", getattr(ref, name)(w, *more), f(exact(w)))
            grad = getattr(ref, f"{name}_grad")(w, *more)
            for one, other in zip(grad, oracles.slopes(f, exact(w)), strict=True):
                errors.compare(f"gradient of {name}({weights})", one, other)
    errors.check()
