"""Models, layers and optimisers."""

from __future__ import annotations

import numpy as np
import torch
from scipy import linalg, stats
from sklearn import linear_model, preprocessing
from torch.nn import functional

from grader import reference as ref
from tests.bench.rivals import FUSED, Duel

CACHES = "ours also keeps what the backward pass needs, an array of the input's size"
SEQUENTIAL = (
    "the rival's sweeps are compiled; in NumPy each weight that moves costs a call of its own"
)


def regression(rng, n, d):
    X = rng.standard_normal((n, d))
    return X, X @ (rng.standard_normal(d) * (rng.random(d) < 0.2)) + rng.standard_normal(n)


def least_squares(rng, scale):
    X, y = regression(rng, 5000 * scale, 20)
    a, b = torch.from_numpy(np.c_[X, np.ones(len(X))]), torch.from_numpy(y[:, None])
    rivals = {
        "sklearn": lambda: linear_model.LinearRegression().fit(X, y),
        "scipy": lambda: linalg.lstsq(a.numpy(), y, check_finite=False),
        "torch": lambda: torch.linalg.lstsq(a, b),
    }
    return (lambda: ref.linear_regression(X, y)), rivals


def ridge(rng, scale):
    X, y = regression(rng, 5000 * scale, 20)
    model = linear_model.Ridge(1.0, fit_intercept=False)
    return (lambda: ref.ridge(X, y, 1.0)), {"sklearn": lambda: model.fit(X, y)}


def sweeps(l2):
    def make(rng, scale):
        X, y = regression(rng, 400 * scale, 200)
        alpha, ratio = (0.1, 1.0) if not l2 else (0.2, 0.5)
        model = linear_model.ElasticNet(
            alpha, l1_ratio=ratio, fit_intercept=False, tol=1e-10, max_iter=50, precompute=True
        )
        return (lambda: ref.enet_cd(X, y, 0.1, l2, 50, tol=1e-10)), {
            "sklearn": lambda: model.fit(X, y)
        }

    return make


def newton(rng, scale):
    X = rng.standard_normal((5000 * scale, 50))
    y = (X @ rng.standard_normal(50) / 5 + rng.logistic(size=len(X)) > 0).astype(int)
    model = linear_model.LogisticRegression(
        C=1 / (len(X) * 0.01), solver="newton-cholesky", tol=1e-8
    )
    return (lambda: ref.logistic_newton(X, y, 0.01, tol=1e-8)), {"sklearn": lambda: model.fit(X, y)}


def many_classes(rng, scale):
    X = rng.standard_normal((5000 * scale, 20))
    y = (X @ rng.standard_normal((20, 10)) / 2 + rng.gumbel(size=(len(X), 10))).argmax(axis=1)
    model = linear_model.LogisticRegression(C=1 / (len(X) * 0.01), tol=1e-6, max_iter=500)
    return (lambda: ref.softmax_regression(X, y, 10, 0.01, tol=1e-6)), {
        "sklearn": lambda: model.fit(X, y)
    }


def scaling(rng, scale):
    X = rng.standard_normal((50_000 * scale, 20))
    return (lambda: ref.zscore(X)), {
        "sklearn": lambda: preprocessing.StandardScaler().fit_transform(X),
        "scipy": lambda: stats.zscore(X),
    }


def interval(rng, scale):
    X = rng.standard_normal((50_000 * scale, 20))
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
        w, g = rng.standard_normal((2, 200_000 * scale))
        parameter = torch.nn.Parameter(torch.from_numpy(w.copy()))
        parameter.grad = torch.from_numpy(g)
        theirs = make_torch([parameter])
        theirs.step()
        _, state = ref.optimizer_step(name, w, g, **hyper)
        return (lambda: ref.optimizer_step(name, w, g, state, **hyper)), {
            "torch, in place": theirs.step
        }

    return Duel(
        name, "200k", make, "the rival overwrites its weights and state; ours are new arrays"
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


def batch_norm(rng, scale):
    x = rng.standard_normal((2048 * scale, 256))
    g, b = rng.standard_normal((2, 256))
    t, tg, tb = (torch.from_numpy(v) for v in (x, g, b))
    return (lambda: ref.batchnorm_train(x, g, b)), {
        "torch": lambda: functional.batch_norm(t, None, None, tg, tb, training=True, eps=1e-3)
    }


def batch_norm_back(rng, scale):
    x, dy = rng.standard_normal((2, 2048 * scale, 256))
    g, b = rng.standard_normal((2, 256))
    _, cache = ref.batchnorm_train(x, g, b)
    t, tg, tb = (torch.from_numpy(v).requires_grad_() for v in (x, g, b))
    out, td = (
        functional.batch_norm(t, None, None, tg, tb, training=True, eps=1e-3),
        torch.from_numpy(dy),
    )
    return (lambda: ref.batchnorm_backward(dy, cache)), {
        "torch": lambda: torch.autograd.grad(out, (t, tg, tb), td, retain_graph=True)
    }


def batch_norm_infer(rng, scale):
    x = rng.standard_normal((2048 * scale, 256))
    g, b, m = rng.standard_normal((3, 256))
    v = rng.random(256) + 0.5
    t, tg, tb, tm, tv = (torch.from_numpy(a) for a in (x, g, b, m, v))
    return (lambda: ref.batchnorm_infer(x, g, b, m, v)), {
        "torch": lambda: functional.batch_norm(t, tm, tv, tg, tb, eps=1e-3)
    }


def layer_norm(rng, scale):
    x = rng.standard_normal((2048 * scale, 256))
    g, b = rng.standard_normal((2, 256))
    t, tg, tb = (torch.from_numpy(v) for v in (x, g, b))
    return (lambda: ref.layer_norm(x, g, b)), {
        "torch": lambda: functional.layer_norm(t, (256,), tg, tb)
    }


def dropout(rng, scale):
    x, u = rng.standard_normal((2000 * scale, 500)), rng.random((2000 * scale, 500))
    t, tu = torch.from_numpy(x), torch.from_numpy(u)
    return (lambda: ref.dropout_forward(x, 0.2, u)), {
        "torch": lambda: torch.where(tu >= 0.2, t / 0.8, 0.0)
    }


def network(sizes, n, backward):
    def make(rng, scale):
        params = ref.init_params(sizes, rng)
        X, y = rng.standard_normal((n * scale, sizes[0])), rng.standard_normal(n * scale)
        layers = []
        for w, b in params:
            layer = torch.nn.Linear(*w.shape).double()
            layer.weight.data, layer.bias.data = torch.from_numpy(w.T.copy()), torch.from_numpy(b)
            layers += [layer, torch.nn.ReLU()]
        net = torch.nn.Sequential(*layers[:-1])
        t, ty = torch.from_numpy(X), torch.from_numpy(y)
        weights = list(net.parameters())

        def ours():
            out, cache = ref.mlp_forward(X, params)
            return ref.mlp_backward(cache, ref.mlp_loss_grad(out, y, "mse"), params)

        def theirs():
            return torch.autograd.grad(functional.mse_loss(net(t)[:, 0], ty), weights)

        def forward():
            with torch.inference_mode():
                return net(t)

        if backward:
            return ours, {"torch": theirs}
        return (lambda: ref.mlp_forward(X, params)), {"torch": forward}

    return make


def initial(rng, scale):
    empty = torch.empty(256 * scale, 256, dtype=torch.float64)
    return (lambda: ref.glorot_uniform(rng, 256 * scale, 256)), {
        "torch": lambda: torch.nn.init.xavier_uniform_(empty)
    }


def alone(name, size, call):
    """A function without a rival."""
    return Duel(name, size, lambda rng, scale: (call(rng, scale), {}))


def iterated(name):
    def call(rng, scale):
        X, y = regression(rng, 400 * scale, 200)
        return lambda: getattr(ref, name)(X, y, 0.1, 100)

    return call


def ftrl(rng, scale):
    w, z, g = rng.standard_normal((3, 200_000 * scale))
    n = rng.random(200_000 * scale)
    return lambda: ref.ftrl_step(w, z, n, g, lr=0.1, l1=0.5, l2=0.01)


def collapse(rng, scale):
    ws = [rng.standard_normal((64, 64)) / 8 for _ in range(20)]
    x = rng.standard_normal((20_000 * scale, 64))
    return lambda: x @ ref.collapse_linear(ws)[0]


def crossed(rng, scale):
    ids = np.c_[rng.integers(0, 7, 200_000 * scale), rng.integers(0, 24, 200_000 * scale)]
    w = rng.standard_normal(168)
    return lambda: ref.cross_predict(ids, [7, 24], w)


def onehot(rng, scale):
    ids = np.c_[rng.integers(0, 7, 20_000 * scale), rng.integers(0, 24, 20_000 * scale)]
    return lambda: ref.feature_cross_onehot(ids, [7, 24])


def links(rng, scale):
    w, g = rng.standard_normal((2, 300_000 * scale))
    dead = rng.random(300_000 * scale) < 0.1
    return lambda: ref.l1_update(w, dead, g, 0.03, 0.01)


DUELS = [
    Duel(
        "linear_regression",
        "5000x20",
        least_squares,
        "ours takes dependent columns, by singular values; the rival by QR does not",
    ),
    Duel("ridge", "5000x20", ridge),
    Duel("lasso_cd", "400x200", sweeps(0.0), SEQUENTIAL),
    Duel("enet_cd", "400x200", sweeps(0.1), SEQUENTIAL),
    Duel("logistic_newton", "5000x50", newton),
    Duel("softmax_regression", "5000x20x10", many_classes),
    Duel("zscore", "50000x20", scaling),
    Duel("transform linear", "50000x20", interval),
    Duel("sparse_predict", "20000x200", shrunk),
    optimizer("sgd", lambda p: torch.optim.SGD(p, 0.1), lr=0.1),
    optimizer("momentum", lambda p: torch.optim.SGD(p, 0.1, momentum=0.9), lr=0.1),
    optimizer("adagrad", lambda p: torch.optim.Adagrad(p, 0.1), lr=0.1),
    optimizer("rmsprop", lambda p: torch.optim.RMSprop(p, 0.1), lr=0.1),
    optimizer("adam", lambda p: torch.optim.Adam(p, 0.1), lr=0.1),
    optimizer("adamw", lambda p: torch.optim.AdamW(p, 0.1), lr=0.1),
    Duel("clip_by_global_norm", "6x300x300", clipping),
    Duel("batchnorm_train", "2048x256", batch_norm, CACHES),
    Duel("batchnorm_backward", "2048x256", batch_norm_back),
    Duel("batchnorm_infer", "2048x256", batch_norm_infer, FUSED),
    Duel("layer_norm", "2048x256", layer_norm, CACHES),
    Duel("dropout_forward", "2000x500", dropout),
    Duel("mlp_forward", "256x64-64-64-10", network((64, 64, 64, 10), 256, False)),
    Duel("mlp_forward + mlp_backward", "512x64-64-1", network((64, 64, 1), 512, True)),
    Duel("glorot_uniform", "256x256", initial),
    alone("ista", "400x200, 100 steps", iterated("ista")),
    alone("fista", "400x200, 100 steps", iterated("fista")),
    alone("ftrl_step", "200k", ftrl),
    alone("l1_update", "300k", links),
    alone("collapse_linear", "20 of 64x64, 20000 rows", collapse),
    alone("cross_predict", "200000 rows, 7x24", crossed),
    alone("feature_cross_onehot", "20000 rows, 7x24", onehot),
]
