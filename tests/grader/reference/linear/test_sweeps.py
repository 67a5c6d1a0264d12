"""Sweeps of coordinate descent: what is left out changes nothing."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from grader import reference as ref
from grader.reference.linear import _sweeps


def naive(X, y, l1, l2, sweeps, w):
    """The weights after each sweep."""
    n, w = len(y), w.copy()
    r, scale = y - X @ w, (X * X).sum(axis=0) / n
    columns = np.ascontiguousarray(X.T)
    for _ in range(sweeps):
        for j, column in enumerate(columns):
            rho = float(column @ r) / n + scale[j] * w[j]
            new = np.sign(rho) * max(abs(rho) - l1, 0) / (scale[j] + l2) if scale[j] + l2 else 0
            if new != w[j]:
                r -= (new - w[j]) * column
                w[j] = new
        yield w.copy()


@pytest.mark.parametrize("shape", [(20, 300), (150, 270), (30, 20)])
def test_iterates_are_those_of_the_definition(shape):
    """Columns alone and correlated; few sweeps and many, from 0 and from elsewhere."""
    rng = np.random.default_rng(0)
    for equal, share, l2 in ((0, 0.3, 0), (0.7, 0.1, 0.1), (0.7, 0.03, 0)):
        X = rng.standard_normal(shape) + equal * rng.standard_normal((shape[0], 1))
        X[:, 7] = 0
        y = X[:, :8] @ rng.standard_normal(8) + rng.standard_normal(shape[0])
        start = rng.standard_normal(shape[1]) if l2 else np.zeros(shape[1])
        l1 = share * ref.lasso_lambda_max(X, y)
        for sweeps, wanted in enumerate(naive(X, y, l1, l2, 20, start), 1):
            if sweeps in (1, 2, 5, 10, 20):
                got = ref.enet_cd(X, y, l1, l2, sweeps, w0=start)
                np.testing.assert_allclose(got, wanted, rtol=1e-7, atol=1e-10)
                np.testing.assert_array_equal(got == 0, wanted == 0)


def test_every_way_to_sweep_was_taken(monkeypatch):
    """Few columns that fail and are chosen anew, linear maps that hold and that do not."""
    seen = set()

    def watch(kind):
        whole = kind.sweep

        def sweep(self, *rest):
            found = whole(self, *rest)
            seen.add((kind.__name__, found is None))
            return found

        monkeypatch.setattr(kind, "sweep", sweep)

    for kind in (_sweeps.All, _sweeps.Few, _sweeps.Steady):
        watch(kind)
    rng = np.random.default_rng(1)
    X = rng.standard_normal((30, 600))
    y = X[:, :10] @ rng.standard_normal(10) + rng.standard_normal(30)
    lam = 0.1 * ref.lasso_lambda_max(X, y)
    w = ref.lasso_cd(X, y, lam, 80)
    ways = {("All", False), ("Few", False), ("Few", True), ("Steady", False), ("Steady", True)}
    assert seen == ways
    *_, wanted = naive(X, y, lam, 0, 80, np.zeros(600))
    np.testing.assert_allclose(w, wanted, rtol=1e-6, atol=1e-9)


def test_memory_does_not_grow_with_the_square_of_the_columns():
    rng = np.random.default_rng(2)
    X, y = rng.standard_normal((20, 5000)), rng.standard_normal(20)
    lam = 0.3 * ref.lasso_lambda_max(X, y)
    tracemalloc.start()
    try:
        ref.lasso_cd(X, y, lam, 30)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 20 * X.nbytes  # a Gram matrix would be 250 times as large as X


def test_single_precision_reaches_the_optimum():
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((100, 300)).astype("f4"), rng.standard_normal(100).astype("f4")
    w = ref.lasso_cd(X, y, 0.05, 200)
    assert w.dtype == np.float32
    exact = ref.lasso_cd(X.astype(float), y.astype(float), 0.05, 200)
    np.testing.assert_allclose(w, exact, atol=2e-5)
