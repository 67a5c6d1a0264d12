"""Models, solvers and optimizers."""

from __future__ import annotations

import numpy as np
import torch
from scipy import linalg, stats
from sklearn import linear_model, preprocessing

from grader import reference as ref
from tests.bench.rivals import Duel


def regression(rng, n, d):
    X = rng.standard_normal((n, d))
    return X, X @ (rng.standard_normal(d) * (rng.random(d) < 0.2)) + rng.standard_normal(n)


def least_squares(rng, scale):
    X, y = regression(rng, 1000 * scale, 20)
    a, b = torch.from_numpy(np.c_[X, np.ones(len(X))]), torch.from_numpy(y[:, None])
    rivals = {
        "sklearn": lambda: linear_model.LinearRegression().fit(X, y),
        "scipy": lambda: linalg.lstsq(a.numpy(), y, check_finite=False),
        "torch": lambda: torch.linalg.lstsq(a, b),
    }
    return (lambda: ref.linear_regression(X, y)), rivals


def ridge(rng, scale):
    X, y = regression(rng, 1000 * scale, 20)
    model = linear_model.Ridge(1.0, fit_intercept=False)
    return (lambda: ref.ridge(X, y, 1.0)), {"sklearn": lambda: model.fit(X, y)}


def newton(rng, scale):
    X = rng.standard_normal((1000 * scale, 50))
    y = (X @ rng.standard_normal(50) / 5 + rng.logistic(size=len(X)) > 0).astype(int)
    model = linear_model.LogisticRegression(
        C=1 / (len(X) * 0.01), solver="newton-cholesky", tol=1e-8
    )
    return (lambda: ref.logistic_newton(X, y, 0.01, tol=1e-8)), {"sklearn": lambda: model.fit(X, y)}


def many_classes(rng, scale):
    X = rng.standard_normal((1000 * scale, 20))
    y = (X @ rng.standard_normal((20, 10)) / 2 + rng.gumbel(size=(len(X), 10))).argmax(axis=1)
    model = linear_model.LogisticRegression(C=1 / (len(X) * 0.01), tol=1e-6, max_iter=500)
    return (lambda: ref.softmax_regression(X, y, 10, 0.01, tol=1e-6)), {
        "sklearn": lambda: model.fit(X, y)
    }


def scaling(rng, scale):
    X = rng.standard_normal((10_000 * scale, 20))
    return (lambda: ref.zscore(X)), {
        "sklearn": lambda: preprocessing.StandardScaler().fit_transform(X),
        "scipy": lambda: stats.zscore(X),
    }


def interval(rng, scale):
    X = rng.standard_normal((10_000 * scale, 20))
    return (lambda: ref.transform(ref.fit_scaler(X, "linear"), X)), {
        "sklearn": lambda: preprocessing.MinMaxScaler().fit_transform(X)
    }


def shrunk(rng, scale):
    X = np.asfortranarray(rng.standard_normal((20_000, 200 * scale)))
    w = rng.standard_normal(200 * scale) * (rng.random(200 * scale) < 0.02)
    w[0] = 1
    idx, val = ref.compress(w)
    t, v = torch.from_numpy(X), torch.from_numpy(w)
    return (lambda: ref.sparse_predict(X, idx, val)), {"torch, dense": lambda: t @ v}


def optimizer(name, make_torch, **hyper):
    def make(rng, scale):
        w, g = rng.standard_normal((2, 20_000 * scale))
        parameter = torch.nn.Parameter(torch.from_numpy(w.copy()))
        parameter.grad = torch.from_numpy(g)
        theirs = make_torch([parameter])
        theirs.step()
        _, state = ref.optimizer_step(name, w, g, **hyper)
        return (lambda: ref.optimizer_step(name, w, g, state, **hyper)), {
            "torch, in place": theirs.step
        }

    return Duel(
        name, "20k", make, "the rival overwrites its weights and state; ours are new arrays"
    )


def clipping(rng, scale):
    grads = [rng.standard_normal((300 * scale, 300)) for _ in range(6)]
    parameters = []
    for g in grads:
        p = torch.nn.Parameter(torch.zeros(g.shape, dtype=torch.float64))
        p.grad = torch.from_numpy(g.copy())
        parameters.append(p)

    def theirs():
        return torch.nn.utils.clip_grad_norm_(parameters, 1e-3)

    return (lambda: ref.clip_by_global_norm(grads, 1.0)), {"torch, in place": theirs}


def lion(rng, scale):
    w, g, m = rng.standard_normal((3, 20_000 * scale))
    tw, tg, tm = (torch.from_numpy(a) for a in (w, g, m))
    _, state = ref.lion(w, g)

    def theirs():
        return tw - 1e-4 * torch.sign(torch.lerp(tg, tm, 0.9)), torch.lerp(tg, tm, 0.99)

    return (lambda: ref.lion(w, g, state)), {"torch": theirs}


def alone(name, size, call):
    """A function without a rival."""
    return Duel(name, size, lambda rng, scale: (call(rng, scale), {}))


def iterated(name):
    def call(rng, scale):
        X, y = regression(rng, 400 * scale, 200)
        return lambda: getattr(ref, name)(X, y, 0.1, 100)

    return call


def ftrl(rng, scale):
    w, z, g = rng.standard_normal((3, 20_000 * scale))
    n = rng.random(20_000 * scale)
    return lambda: ref.ftrl_step(w, z, n, g, lr=0.1, l1=0.5, l2=0.01)


def collapse(rng, scale):
    ws = [rng.standard_normal((64, 64)) / 8 for _ in range(20)]
    x = rng.standard_normal((2_000 * scale, 64))
    return lambda: x @ ref.collapse_linear(ws)[0]


def crossed(rng, scale):
    ids = np.c_[rng.integers(0, 7, 20_000 * scale), rng.integers(0, 24, 20_000 * scale)]
    w = rng.standard_normal(168)
    return lambda: ref.cross_predict(ids, [7, 24], w)


def onehot(rng, scale):
    ids = np.c_[rng.integers(0, 7, 20_000 * scale), rng.integers(0, 24, 20_000 * scale)]
    return lambda: ref.feature_cross_onehot(ids, [7, 24])


def links(rng, scale):
    w, g = rng.standard_normal((2, 30_000 * scale))
    dead = rng.random(30_000 * scale) < 0.1
    return lambda: ref.l1_update(w, dead, g, 0.03, 0.01)


DUELS = [
    Duel(
        "linear_regression",
        "1000x20",
        least_squares,
        "ours moves and scales columns, and looks at their condition first",
        solver=True,
    ),
    Duel("ridge", "1000x20", ridge, solver=True),
    Duel("logistic_newton", "1000x50", newton, solver=True),
    Duel("softmax_regression", "1000x20x10", many_classes, solver=True),
    Duel("zscore", "10000x20", scaling),
    Duel("transform linear", "10000x20", interval),
    Duel("sparse_predict", "20000x200", shrunk, scales=(1, 2, 4)),
    optimizer("sgd", lambda p: torch.optim.SGD(p, 0.1), lr=0.1),
    optimizer("momentum", lambda p: torch.optim.SGD(p, 0.1, momentum=0.9), lr=0.1),
    optimizer("nesterov", lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, nesterov=True), lr=0.1),
    optimizer("adagrad", lambda p: torch.optim.Adagrad(p, 0.1), lr=0.1),
    optimizer("rmsprop", lambda p: torch.optim.RMSprop(p, 0.1), lr=0.1),
    optimizer("adam", lambda p: torch.optim.Adam(p, 0.1), lr=0.1),
    optimizer("adamw", lambda p: torch.optim.AdamW(p, 0.1), lr=0.1),
    Duel(
        "clip_by_global_norm",
        "6x300x300",
        clipping,
        "the rival overwrites its gradients; ours are new arrays, in fresh memory",
    ),
    Duel("lion", "20k", lion),
    alone("ista", "400x200, 100 steps", iterated("ista")),
    alone("fista", "400x200, 100 steps", iterated("fista")),
    alone("ftrl_step", "20k", ftrl),
    alone("l1_update", "30k", links),
    alone("collapse_linear", "20 of 64x64, 2000 rows", collapse),
    alone("cross_predict", "20000 rows, 7x24", crossed),
    alone("feature_cross_onehot", "20000 rows, 7x24", onehot),
]
