"""Regressor and classifier networks in the manner of TensorFlow's canned estimators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from ..links.class_scores import softmax
from ..links.log_odds import sigmoid
from .initializers import init_params
from .mlp import mlp_forward, mlp_train

__all__ = [
    "ClassifierModel",
    "DNNClassifier",
    "DNNRegressor",
    "NetworkModel",
    "RegressorModel",
]


class NetworkModel(NamedTuple):
    """A fitted network."""

    params: list[tuple[Any, Any]]
    losses: list[float]
    activation: str

    def outputs(self, X: ArrayLike) -> Any:
        """(N, K) outputs of examples (N, D): predictions, or logits."""
        return mlp_forward(X, self.params, self.activation)[0]


class RegressorModel(NetworkModel):
    """A fitted regressor."""

    def predict(self, X: ArrayLike) -> Any:
        """(N,) predictions."""
        if np.shape(self.params[-1][1]) == (0,):
            raise ValueError("The network has no outputs.")
        return self.outputs(X)[:, 0]


class ClassifierModel(NetworkModel):
    """A fitted classifier; with two classes it has one output, the log-odds of class 1."""

    def probabilities(self, X: ArrayLike) -> Any:
        """(N, C) probabilities of the classes."""
        logits = self.outputs(X)
        if logits.shape[1] > 1:
            return softmax(logits)
        return np.concatenate([sigmoid(-logits), sigmoid(logits)], axis=1)

    def predict(self, X: ArrayLike) -> Any:
        """(N,) class numbers; of equally likely ones the lowest."""
        rows = self.probabilities(X)
        if not rows.shape[1]:
            raise ValueError("The network has no outputs.")
        return rows.argmax(axis=1)


@dataclass(frozen=True)
class _Network:
    """What regressor and classifier share.

    Defaults are those of TensorFlow's first canned estimators: ReLU, Glorot's uniform first
    weights, adagrad with rate 0.05. `dropout` is the share that is dropped. Of float16 examples the
    network is float32.
    """

    hidden_units: tuple[int, ...]
    activation: str = "relu"
    optimizer: str = "adagrad"
    hyper: dict[str, Any] = field(default_factory=lambda: {"lr": 0.05, "eps": 0.0})
    dropout: float | None = None
    l1: float = 0.0
    l2: float = 0.0
    batch_size: int = 128
    epochs: int = 10
    scheme: str = "glorot_uniform"
    reduction: str = "mean"

    def _fit(
        self,
        X: ArrayLike,
        y: Array,
        outputs: int,
        loss: str,
        rng: np.random.Generator,
        sample_weight: ArrayLike | None,
    ) -> tuple[list[tuple[Any, Any]], list[float], str]:
        (rows,), _ = _rules.floats(X=X)
        _rules.axes("X", rows, 2, "(N, D), one row an example")
        if y.shape != rows.shape[:1]:
            raise ValueError(f"y is {y.shape}, X {rows.shape}; y must be ({len(rows)},).")
        _rules.not_empty("X", rows)
        weights, (rows, y) = _weights.counted(sample_weight, rows, y)
        _rules.whole("epochs", self.epochs)
        sizes = (rows.shape[1], *self.hidden_units, outputs)
        params = init_params(sizes, rng, self.scheme, rows.dtype)
        batches = list(self._batches(len(rows), rng))
        trained = mlp_train(
            params,
            rows,
            y,
            batches,
            loss=loss,
            activation=self.activation,
            optimizer=self.optimizer,
            hyper=self.hyper,
            l1=self.l1,
            l2=self.l2,
            rate=self.dropout or 0.0,
            masks=self._masks(batches, rng) if self.dropout else None,
            reduction=self.reduction,
            sample_weight=weights,
        )
        return trained.params, trained.losses, self.activation

    def _batches(self, count: int, rng: np.random.Generator) -> Iterator[Array]:
        """Every example once an epoch, in a new order; the last batch may be smaller."""
        size = _rules.whole("batch_size", self.batch_size, at_least=1)
        for _ in range(self.epochs):
            order = rng.permutation(count)
            for start in range(0, count, size):
                yield order[start : start + size]

    def _masks(self, batches: list[Array], rng: np.random.Generator) -> Iterator[list[Array]]:
        for batch in batches:
            yield [rng.random((len(batch), units)) for units in self.hidden_units]


@dataclass(frozen=True)
class DNNRegressor(_Network):
    """A network with one linear output, trained on the squared error.

    `DNNRegressor((100, 50, 20)).fit(X, y, rng).predict(X)`; scale the labels first.

    Elsewhere: sklearn.neural_network.MLPRegressor: by default it takes Adam, 200 epochs and l2
        penalty 1e-4.
    """

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        rng: np.random.Generator,
        *,
        sample_weight: ArrayLike | None = None,
    ) -> RegressorModel:
        """The model of examples X (N, D) and real labels y (N,); rng draws all chance."""
        (labels,), _ = _rules.floats(y=y)
        return RegressorModel(*self._fit(X, labels, 1, "mse", rng, sample_weight))


@dataclass(frozen=True)
class DNNClassifier(_Network):
    """A network of class scores, trained on the cross-entropy.

    Two classes have one output under sigmoid_ce, more have one each under sparse_softmax_ce.
    `DNNClassifier((4,), classes=2).fit(X, y, rng).predict(X)`.

    Elsewhere: sklearn.neural_network.MLPClassifier: by default it takes Adam, 200 epochs and l2
        penalty 1e-4.
    """

    classes: int = 2

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        rng: np.random.Generator,
        *,
        sample_weight: ArrayLike | None = None,
    ) -> ClassifierModel:
        """The model of examples X (N, D) and class numbers y (N,); rng draws all chance."""
        count = _rules.whole("classes", self.classes, at_least=2)
        labels = _rules.classes("y", y, count)
        outputs, loss = (1, "sigmoid_ce") if count == 2 else (count, "sparse_softmax_ce")
        return ClassifierModel(*self._fit(X, labels, outputs, loss, rng, sample_weight))
