"""Metrics of the scores of many classes."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics

from grader import reference as ref


def ranked(seed, classes=4, count=40):
    rng = np.random.default_rng(seed)
    y = rng.integers(0, classes, count)
    y[:classes] = np.arange(classes)
    # Steps of 1/32, so that there are ties; rows sum to 1.
    p = rng.multinomial(32, np.full(classes, 1 / classes), count) / 32
    return y, p


def test_scikit_learn_agrees_on_the_area():
    for seed in range(20):
        y, p = ranked(seed, 3 + seed % 3)
        for mode in ("ovr", "ovo"):
            for average in ("macro", "weighted"):
                wanted = metrics.roc_auc_score(y, p, multi_class=mode, average=average)
                got = ref.multiclass_auc(y, p, mode, average)
                assert got == pytest.approx(wanted, rel=1e-13)


def test_classes_without_examples_are_left_out_and_two_classes_are_the_binary_area():
    y, p = ranked(0)
    wider = np.insert(p, 2, 0.7, axis=1)
    moved = np.where(y >= 2, y + 1, y)
    for mode in ("ovr", "ovo"):
        for average in ("macro", "weighted"):
            got = ref.multiclass_auc(moved, wider, mode, average)
            assert got == pytest.approx(ref.multiclass_auc(y, p, mode, average), rel=1e-15)
            two = ref.multiclass_auc(y % 2, np.c_[1 - p[:, 0], p[:, 0]], mode, average)
            assert two == pytest.approx(ref.roc_auc(y % 2, p[:, 0]), rel=1e-14)
            alone = ref.multiclass_auc([1, 1], [[0.0, 1], [0, 1]], mode, average)
            assert np.isnan(alone) and alone.dtype == np.float64


def test_top_k_by_hand_and_by_sorting():
    s = [[1.0, 3, 2], [np.inf, 0, -np.inf], [5, 5, 5]]
    assert ref.top_k_accuracy([1, 2, 1], s, 1) == pytest.approx(1 / 3)
    assert ref.top_k_accuracy([1, 2, 1], s, 2) == pytest.approx(2 / 3)
    assert ref.top_k_accuracy([1, 2, 1], s, 3) == 1
    for seed in range(10):
        y, p = ranked(seed)
        order = np.argsort(-p, axis=1, kind="stable")
        for k in range(1, 6):
            wanted = (order[:, :k] == y[:, None]).any(axis=1).mean()
            assert ref.top_k_accuracy(y, p, k) == wanted
        assert ref.top_k_accuracy(y, p, 1) == (ref.ova_predict(p) == y).mean()
    free = np.random.default_rng(1).random((40, 4))
    for k in (1, 2, 3):
        assert ref.top_k_accuracy(y, free, k) == metrics.top_k_accuracy_score(y, free, k=k)


def test_examples_that_count_several_times():
    y, p = ranked(3)
    times = np.arange(40) % 3 + np.arange(40) // 39  # 0, 1 or 2
    for call in (
        lambda y, p, **more: ref.top_k_accuracy(y, p, 2, **more),
        lambda y, p, **more: ref.multiclass_auc(y, p, "ovr", "weighted", **more),
        lambda y, p, **more: ref.multiclass_auc(y, p, "ovo", "weighted", **more),
    ):
        got = call(y, p, sample_weight=times)
        assert got.dtype == np.float64
        wanted = call(np.repeat(y, times), np.repeat(p, times, axis=0))
        assert got == pytest.approx(wanted, rel=1e-13)


def test_refusals():
    y, p = ranked(0)
    for call, text in (
        (lambda: ref.top_k_accuracy(y, p, 0), r"^k is 0; it must be at least 1"),
        (lambda: ref.top_k_accuracy(y, p * np.nan), r"^scores holds NaN"),
        (lambda: ref.top_k_accuracy([], np.zeros((0, 3))), r"^scores is empty"),
        (lambda: ref.multiclass_auc(y, p, "pairs"), r"^mode is 'pairs'"),
        (lambda: ref.multiclass_auc(y, p, "ovr", "micro"), r"^average is 'micro'"),
        (lambda: ref.multiclass_auc(y, p[0]), r"^labels is \(40,\)"),
        (lambda: ref.multiclass_auc(y[0], p[0]), r"^scores is \(4,\)"),
    ):
        with pytest.raises(ValueError, match=text):
            call()


def test_whole_scores_that_float64_would_tie():
    scores = np.array([[2**53 + 1, 2**53], [2**53, 2**53 + 1]])
    assert ref.multiclass_auc([0, 1], scores) == ref.top_k_accuracy([0, 1], scores, 1) == 1
