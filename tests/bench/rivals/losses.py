"""Losses and normalisers of class scores."""

from __future__ import annotations

import numpy as np
import torch
from scipy import special
from sklearn import metrics
from torch.nn import functional

from grader import reference as ref
from tests.bench.rivals import FUSED, NO_VECTORS, Duel


def tensors(*arrays):
    return [torch.from_numpy(np.ascontiguousarray(a)) for a in arrays]


def flat(name, theirs, draw, reason="", **keywords):
    """A loss of 80,000 pairs and more; `theirs` maps a rival to a function of both."""

    def make(rng, scale):
        pair = draw(rng, 80_000 * scale)
        t = tensors(*pair)
        rivals = {
            who: (lambda f=f, a=t if who == "torch" else pair: f(*a)) for who, f in theirs.items()
        }
        return (lambda: getattr(ref, name)(*pair, **keywords)), rivals

    label = name + "".join(f" {v}" for v in keywords.values() if isinstance(v, str))
    return Duel(label, "80k", make, reason)


def rows(name, theirs, draw, classes=100, reason="", **keywords):
    """A function of 1500 rows and more of class scores."""

    def make(rng, scale):
        arguments = draw(rng, 1500 * scale, classes)
        t = tensors(*arguments)
        rivals = {
            who: (lambda f=f, a=t if who == "torch" else arguments: f(*a))
            for who, f in theirs.items()
        }
        return (lambda: getattr(ref, name)(*arguments, **keywords)), rivals

    label = name + "".join(f" {v}" for v in keywords.values() if isinstance(v, str))
    return Duel(label, f"1500x{classes}", make, reason)


def binary(rng, n):
    return 3 * rng.standard_normal(n), (rng.random(n) < 0.5).astype(float)


def predicted(rng, n):
    return (rng.random(n) < 0.5).astype(float), rng.uniform(1e-6, 1 - 1e-6, n)


def real(rng, n):
    return rng.standard_normal(n), rng.standard_normal(n)


def signs(rng, n):
    return rng.standard_normal(n), np.where(rng.random(n) < 0.5, 1.0, -1.0)


def counts(rng, n):
    return rng.standard_normal(n), rng.poisson(2.0, n).astype(float)


def table(rng, n, c):
    return (3 * rng.standard_normal((n, c)),)


def distribution(rng, n, c):
    p = rng.random((n, c))
    return p / p.sum(axis=1, keepdims=True)


def dense(rng, n, c):
    return 3 * rng.standard_normal((n, c)), distribution(rng, n, c)


def two_distributions(rng, n, c):
    return distribution(rng, n, c), distribution(rng, n, c)


def sparse(rng, n, c):
    return 3 * rng.standard_normal((n, c)), rng.integers(0, c, n)


def two_tables(rng, n, c):
    return rng.standard_normal((n, c)), rng.standard_normal((n, c))


def torch_sparse_gradient(z, y):
    p = functional.softmax(z, -1)
    p[torch.arange(len(y)), y] -= 1
    return p


def torch_focal(z, y):
    ce = functional.binary_cross_entropy_with_logits(z, y, reduction="none")
    p = torch.sigmoid(z)
    return ce * (1 - (p * y + (1 - p) * (1 - y))) ** 2


def one_hot(rng, scale):
    y = rng.integers(0, 100, 1500 * scale)
    t = torch.from_numpy(y)
    return (lambda: ref.one_hot(y, 100)), {"torch": lambda: functional.one_hot(t, 100).double()}


bce = functional.binary_cross_entropy_with_logits
entropy = functional.cross_entropy

DUELS = [
    flat("sigmoid_ce", {"torch": lambda z, y: bce(z, y, reduction="none")}, binary),
    flat("sigmoid_ce", {"torch": bce}, binary, reduction="mean"),
    flat("sigmoid_ce_grad", {"torch": lambda z, y: torch.sigmoid(z) - y}, binary, NO_VECTORS),
    flat(
        "log_loss",
        {"sklearn": metrics.log_loss, "torch": lambda y, p: functional.binary_cross_entropy(p, y)},
        predicted,
    ),
    flat("mse", {"sklearn": metrics.mean_squared_error, "torch": functional.mse_loss}, real),
    flat("mse_grad", {"torch": lambda y, f: (f - y) * (2 / len(y))}, real),
    flat("mae", {"sklearn": metrics.mean_absolute_error, "torch": functional.l1_loss}, real),
    flat(
        "rmse",
        {
            "sklearn": metrics.root_mean_squared_error,
            "torch": lambda y, f: torch.sqrt(functional.mse_loss(f, y)),
        },
        real,
    ),
    flat(
        "huber",
        {"torch": lambda y, f: functional.huber_loss(f, y, reduction="none")},
        real,
        reason=FUSED,
    ),
    flat(
        "huber",
        {"torch": lambda y, f: functional.huber_loss(f, y)},
        real,
        reason=FUSED,
        reduction="mean",
    ),
    flat("huber_grad", {"torch": lambda y, f: torch.clamp(f - y, -1, 1)}, real),
    flat(
        "hinge",
        {
            "sklearn": lambda s, y: metrics.hinge_loss(y, s),
            "torch": lambda s, y: torch.clamp(1 - y * s, min=0).mean(),
        },
        signs,
        reduction="mean",
    ),
    flat(
        "poisson_loss",
        {"torch": lambda z, y: functional.poisson_nll_loss(z, y, reduction="none")},
        counts,
    ),
    flat("focal_loss", {"torch": torch_focal}, binary),
    flat("brier", {"sklearn": metrics.brier_score_loss, "torch": functional.mse_loss}, predicted),
    rows(
        "softmax",
        {
            "scipy": lambda z: special.softmax(z, axis=-1),
            "torch": lambda z: functional.softmax(z, -1),
        },
        table,
        reason=NO_VECTORS,
    ),
    rows(
        "log_softmax",
        {
            "scipy": lambda z: special.log_softmax(z, axis=-1),
            "torch": lambda z: functional.log_softmax(z, -1),
        },
        table,
        reason=NO_VECTORS,
    ),
    rows(
        "logsumexp",
        {
            "scipy": lambda z: special.logsumexp(z, axis=-1),
            "torch": lambda z: torch.logsumexp(z, -1),
        },
        table,
    ),
    rows(
        "softmax",
        {
            "scipy": lambda z: special.softmax(z, axis=-1),
            "torch": lambda z: functional.softmax(z, -1),
        },
        table,
        classes=10,
    ),
    rows(
        "softmax_ce",
        {"torch": lambda z, p: entropy(z, p, reduction="none")},
        dense,
        reason=NO_VECTORS,
    ),
    rows(
        "softmax_ce_grad",
        {"torch": lambda z, p: functional.softmax(z, -1) - p},
        dense,
        reason=NO_VECTORS,
    ),
    rows(
        "sparse_softmax_ce",
        {"torch": lambda z, y: entropy(z, y, reduction="none")},
        sparse,
        reason=NO_VECTORS,
    ),
    rows("sparse_softmax_ce", {"torch": entropy}, sparse, reduction="mean", reason=NO_VECTORS),
    rows(
        "sparse_softmax_ce",
        {"torch": entropy},
        sparse,
        classes=10,
        reduction="mean",
        reason=NO_VECTORS,
    ),
    rows("sparse_softmax_ce_grad", {"torch": torch_sparse_gradient}, sparse, reason=NO_VECTORS),
    rows(
        "multilabel_ce",
        {"torch": bce},
        lambda rng, n, c: (
            3 * rng.standard_normal((n, c)),
            (rng.random((n, c)) < 0.2).astype(float),
        ),
        reduction="mean",
    ),
    rows(
        "weston_watkins",
        {"torch": lambda s, y: functional.multi_margin_loss(s, y, reduction="none")},
        sparse,
    ),
    rows(
        "crammer_singer",
        {"sklearn": lambda s, y: metrics.hinge_loss(y, s, labels=np.arange(100))},
        sparse,
        reduction="mean",
    ),
    rows(
        "kl_divergence",
        {
            "scipy": lambda p, q: special.rel_entr(p, q).sum(axis=-1),
            "torch": lambda p, q: functional.kl_div(q.log(), p, reduction="none").sum(-1),
        },
        two_distributions,
    ),
    rows(
        "entropy",
        {
            "scipy": lambda p: special.entr(p).sum(axis=-1),
            "torch": lambda p: torch.special.entr(p).sum(-1),
        },
        lambda rng, n, c: (distribution(rng, n, c),),
    ),
    rows("cosine_loss", {"torch": lambda a, b: 1 - functional.cosine_similarity(a, b)}, two_tables),
    Duel("one_hot", "1500x100", one_hot),
]
