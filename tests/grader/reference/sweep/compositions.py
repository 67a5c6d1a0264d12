"""Public functions and methods whose arguments are answers of others, after those others.

A function here stands for the public function of its name; `Class_method` for a method. Its own
parameters are looked up as those of any function are.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from grader import reference as ref

Array = Any


def _rng() -> np.random.Generator:
    return np.random.default_rng(5)


def batchnorm_backward(dy: Array, x: Array, gamma: Array, beta: Array) -> Any:
    return ref.batchnorm_backward(dy, ref.batchnorm_train(x, gamma, beta)[1])


def layer_norm_backward(dy: Array, x: Array, gamma: Array, beta: Array) -> Any:
    return ref.layer_norm_backward(dy, ref.layer_norm(x, gamma, beta)[1])


def rms_norm_backward(dy: Array, x: Array, gamma: Array) -> Any:
    return ref.rms_norm_backward(dy, ref.rms_norm(x, gamma)[1])


def group_norm_backward(dy: Array, x: Array, gamma: Array, beta: Array) -> Any:
    return ref.group_norm_backward(dy, ref.group_norm(x, 2, gamma, beta)[1])


def transform(X: Array, kind: str = "zscore") -> Any:
    return ref.transform(ref.fit_scaler(X, kind), X)


def inverse_transform(X: Array, kind: str = "zscore") -> Any:
    return ref.inverse_transform(ref.fit_scaler(X, kind), X)


def diagnose(grads: Array, activations: Array) -> Any:
    return ref.diagnose(ref.grad_report(grads, activations))


def mlp_backward(X: Array, params: Array, dout: Array, activation: str = "tanh") -> Any:
    _, cache = ref.mlp_forward(X, params, activation)
    return ref.mlp_backward(cache, dout, params)


def mlp_train(X: Array, y: Array, params: Array, reduction: str = "mean") -> Any:
    rows = np.arange(len(X) if np.ndim(X) else 1)
    batches = [rows[:2], rows[2:3]] if len(rows) > 2 else [rows]
    return ref.mlp_train(params, X, y, batches, activation="tanh", reduction=reduction)


def MLP_init() -> Any:
    return ref.MLP((3, 4, 2)).init(_rng())


def MLP_forward(X: Array, params: Array) -> Any:
    return ref.MLP((3, 5, 4)).forward(X, params)


def MLP_backward(X: Array, params: Array, dout: Array) -> Any:
    net = ref.MLP((3, 5, 4), "tanh")
    return net.backward(net.forward(X, params)[1], dout, params)


def _network(params: Array, kind: Any) -> Any:
    return kind(params, [], "tanh")


def NetworkModel_outputs(X: Array, params: Array) -> Any:
    return _network(params, ref.NetworkModel).outputs(X)


def RegressorModel_predict(X: Array, params: Array) -> Any:
    return _network(params, ref.RegressorModel).predict(X)


def ClassifierModel_probabilities(X: Array, params: Array) -> Any:
    return _network(params, ref.ClassifierModel).probabilities(X)


def ClassifierModel_predict(X: Array, params: Array) -> Any:
    return _network(params, ref.ClassifierModel).predict(X)


def DNNRegressor_fit(X: Array, y: Array) -> Any:
    return ref.DNNRegressor((4,), epochs=2, batch_size=4, activation="tanh").fit(X, y, _rng())


def DNNClassifier_fit(X: Array, y: Array) -> Any:
    return ref.DNNClassifier((4,), classes=4, epochs=2, activation="tanh").fit(X, y, _rng())


def LinearRegression_fit(X: Array, y: Array) -> Any:
    return ref.LinearRegression().fit(X, y)


def LinearModel_predict(X: Array, w: Array, b: Array) -> Any:
    return ref.LinearModel(w, b).predict(X)


def LogisticRegression_fit(X: Array, y: Array) -> Any:
    return ref.LogisticRegression(l2=0.25).fit(X, y)


def LogisticModel_logits(X: Array, w: Array, b: Array) -> Any:
    return ref.LogisticModel(w, b).logits(X)


def LogisticModel_probabilities(X: Array, w: Array, b: Array) -> Any:
    return ref.LogisticModel(w, b).probabilities(X)


def LogisticModel_predict(X: Array, w: Array, b: Array) -> Any:
    return ref.LogisticModel(w, b).predict(X)


def SoftmaxRegression_fit(X: Array, y: Array) -> Any:
    return ref.SoftmaxRegression(l2=0.25).fit(X, y, classes=4)


def SoftmaxModel_logits(X: Array, W: Array, b: Array) -> Any:
    return ref.SoftmaxModel(W, b).logits(X)


def SoftmaxModel_probabilities(X: Array, W: Array, b: Array) -> Any:
    return ref.SoftmaxModel(W, b).probabilities(X)


def SoftmaxModel_predict(X: Array, W: Array, b: Array) -> Any:
    return ref.SoftmaxModel(W, b).predict(X)


def SvmModel_scores(X: Array, w: Array, b: Array) -> Any:
    return ref.SvmModel(w, b, None).scores(X)


def SvmModel_predict(X: Array, w: Array, b: Array) -> Any:
    return ref.SvmModel(w, b, None).predict(X)


def Platt_probabilities(labels: Array, scores: Array) -> Any:
    return ref.platt_scaling(labels, scores).probabilities(scores)


def Isotonic_probabilities(labels: Array, scores: Array) -> Any:
    return ref.isotonic_calibration(labels, scores).probabilities(scores)


def _second_step(name: str) -> Any:
    def steps(w: Array, g: Array) -> Any:
        step = getattr(ref, name)
        return step(*step(w, g)[:1], g, step(w, g)[1])

    steps.__name__ = name
    return steps


SECOND_STEPS = [
    _second_step(name)
    for name in "momentum nesterov adagrad rmsprop adam adamw lion ftrl amsgrad nadam".split()
]
"""Optimizers from the state that their first step left, beside the first step itself."""
