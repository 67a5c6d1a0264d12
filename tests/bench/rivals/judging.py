"""Metrics, calibration and candidate sampling."""

from __future__ import annotations

import numpy as np
from scipy import optimize
from sklearn import metrics
from sklearn.calibration import _sigmoid_calibration, calibration_curve
from sklearn.isotonic import isotonic_regression

from grader import reference as ref
from tests.bench.rivals import Duel


def ranked(name, theirs, *more):
    def make(rng, scale):
        y = (rng.random(20_000 * scale) < 0.3).astype(int)
        s = rng.standard_normal(len(y)) + y
        rivals = {"sklearn": lambda: theirs(y, s)} if theirs else {}
        return (lambda: getattr(ref, name)(y, s, *more)), rivals

    return Duel(name, "20k", make)


def buckets(mode):
    def make(rng, scale):
        p = rng.random(50_000 * scale)
        y = (rng.random(len(p)) < p).astype(int)
        return (lambda: ref.bucketed_bias(y, p, 10, mode)), {
            "sklearn": lambda: calibration_curve(y, p, n_bins=10, strategy=mode)
        }

    return make


def matrix(rng, scale):
    y, f = rng.integers(0, 10, (2, 20_000 * scale))
    return (lambda: ref.confusion_matrix(y, f, 10)), {
        "sklearn": lambda: metrics.confusion_matrix(y, f, labels=np.arange(10))
    }


def isotonic(rng, scale):
    v = np.linspace(0, 1, 20_000 * scale) + rng.standard_normal(20_000 * scale)
    return (lambda: ref.isotonic_regression(v)), {"sklearn": lambda: isotonic_regression(v)}


def platt(rng, scale):
    y = (rng.random(20_000 * scale) < 0.3).astype(int)
    s = rng.standard_normal(len(y)) + y
    return (lambda: ref.platt_scaling(y, s)), {"sklearn": lambda: _sigmoid_calibration(s, y)}


def temperature(rng, scale):
    z = 3 * rng.standard_normal((4000 * scale, 10))
    y = (z / 2 + rng.gumbel(size=z.shape)).argmax(axis=1)

    def theirs():
        def loss(t):
            return ref.sparse_softmax_ce(z / t, y, reduction="mean")

        return optimize.minimize_scalar(
            loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10}
        )

    return (lambda: ref.temperature_scaling(z, y)), {"scipy's bounded minimum": theirs}


def one_versus_one(rng, scale):
    votes = rng.random((5000 * scale, 190)) < 0.5
    return (lambda: ref.ovo_predict(votes, 20)), {}


def runs(rng, scale):
    values = rng.random((2000 * scale, 200))
    return (lambda: ref.early_stopping_many(values, 5)), {}


def sampler(rng, scale):
    u = rng.random(20_000 * scale)
    return (lambda: ref.log_uniform_sample(u, 50_000)), {}


def candidates(name, sampled):
    def make(rng, scale):
        classes, d, batch = 50_000, 64, 256 * scale
        W, b = rng.standard_normal((classes, d)), rng.standard_normal(classes)
        x, y = rng.standard_normal((batch, d)), rng.integers(0, classes, batch)
        s = rng.integers(0, classes, sampled)
        q = ref.log_uniform_prob(np.arange(classes), classes) * sampled
        arguments = (W, b, x, y, s, q[y], q[s])
        return (lambda: getattr(ref, name)(*arguments)), {}

    return Duel(name, f"256x64, 50000 classes, S={sampled}", make)


PASSES = "the rival pools in one compiled pass; ours needs some ten passes of whole arrays"

DUELS = [
    ranked("roc_curve", lambda y, s: metrics.roc_curve(y, s, drop_intermediate=False)),
    ranked("roc_auc", metrics.roc_auc_score),
    ranked("pr_curve", metrics.precision_recall_curve),
    ranked("average_precision", metrics.average_precision_score),
    ranked("best_threshold", None, 1, 5),
    ranked("confusions", None, np.linspace(-1, 2, 101)),
    ranked("confusion_at", lambda y, s: metrics.confusion_matrix(y, s >= 0.5), 0.5),
    Duel("confusion_matrix", "20k, 10 classes", matrix),
    Duel("bucketed_bias uniform", "50k", buckets("uniform")),
    Duel("bucketed_bias quantile", "50k", buckets("quantile")),
    Duel("isotonic_regression", "20k", isotonic, PASSES),
    Duel("platt_scaling", "20k", platt, solver=True),
    Duel("temperature_scaling", "4000x10", temperature, solver=True),
    Duel("ovo_predict", "5000x190 pairs", one_versus_one),
    Duel("early_stopping_many", "2000x200", runs),
    Duel("log_uniform_sample", "20k", sampler),
    candidates("sampled_softmax_loss", 500),
    candidates("sampled_softmax_loss_grad", 500),
    candidates("nce_loss", 100),
]
