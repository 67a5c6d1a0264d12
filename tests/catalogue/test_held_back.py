"""Wrong solutions that no lab lists: the general hypotheses have to name them.

Each is a lab's right solution with a line changed as students change it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

import grader
from grader.lab import Lab, load_lab
from grader.lab.lookup import SHIPPED
from tests.selection import some_of_each

CE, SOFT = "sigmoid_cross_entropy", "sparse_softmax_cross_entropy"
PENALTY, PROX = "penalties", "proximal_operators"
LOSS = "np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))"

WRONG = [
    (PENALTY, "l1 * np.sum(np.abs(W))", "-l1 * np.sum(np.abs(W))", "sign_in_a_term"),
    (PENALTY, "return l1 * np.sign(W)\n", "return -l1 * np.sign(W)\n", "sign"),
    (PENALTY, "return l2 * np.sum(W**2)", "return 2 * l2 * np.sum(W**2)", "doubled"),
    (PENALTY, "return 2 * l2 * W", "return 4 * l2 * W", "doubled"),
    (PENALTY, "return l1 * np.sign(W) + 2 * l2 * W", "return 2 * l2 * W", "rate_left_out"),
    (PENALTY, "return l1 * np.sum(np.abs(W)) + ", "return l2 * np.sum(np.abs(W)) + l1 / l2 * ",
     "mistake"),
    (PENALTY, "return l2 * np.sum(W**2)", "return np.sum(W**2)", "rate_is_one"),
    (PENALTY, "return l2 * np.sum(W**2)", "return l2**2 * np.sum(W**2)", "rate_squared"),
    (PENALTY, "return l1 * np.sign(W)\n", "return l1 * np.where(W >= 0, 1.0, -1.0)\n",
     "mistake"),
    (PENALTY, "return l1 * np.sign(W)\n", "return l1 * np.abs(np.sign(W))\n", "sign_lost"),
    (PROX, "return soft(v, t)\n", "return soft(v, 2 * t)\n", "rate_doubled"),
    (PROX, "return soft(v, t)\n", "return -soft(v, t)\n", "sign"),
    (PROX, "return soft(v, t)\n", "return soft(v, t / 2)\n", "rate_halved"),
    (PROX, "return soft(v, t)\n", "return soft(v, t * t)\n", "rate_squared"),
    (PROX, "v**2 > 2 * t", "v**2 > t * t", "mistake"),
    (PROX, "v**2 > 2 * t", "v**2 > 4 * t", "rate_doubled"),
    (PROX, "return v / (1 + t)\n", "return v / (1 + 0.5 * t)\n", "rate_halved"),
    (PROX, "return v / (1 + t)\n", "return 2 * v / (1 + t)\n", "doubled"),
    (PROX, "soft(v, l1) / (1 + l2)", "soft(v, l1)", "rate_left_out"),
    (PROX, "soft(v, l1) / (1 + l2)", "v / (1 + l2)", "rate_left_out"),
    (PROX, "soft(v, l1) / (1 + l2)", "soft(v, l1) / (1 + 2 * l2)", "rate_doubled"),
    (PROX, "np.maximum(0, 1 - t / length) * v", "np.maximum(0, 1 - t / length) * -v", "sign"),
    (PROX, "length = np.sqrt(np.sum(v**2))", "length = np.sqrt(np.sum(v**2)) / 2", "rate_doubled"),
    (CE, LOSS, f"-({LOSS})", "sign"),
    (CE, LOSS, f"2 * ({LOSS})", "doubled"),
    (CE, LOSS, f"np.exp(-({LOSS}))", "probability"),
    (CE, LOSS, LOSS.replace("z * y", "z * np.round(y)"), "labels_hardened"),
    (CE, LOSS, f"({LOSS}) / np.log(10)", "base_ten"),
    (CE, f"loss = {LOSS}", f"z = sigmoid(z); loss = {LOSS}", "sigmoid_twice"),
    (CE, "return np.sum(loss)", "return np.sum(loss, axis=None) / 2", "halved"),
    (CE, "grad = sigmoid(z) - y", "grad = z * (sigmoid(z) - y)", "input_too_many"),
    (CE, "grad = sigmoid(z) - y", f"grad = {LOSS}", "value_for_gradient"),
    (CE, "grad = sigmoid(z) - y", "grad = sigmoid(-z) - y", "input_negated"),
    (CE, "grad = grad / z.size", "grad = grad / z.size**2", "mean_for_sum_entries"),
    (CE, "return np.mean(loss)", "return np.mean(loss) / np.log(2)", "mistake"),
    (CE, "grad = sigmoid(z) - y", "grad = (sigmoid(z) - y).astype(np.float32).astype(z.dtype)",
     "single_precision"),
    (SOFT, ".sum(axis=1)\n    if", ".sum(axis=1) / np.log(10)\n    if", "base_ten"),
    (SOFT, "loss = -(one_hot(y, z)", "loss = (one_hot(y, z)", "sign"),
    (SOFT, "grad = np.exp(log_softmax(z)) - one_hot(y, z)",
     "grad = np.exp(log_softmax(np.exp(log_softmax(z)))) - one_hot(y, z)", "softmax_twice"),
    (SOFT, "loss = -(one_hot(y, z) * log_softmax(z)).sum(axis=1)",
     "loss = 2 * -(one_hot(y, z) * log_softmax(z)).sum(axis=1)", "doubled"),
    (SOFT, "return loss.sum()", "return loss", "reduced_by_none"),
    (SOFT, "return loss.mean()", "return loss.max()", "slip"),
    (SOFT, "grad = grad / len(z)", "grad = grad / len(z) ** 2", "mean_for_sum_rows"),
    (SOFT, "grad = grad / len(z)", "grad = grad * len(z)", "multiplied_by_rows"),
    (SOFT, "hot[np.arange(len(y)), y] = 1", "hot[np.arange(len(y)), (y + 1) % z.shape[1]] = 1",
     "labels_one_further"),
    (SOFT, "hot[np.arange(len(y)), y] = 1", "hot[np.arange(len(y)), y - 1] = 1",
     "labels_from_one"),
    (SOFT, "    return loss\n", "    return loss[::-1]\n", "turned_round"),
    (SOFT, "    return loss\n", "    return np.sort(loss)\n", "wrong_order"),
    (SOFT, "grad = np.exp(log_softmax(z)) - one_hot(y, z)",
     "grad = np.abs(np.exp(log_softmax(z)) - one_hot(y, z))", "sign_lost"),
    (SOFT, "    return grad\n", "    grad[-1:] = 0\n    return grad\n", "last_left_out"),
]  # fmt: skip


@cache
def untimed(slug: str) -> Lab:
    return replace(load_lab(SHIPPED / slug), weights={"correctness": 100.0, "performance": 0.0})


def said(slug: str, old: str, new: str) -> set[str]:
    """What is named of the solution with a line changed: hypotheses, and "mistake" for one."""
    lab = untimed(slug)
    right = lab.solutions["vectorised"]
    assert old in right
    report = grader.grade(lab, right.replace(old, new), seed=7)
    failing = [case for case in report.cases if not case.passed]
    assert failing
    names = {"mistake" if case.mistake else case.hypothesis for case in failing}
    return {name for name in names if name}


@pytest.mark.parametrize(
    ("slug", "old", "new", "name"),
    some_of_each(
        WRONG,
        kind=lambda wrong: wrong[0],
        values=lambda wrong: wrong,
        name=lambda wrong: f"{wrong[0]}-{WRONG.index(wrong)}",
        kinds=2,
    ),
)
def test_wrong_solution_is_explained(slug: str, old: str, new: str, name: str) -> None:
    assert said(slug, old, new) == set(name.split())


@pytest.mark.parametrize("slug", [PENALTY, PROX, CE, SOFT])
def test_nine_in_ten_are_explained(slug: str) -> None:
    names = [name for lab, _, _, name in WRONG if lab == slug]
    assert len(names) >= 8
    assert sum(map(bool, names)) / len(names) >= 0.9
