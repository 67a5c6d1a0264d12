"""Observations of single calls, and which hypotheses of a family fit them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from grader import reference
from grader.feedback.hypotheses.base import Hypothesis
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.values.comparison import Tolerance

TOLERANCE = Tolerance(1e-9, 1e-12)
REDUCTIONS = {"reduction": frozenset({"none", "mean", "sum"})}


def penalty(W: Any, kind: str, l1: float = 0.0, l2: float = 0.0) -> float:
    """An elastic penalty of an array or a list of arrays; ``kind`` leaves a term out."""
    a, b = (l1 if kind != "l2_sq" else 0.0), (l2 if kind != "l1" else 0.0)
    arrays = W if isinstance(W, list) else [W]
    return float(sum(reference.elastic_net(w, a, b) for w in arrays))


def penalty_grad(W: Any, kind: str, l1: float = 0.0, l2: float = 0.0) -> Any:
    a, b = (l1 if kind != "l2_sq" else 0.0), (l2 if kind != "l1" else 0.0)
    return reference.elastic_net_grad(W, a, b)


def shrink(v: Any, t: float) -> Any:
    """The soft threshold."""
    return reference.soft_threshold(v, t)


def group(v: Any, t: float) -> Any:
    """The whole vector shortened by a length."""
    return reference.prox_group(v, t)


def sigmoid_ce(z: Any, y: Any, reduction: str = "none") -> Any:
    return reference.sigmoid_ce(z, y, reduction=reduction)


def sigmoid_ce_grad(z: Any, y: Any, reduction: str = "none") -> Any:
    return reference.sigmoid_ce_grad(z, y, reduction=reduction)


def sparse_ce(z: Any, y: Any, reduction: str = "none") -> Any:
    return reference.sparse_softmax_ce(z, y, reduction=reduction)


def sparse_ce_grad(z: Any, y: Any, reduction: str = "none") -> Any:
    return reference.sparse_softmax_ce_grad(z, y, reduction=reduction)


def soft_ce(z: Any, p: Any, axis: int = -1, reduction: str = "none") -> Any:
    """The cross-entropy of distributions p."""
    losses = -(p * reference.log_softmax(z, axis=axis)).sum(axis=axis)
    return losses if reduction == "none" else getattr(losses, reduction)()


def row_sums(x: Any) -> Any:
    return np.sum(x, axis=1)


def row_means(X: Any, y: Any) -> Any:
    """What the rows add up to in proportion to their labels."""
    return np.asarray(y) @ X / len(y)


def total(x: Any) -> Any:
    return float(np.sum(x))


def squares(x: Any) -> Any:
    return np.asarray(x) ** 2


def steps(x: Any) -> Any:
    """The slope of a hinge: 0 below 1."""
    return (np.asarray(x) > 1).astype(float)


def descent(x: Any, n_steps: int = 20) -> Any:
    """Steps towards 0."""
    return np.asarray(x) * 0.7**n_steps


def moments(x: Any) -> Any:
    """The entries, their squares and their mean: parts of several shapes."""
    return np.asarray(x) * 1.0, np.asarray(x) ** 2, float(np.mean(x))


def mean_ce(z: Any, y: Any, reduction: str = "mean") -> Any:
    """With another default."""
    return reference.sigmoid_ce(z, y, reduction=reduction)


def ridge(w: Any, b: Any) -> Any:
    return float(np.sum(np.square(w)) + np.sum(np.square(b)))


def ridge_grad(w: Any, b: Any) -> Any:
    """Two gradients of several shapes."""
    return 2 * w, 2 * b


def log_odds(p: Any) -> Any:
    return np.log(p) - np.log1p(-p)


def log_loss(labels: Any, p: Any) -> Any:
    return reference.log_loss(labels, p, reduction="none")


FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        *(
            penalty,
            penalty_grad,
            shrink,
            group,
            row_sums,
            row_means,
            total,
            squares,
            steps,
            descent,
        ),
        *(sigmoid_ce, sigmoid_ce_grad, sparse_ce, sparse_ce_grad, soft_ce),
        *(moments, mean_ce, log_odds, log_loss, ridge, ridge_grad),
    )
}

Z = np.array([0.5137, -1.0371, 2.0719, -0.2391])
Y = np.array([1.0, 0.0, 0.25, 1.0])
SCORES = np.array([[0.5137, -1.0371, 2.0719], [3.1173, 0.2619, -1.0281], [0.1131, 0.7117, 0.3731]])
LABELS = np.array([2, 0, 1])
W = np.array([[0.5137, -1.0371, 2.0719], [3.1173, 0.2619, -4.0281]])


def observation(
    name: str,
    got: Any,
    *args: Any,
    options: Mapping[str, frozenset[str]] | None = None,
    **kwargs: Any,
) -> Observation:
    """A call of one of `FUNCTIONS` on which a submission gives ``got``."""
    signature = inspect.signature(FUNCTIONS[name])
    expected = FUNCTIONS[name](*args, **kwargs)
    return Observation(
        function=name,
        inputs=dict(zip(signature.parameters, args, strict=False)) | kwargs,
        positional=len(args),
        expected=expected,
        got=got,
        tolerance=TOLERANCE,
        passed=equal_values(got, expected, TOLERANCE),
        reference=FUNCTIONS,
        options=options or {},
        defaults={
            key: parameter.default
            for key, parameter in signature.parameters.items()
            if parameter.default is not parameter.empty
        },
        order=tuple(signature.parameters),
    )


def fitting(family: Sequence[Hypothesis], case: Observation) -> set[str]:
    """The names of the hypotheses that fit, those that do not apply left out."""
    return {hypothesis.name for hypothesis in family if _fits(hypothesis, case)}


def sentences(family: Sequence[Hypothesis], case: Observation) -> set[str]:
    """The sentences of the hypotheses that fit."""
    return {hypothesis.sentence([case]) for hypothesis in family if _fits(hypothesis, case)}


def _fits(hypothesis: Hypothesis, case: Observation) -> bool:
    try:
        with np.errstate(all="ignore"):
            return bool(hypothesis.fits(case))
    except (NotApplicable, ValueError, TypeError, IndexError):
        return False
