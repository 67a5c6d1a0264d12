"""Numbers printed in the chapters, computed again: each to the digits that stand there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from grader import reference as ref

CHAPTERS = Path(__file__).parents[3] / "courseware" / "course" / "chapters"
LOGITS, ONE_HOT = np.array([2.0, 1.0, 0.1]), np.array([1.0, 0.0, 0.0])
WEIGHTS = np.array([0.0, -0.5, 2.0, -3.0])
VECTOR = np.array([-3.0, -1.0, -0.2, 0.0, 0.5, 1.0, 2.5])


def logistic_path(l2: float, steps: int) -> float:
    """Length of (w, b) after gradient descent on the chapter's six points, step length 0.5."""
    points = np.array([[0, 1], [1, 0], [1, 2], [2, 1], [3, 3], [2, 3]], float)
    design, labels = np.c_[points, np.ones(6)], np.array([0, 0, 1, 0, 1, 1.0])
    w = np.zeros(3)
    for _ in range(steps):
        slope = ref.sigmoid_ce_grad(design @ w, labels, reduction="mean")
        w -= 0.5 * (design.T @ slope + l2 * w * [1, 1, 0])
    return float(np.linalg.norm(w))


def pairs_won() -> float:
    scores = np.array([0.95, 0.9, 0.85, 0.7, 0.65, 0.6, 0.5, 0.4, 0.3, 0.1])
    labels = np.array([1, 0, 1, 1, 0, 0, 1, 0, 0, 0])
    return float((scores[labels == 1][:, None] > scores[labels == 0]).mean())


def bias_with_a_penalized_intercept() -> float:
    """Of the chapter's six points at the optimum with 0.1/2 on weights and intercept alike."""
    points = np.array([[0, 1], [1, 0], [1, 2], [2, 1], [3, 3], [2, 3]], float)
    design, labels = np.c_[points, np.ones(6)], np.array([0, 0, 1, 0, 1, 1.0])
    w = np.zeros(3)
    for _ in range(5000):
        slope = ref.sigmoid_ce_grad(design @ w, labels, reduction="mean")
        w -= 0.5 * (design.T @ slope + 0.1 * w)
    return float(ref.prediction_bias(labels, ref.sigmoid(design @ w)))


def way_back() -> dict[str, float]:
    return ref.tiny_backprop(0.6, 0.1, -1.2, 0.3, 1.5, 1.0)


def first_step(rule, gradient: float, **rates: float) -> float:
    return float(rule(0.0, gradient, **rates)[0])


SPARSITY, LOGISTIC = "regularization-for-sparsity", "logistic-regression"
NETWORKS, TRAINING = "introduction-to-neural-networks", "training-neural-networks"
CLASSES = "multi-class-neural-networks"

# chapter, the words around the number with {} in its place, the number, how to compute it
NUMBERS = [
    (SPARSITY, "lead to\n${}$", "0.145", lambda: 0.5 * (1 - 2 * 0.1 * 0.3) ** 20),
    (SPARSITY, "After 16 steps ${}$ is left", "0.02", lambda: ref.soft_threshold(0.5, 16 * 0.03)),
    (SPARSITY, "the sum of absolute values is ${}$", "5.5", lambda: ref.l1(WEIGHTS)),
    (SPARSITY, "sum of\nsquares ${}$", "13.25", lambda: ref.sum_sq(WEIGHTS)),
    (SPARSITY, "0.265 = {}$", "0.32", lambda: ref.elastic_net(WEIGHTS, 0.01, 0.02)),
    (
        SPARSITY,
        "0.165 + 0.46375 = {}$",
        "0.62875",
        lambda: ref.elastic_net_sklearn(WEIGHTS, 0.1, 0.3),
    ),
    (
        SPARSITY,
        "$\\eta\\lambda = 0.3$, leaves ${}$",
        "0.3",
        lambda: ref.ista_step_1d(1.0, 0.2, 0.5, 0.6),
    ),
    (LOGISTIC, "its logit is $\\log 3 \\approx {}$", "1.0986", lambda: ref.logit(0.75)),
    (LOGISTIC, "$0.0025$ | ${}$ | $0.5$", "0.119", lambda: ref.sigmoid(-2.0)),
    (LOGISTIC, "$0.5$ | ${}$ | $0.9975$", "0.881", lambda: ref.sigmoid(2.0)),
    (LOGISTIC, "prediction of $0.99$ costs ${}$", "0.01005", lambda: -np.log(0.99)),
    (LOGISTIC, "prediction of $0.01$ costs\n${}$", "4.605", lambda: -np.log(0.01)),
    (LOGISTIC, "sizes are $0.99$ and ${}$", "0.0196", lambda: 2 * 0.99 * 0.01 * 0.99),
    (LOGISTIC, "for $z = 2$ and $y = 1$ it is ${}$", "0.1269", lambda: ref.sigmoid_ce(2.0, 1.0)),
    (LOGISTIC, "at a logit of 6 it is ${}$", "0.0025", lambda: ref.sigmoid_grad(6.0)),
    (LOGISTIC, "no penalty | $0.280$ | $1.02$ | ${}$", "4.36", lambda: logistic_path(0, 100)),
    (LOGISTIC, "$4.36$ | ${}$ |", "10.66", lambda: logistic_path(0, 1000)),
    (LOGISTIC, "| $0.280$ | $0.91$ | ${}$", "2.84", lambda: logistic_path(0.1, 100)),
    (LOGISTIC, "| $2.84$ | ${}$ | $3.15$", "3.15", lambda: logistic_path(0.1, 1000)),
    (LOGISTIC, "\\frac{19}{24} \\approx {}", "0.792", pairs_won),
    (LOGISTIC, "- 0.8 \\log 0.8 \\approx {}$", "0.500", lambda: ref.binary_entropy(0.2)),
    (LOGISTIC, "the bias from 0 to ${}$", "0.098", bias_with_a_penalized_intercept),
    (NETWORKS, "\\log(1 + e^x)$ | ${}$", "0.313", lambda: ref.softplus(-1.0)),
    (NETWORKS, "(e^x - 1)$ | ${}$ for", "-0.632", lambda: np.expm1(-1.0)),
    (NETWORKS, "\\sigma(x)$ | ${}$", "-0.269", lambda: -ref.sigmoid(-1.0)),
    (NETWORKS, "and the model $p = {}$", "0.2891", lambda: way_back()["p"]),
    (NETWORKS, "becomes ${}$ behind", "0.8531", lambda: way_back()["dh"]),
    (NETWORKS, "arrives at $w_1$ as ${}$", "1.2797", lambda: way_back()["dw1"]),
    (TRAINING, "$0.25^6 \\approx {}$", "0.00024", lambda: 0.25**6),
    (TRAINING, "become $-1.22, 0, {}$", "1.22", lambda: 2 / np.std([1, 3, 5])),
    (TRAINING, "$0.8^5 \\approx {}\\,\\%$", "33", lambda: 100 * 0.8**5),
    (
        TRAINING,
        "\\sqrt{0.26} = {}$",
        "-0.0392",
        lambda: first_step(ref.adagrad, 0.4, lr=0.05, eps=0.0),
    ),
    (TRAINING, "${}$ for 64 and 32 units", "0.25", lambda: ref.glorot_limit(64, 32)),
    (TRAINING, "$a / \\sqrt3 = {}$", "0.144", lambda: ref.glorot_std(64, 32)),
    (TRAINING, "$[2, 52]$ to ${}$", "-0.48", lambda: ref.scale_linear(15.0, 2, 52, -1, 1)),
    (TRAINING, "a batch mean of $5$ become ${}$", "2.3", lambda: ref.bn_update(2.0, 5.0, 0.9)),
    (CLASSES, "they are ${}$", "0.659", lambda: ref.softmax(LOGITS)[0]),
    (CLASSES, "$-\\log 0.659 = {}$", "0.417", lambda: ref.softmax_ce(LOGITS, ONE_HOT)),
    (CLASSES, "the result is ${}$", "2.809", lambda: ref.softmax_ce(ONE_HOT, LOGITS, check=False)),
    (CLASSES, "is then ${}$", "0.807", lambda: ref.softmax_ce(LOGITS, [0.7, 0.2, 0.1])),
    (CLASSES, "fall below ${}$", "1.461", lambda: ref.sparse_softmax_ce(np.eye(10)[0], 0)),
    (CLASSES, "$1.417$ or ${}$", "2.317", lambda: ref.sparse_softmax_ce(LOGITS, 2)),
    (CLASSES, "for ten classes ${}$", "2.303", lambda: np.log(10)),
    (
        CLASSES,
        "\\log(1 + e^{-1}) = {}$",
        "1000.313",
        lambda: ref.logsumexp(np.array([1000.0, 999.0])),
    ),
    (CLASSES, "the first has ${}$", "0.289", lambda: ref.log_uniform_prob(0, 10)),
    (CLASSES, "and the last ${}$", "0.040", lambda: ref.log_uniform_prob(9, 10)),
    (CLASSES, "three losses are ${}$", "0.127", lambda: ref.sigmoid_ce(2.0, 1.0)),
    (CLASSES, "mean\n${}$", "0.695", lambda: ref.sigmoid_ce(LOGITS, [1.0, 0, 1], reduction="mean")),
]


@pytest.mark.parametrize(
    ("chapter", "words", "printed", "compute"), NUMBERS, ids=[f"{n[0]} {n[2]}" for n in NUMBERS]
)
def test_a_printed_number_is_the_computed_one(chapter, words, printed, compute):
    text = (CHAPTERS / f"{chapter}.md").read_text("utf-8")

    assert " ".join(words.replace("{}", printed).split()) in " ".join(text.split())
    decimals = len(printed.partition(".")[2])
    assert round(float(compute()), decimals) == float(printed)


def test_the_operators_of_the_table_give_the_printed_vectors():
    text = (CHAPTERS / f"{SPARSITY}.md").read_text("utf-8")
    rows = {
        "(-2, 0, 0, 0, 0, 0, 1.5)": ref.soft_threshold(VECTOR, 1),
        "(-3, 0, 0, 0, 0, 0, 2.5)": ref.hard_threshold(VECTOR, 1),
        "(-1.5, -0.5, -0.1, 0, 0.25, 0.5, 1.25)": ref.prox_sq_l2(VECTOR, 1),
        "(-1.25, -0.25, 0, 0, 0, 0.25, 1)": ref.prox_elastic_net(VECTOR, 0.5, 1),
        "(2.4, 3.2)": ref.prox_group(np.array([3.0, 4.0]), 1),
    }
    for printed, computed in rows.items():
        assert f"${printed}$" in text
        np.testing.assert_allclose(computed, [float(n) for n in printed.strip("()").split(",")])


def test_two_linear_layers_collapse_to_the_printed_one():
    w1, b1 = np.array([[0.1, -0.2], [0.4, 0.3]]), np.array([0.05, -0.1])
    w2, b2 = np.array([0.7, -0.5]), 0.2

    np.testing.assert_allclose([*(w1 @ w2), b1 @ w2 + b2], [0.17, 0.13, 0.285])
    assert "$0.17\\,x_1 + 0.13\\,x_2 + 0.285$" in (CHAPTERS / f"{NETWORKS}.md").read_text("utf-8")
