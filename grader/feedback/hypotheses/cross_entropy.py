"""The parts of cross-entropy losses, for the families that know those formulas.

All functions take and give float64. C is the number of classes, N that of rows.
"""

from __future__ import annotations

import numpy as np

from grader.feedback.observations.observation import NotApplicable, Observation


def softmax_inputs(observation: Observation) -> tuple[np.ndarray, np.ndarray]:
    """Scores (N, C) and integer labels (N,).

    Raises: NotApplicable: the first two arrays are something else.
    """
    arrays = [value for _, value in observation.arrays()]
    if len(arrays) < 2 or arrays[0].ndim != 2 or arrays[1].dtype.kind not in "iu":
        raise NotApplicable
    scores, labels = arrays[0].astype(float), arrays[1].astype(np.int64)
    if labels.shape != scores.shape[:1] or not scores.size:
        raise NotApplicable
    if labels.min() < 0 or labels.max() >= scores.shape[1]:  # these are features, and no scores
        raise NotApplicable
    return scores, labels


def sigmoid_inputs(observation: Observation) -> tuple[np.ndarray, np.ndarray]:
    """Logits and labels of one shape.

    Raises: NotApplicable: the first two arrays are something else.
    """
    arrays = [value for _, value in observation.arrays()]
    if len(arrays) < 2 or arrays[0].shape != arrays[1].shape or not arrays[0].size:
        raise NotApplicable
    return arrays[0].astype(float), arrays[1].astype(float)


def softmax(scores: np.ndarray, axis: int = 1) -> np.ndarray:
    """exp(z) / sum exp(z) along an axis, with the largest score taken out first."""
    powers = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def log_softmax(scores: np.ndarray) -> np.ndarray:
    """z - log sum exp(z) along each row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def own_scores(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Of each row (N, C) the entry of the label's class: (N,)."""
    return scores[np.arange(len(labels)), labels]


def one_hot(scores: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """1 at the label's class, 0 elsewhere, in the shape of the scores."""
    hot = np.zeros_like(scores)
    hot[np.arange(len(labels)), labels] = 1
    return hot


def sigmoid(z: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-z)), without overflow."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def softplus(z: np.ndarray) -> np.ndarray:
    """log(1 + exp(z)), without overflow."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
