"""Weights of examples and of classes against scikit-learn and PyTorch."""

from __future__ import annotations

import numpy as np
import torch
from sklearn import isotonic, linear_model, metrics, preprocessing
from sklearn.calibration import _sigmoid_calibration
from torch.nn import functional

from grader import reference as ref

RNG = np.random.default_rng(11)
N, C = 40, 3
WEIGHTS = np.where(RNG.random(N) < 0.2, 0, RNG.gamma(1, 2, N))
OF_CLASSES = np.array([0.5, 2.0, 3.5])
Z, CLASS = RNG.normal(0, 2, (N, C)), RNG.integers(0, C, N)
Y, F = RNG.normal(0, 1, N), RNG.normal(0, 1, N)
HARD = CLASS % 2


def close(found, expected, rtol=1e-12):
    np.testing.assert_allclose(found, expected, rtol=rtol)


def test_losses():
    for function, other in (
        (ref.mse, metrics.mean_squared_error),
        (ref.rmse, metrics.root_mean_squared_error),
        (ref.mae, metrics.mean_absolute_error),
    ):
        close(function(Y, F, sample_weight=WEIGHTS), other(Y, F, sample_weight=WEIGHTS))
    options = {"sample_weight": WEIGHTS, "reduction": "mean"}
    expected = metrics.mean_pinball_loss(Y, F, alpha=0.3, sample_weight=WEIGHTS)
    close(ref.pinball(Y, F, 0.3, **options), expected)
    p = ref.sigmoid(F)
    close(ref.log_loss(HARD, p, **options), metrics.log_loss(HARD, p, sample_weight=WEIGHTS))
    q = ref.softmax(Z)
    expected = metrics.log_loss(CLASS, q, sample_weight=WEIGHTS)
    close(ref.sparse_log_loss(CLASS, q, **options), expected)
    expected = metrics.hinge_loss(2 * HARD - 1, F, sample_weight=WEIGHTS)
    close(ref.hinge(F, 2 * HARD - 1, **options), expected)
    expected = metrics.hinge_loss(CLASS, Z, sample_weight=WEIGHTS)
    close(ref.crammer_singer(Z, CLASS, **options), expected)
    table = np.stack([Y, F], axis=1)
    expected = metrics.mean_squared_error(table, table + Z[:, :2], sample_weight=WEIGHTS)
    close(ref.mse(table, table + Z[:, :2], sample_weight=WEIGHTS), expected)


def test_losses_of_weighted_classes():
    z = torch.tensor(Z, requires_grad=True)
    expected = functional.cross_entropy(
        z, torch.tensor(CLASS), weight=torch.tensor(OF_CLASSES), reduction="mean"
    )
    expected.backward()
    options = {"class_weight": OF_CLASSES, "reduction": "mean"}
    close(ref.sparse_softmax_ce(Z, CLASS, **options), expected.item())
    close(ref.sparse_softmax_ce_grad(Z, CLASS, **options), z.grad.numpy(), 1e-10)
    rows = np.eye(C)[CLASS]
    close(ref.softmax_ce(Z, rows, **options), expected.item())
    close(ref.softmax_ce_grad(Z, rows, **options), z.grad.numpy(), 1e-10)
    soft = ref.softmax(RNG.normal(0, 1, (N, C)))
    expected = functional.cross_entropy(
        z, torch.tensor(soft), weight=torch.tensor(OF_CLASSES), reduction="sum"
    )
    close(ref.softmax_ce(Z, soft, class_weight=OF_CLASSES, reduction="sum"), expected.item())
    p = torch.tensor(ref.sigmoid(F), requires_grad=True)
    expected = functional.binary_cross_entropy(
        p, torch.tensor(HARD.astype(float)), torch.tensor(OF_CLASSES[HARD]), reduction="sum"
    )
    expected.backward()
    options = {"class_weight": OF_CLASSES[:2], "reduction": "sum"}
    close(ref.log_loss(HARD, ref.sigmoid(F), **options), expected.item())
    close(ref.log_loss_grad(HARD, ref.sigmoid(F), **options), p.grad.numpy())


def test_metrics_of_ranks():
    labels, scores, weights = HARD, np.round(F, 1), {"sample_weight": WEIGHTS}
    close(ref.roc_auc(labels, scores, **weights), metrics.roc_auc_score(labels, scores, **weights))
    expected = metrics.average_precision_score(labels, scores, **weights)
    close(ref.average_precision(labels, scores, **weights), expected)
    for found, expected in zip(
        ref.roc_curve(labels, scores, **weights),
        metrics.roc_curve(labels, scores, drop_intermediate=False, **weights),
        strict=True,
    ):
        close(found, expected)
    curve = metrics.precision_recall_curve(labels, scores, **weights)
    # scikit-learn adds a last point (1, 0); its thresholds rise.
    for found, expected in zip(
        ref.pr_curve(labels, scores, **weights),
        (curve[0][:-1][::-1], curve[1][:-1][::-1], curve[2][::-1]),
        strict=True,
    ):
        close(found, expected)
    p = ref.softmax(Z)
    for average in ("macro", "weighted"):
        expected = metrics.roc_auc_score(CLASS, p, multi_class="ovr", average=average, **weights)
        close(ref.multiclass_auc(CLASS, p, "ovr", average, **weights), expected)
    expected = metrics.top_k_accuracy_score(CLASS, Z, k=2, **weights)
    close(ref.top_k_accuracy(CLASS, Z, 2, **weights), expected)


def test_metrics_of_decisions_and_fits():
    weights = {"sample_weight": WEIGHTS}
    chosen = (F >= 0.25).astype(int)
    table = ref.confusion_at(HARD, F, 0.25, **weights)
    close(table, metrics.confusion_matrix(HARD, chosen, **weights))
    for function, other in (
        (ref.precision, metrics.precision_score),
        (ref.recall, metrics.recall_score),
        (ref.f1, metrics.f1_score),
        (ref.accuracy, metrics.accuracy_score),
    ):
        close(function(table), other(HARD, chosen, **weights))
    guess = Z.argmax(axis=1)
    table = ref.confusion_matrix(CLASS, guess, C, **weights)
    close(table, metrics.confusion_matrix(CLASS, guess, **weights))
    close(ref.mcc(table), metrics.matthews_corrcoef(CLASS, guess, **weights))
    expected = metrics.balanced_accuracy_score(CLASS, guess, **weights)
    close(ref.balanced_accuracy(table), expected)
    for average in ("macro", "weighted"):
        expected = metrics.f1_score(CLASS, guess, average=average, **weights)
        close(ref.class_f1(table, average), expected)
    p = ref.sigmoid(F)
    close(ref.brier(HARD, p, **weights), metrics.brier_score_loss(HARD, p, **weights))
    expected = np.average(p - HARD, weights=WEIGHTS)
    close(ref.prediction_bias(HARD, p, **weights), expected)
    close(ref.r2(Y + 1e3, F + 1e3, **weights), metrics.r2_score(Y, F, **weights), 1e-11)


X = RNG.normal(0, 1, (N, 4)) @ RNG.normal(0, 1, (4, 4)) + 5
TARGET = X @ [1.0, -2.0, 0.0, 0.5] + Y + 3


def test_least_squares_with_penalties():
    weights = {"sample_weight": WEIGHTS}
    model = linear_model.LinearRegression().fit(X, TARGET, **weights)
    w, b = ref.linear_regression(X, TARGET, **weights)
    close(w, model.coef_, 1e-10)
    close(b, model.intercept_, 1e-9)
    again = ref.LinearRegression().fit(X, TARGET, **weights)
    close(again.predict(X), X @ w + b)
    model = linear_model.Ridge(0.7, fit_intercept=False).fit(X, TARGET, **weights)
    close(ref.ridge(X, TARGET, 0.7, **weights), model.coef_, 1e-9)
    model = linear_model.ElasticNet(
        0.4, l1_ratio=0.75, fit_intercept=False, tol=1e-14, max_iter=100_000
    ).fit(X, TARGET, **weights)
    w = ref.enet_cd(X, TARGET, 0.3, 0.1, **weights)
    close(w, model.coef_, 1e-7)
    assert ref.enet_duality_gap(X, TARGET, w, 0.3, 0.1, **weights) < 1e-12
    w = ref.lasso_cd(X, TARGET, 0.3, **weights)
    assert ref.kkt_violation(X, TARGET, w, 0.3, **weights).max() < 1e-10
    close(ref.fista(X, TARGET, 0.3, 20_000, **weights), w, 1e-7)


def test_regression_of_classes():
    weights = {"sample_weight": WEIGHTS}
    total = WEIGHTS.sum()
    options = {"tol": 1e-12, "max_iter": 10_000, "solver": "newton-cholesky"}
    model = linear_model.LogisticRegression(C=1 / (0.1 * total), **options).fit(X, HARD, **weights)
    w, b = ref.logistic_newton(X, HARD, 0.1, **weights)
    close(w, model.coef_[0], 1e-8)
    close(b, model.intercept_[0], 1e-7)
    both = {**weights, "class_weight": OF_CLASSES[:2]}
    total = (WEIGHTS * OF_CLASSES[HARD]).sum()
    model = linear_model.LogisticRegression(
        C=1 / (0.1 * total), class_weight=dict(enumerate(OF_CLASSES[:2])), **options
    ).fit(X, HARD, **weights)
    for w, b in (
        ref.logistic_newton(X, HARD, 0.1, **both),
        ref.logistic_enet(X, HARD, 0.0, 0.1, tol=1e-14, **both),
        ref.LogisticRegression(0.1).fit(X, HARD, **both),
    ):
        close(w, model.coef_[0], 1e-6)
        close(b, model.intercept_[0], 1e-6)
    slope, lift = ref.logistic_objective_grad(X, HARD, w, b, 0.1, **both)
    assert np.abs(slope).max() < 1e-7
    assert abs(lift) < 1e-7
    total = (WEIGHTS * OF_CLASSES[CLASS]).sum()
    model = linear_model.LogisticRegression(
        C=1 / (0.1 * total), class_weight=dict(enumerate(OF_CLASSES)), tol=1e-12, max_iter=10_000
    ).fit(X, CLASS, **weights)
    both = {**weights, "class_weight": OF_CLASSES}
    for W, _ in (
        ref.softmax_regression(X, CLASS, C, 0.1, **both),
        ref.softmax_enet(X, CLASS, C, 0.0, 0.1, **both),
        ref.SoftmaxRegression(0.1).fit(X, CLASS, C, **both),
    ):
        close(W.T, model.coef_, 1e-4)


def test_support_vectors_of_weighted_classes():
    labels = 2 * HARD - 1
    product = WEIGHTS * OF_CLASSES[HARD]
    both = {"sample_weight": WEIGHTS, "class_weight": OF_CLASSES[:2], "loss": "squared_hinge"}
    found = ref.linear_svm(X, labels, 0.1, **both)
    one = ref.linear_svm(X, labels, 0.1, loss="squared_hinge", sample_weight=product)
    close(found.weights, one.weights)
    assert ref.svm_duality_gap(X, labels, *found, 0.1, **both) < 1e-9


def test_calibration():
    weights = {"sample_weight": WEIGHTS}
    found = ref.platt_scaling(HARD, F, **weights)
    # scikit-learn stops at a gradient of 1e-6, and has the signs of both turned round.
    close(found, np.negative(_sigmoid_calibration(F, HARD, WEIGHTS)), 1e-4)
    curve = ref.isotonic_calibration(HARD, F, **weights)
    model = isotonic.IsotonicRegression(out_of_bounds="clip").fit(F, HARD, **weights)
    points = np.linspace(-2, 2, 31)
    np.testing.assert_allclose(curve.probabilities(points), model.predict(points), atol=1e-12)
    best = ref.temperature_scaling(Z, CLASS, **weights)
    costs = [
        ref.sparse_softmax_ce(Z / t, CLASS, reduction="mean", **weights)
        for t in (best * 0.999, best, best * 1.001)
    ]
    assert costs[1] == min(costs)


def test_scaling():
    scaler = ref.fit_scaler(X, sample_weight=WEIGHTS)
    model = preprocessing.StandardScaler().fit(X, sample_weight=WEIGHTS)
    close(scaler.shift, model.mean_)
    close(scaler.scale, model.scale_, 1e-11)
    counted = X[WEIGHTS > 0]
    close(ref.fit_scaler(X, "linear", sample_weight=WEIGHTS).shift, counted.min(axis=0))
    moved = np.where(X > 0, X, 0)
    log = ref.fit_scaler(np.expm1(moved), "log", sample_weight=WEIGHTS)
    model = preprocessing.StandardScaler().fit(moved, sample_weight=WEIGHTS)
    close(log.scale, model.scale_, 1e-11)
