"""Solvers of the lasso and the elastic net, until the duality gap is as small as asked for."""

from __future__ import annotations

import numpy as np
from sklearn import linear_model

from grader import reference as ref
from tests.bench.rivals import Duel


def problem(rng, n, d, active):
    X, w = rng.standard_normal((n, d)), np.zeros(d)
    w[rng.choice(d, active, replace=False)] = rng.standard_normal(active)
    return X, X @ w + rng.standard_normal(n)


def descent(n, d, active, share, l2=0.0):
    """`active` columns make the labels; `share` is that of the rate at which all weights are 0."""

    def make(rng, scale):
        X, y = problem(rng, n, d, active)
        l1 = share * ref.lasso_lambda_max(X, y)
        tol = 1e-6 * (y @ y) / n
        alpha = l1 + l2

        # The rival's own tolerance: the loosest power of ten with which its gap is as small.
        for power in range(2, 13):
            model = linear_model.ElasticNet(
                alpha, l1_ratio=l1 / alpha, fit_intercept=False, tol=10.0**-power, max_iter=10**4
            )
            if ref.enet_duality_gap(X, y, model.fit(X, y).coef_, l1, l2) <= tol:
                break
        return (lambda: ref.enet_cd(X, y, l1, l2, 10**4, tol=tol)), {
            "sklearn": lambda: model.fit(X, y)
        }

    name = "enet_cd" if l2 else "lasso_cd"
    size = f"{n}x{d}, {active} columns used, rate {share:g} of the largest"
    return Duel(name, size, make, scales=(1,), solver=True)


def sweeps(rng, scale):
    X, y = problem(rng, 50, 1000 * scale, 10)
    lam = 0.2 * ref.lasso_lambda_max(X, y)
    return (lambda: ref.lasso_cd(X, y, lam, 10)), {}


DUELS = [
    descent(20, 5, 2, 0.1),
    descent(400, 200, 40, 0.1),
    descent(4000, 200, 40, 0.1),
    descent(1000, 400, 400, 0.1),
    descent(1000, 400, 400, 0.01),
    descent(500, 1000, 50, 0.1),
    descent(1000, 1000, 400, 0.1),
    descent(50, 6000, 10, 0.5),
    descent(50, 6000, 10, 0.1),
    descent(4000, 2000, 20, 0.1),
    descent(4000, 2000, 400, 0.1),
    descent(4000, 2000, 2000, 0.1),
    descent(400, 200, 40, 0.1, l2=0.1),
    descent(4000, 2000, 400, 0.1, l2=0.1),
    Duel("lasso_cd", "10 sweeps of 50x1000", sweeps),
]
