"""ROC, area under it, precision and recall."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics

from grader import reference as ref

A = ([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
B = ([1, 0, 1, 0, 1, 0, 0, 1], [0.9, 0.9, 0.7, 0.7, 0.7, 0.3, 0.2, 0.2])
C = ([1, 0, 1, 1, 0, 0, 1, 0, 0, 0], [0.95, 0.9, 0.85, 0.7, 0.65, 0.6, 0.5, 0.4, 0.3, 0.1])
inf, nan = np.inf, np.nan
FUNCTIONS = [ref.roc_curve, ref.roc_auc, ref.pr_curve, ref.average_precision]


def listed(curve):
    return [part.tolist() for part in curve]


def test_known_values():
    assert listed(ref.roc_curve(*B)) == [
        [0, 0.25, 0.5, 0.75, 1],
        [0, 0.25, 0.75, 0.75, 1],
        [inf, 0.9, 0.7, 0.3, 0.2],
    ]
    assert listed(ref.roc_curve(*A))[:2] == [[0, 0, 0.5, 0.5, 1], [0, 0.5, 0.5, 1, 1]]
    assert ref.roc_auc(*A) == 0.75
    assert ref.roc_auc(*B) == 0.5625
    assert ref.roc_auc(*C) == pytest.approx(0.791666666667, rel=1e-11)
    assert listed(ref.pr_curve(*B)) == [
        [0.5, 0.6, 0.5, 0.5],
        [0.25, 0.75, 0.75, 1],
        [0.9, 0.7, 0.3, 0.2],
    ]
    assert ref.average_precision(*B) == pytest.approx(0.55, rel=1e-14)
    assert ref.average_precision(*A) == pytest.approx(0.833333333333, rel=1e-11)
    assert ref.average_precision(*C) == pytest.approx(0.747023809524, rel=1e-11)


def test_ties_and_orders():
    assert ref.roc_auc([1, 1, 0, 0], [0.5] * 4) == 0.5
    assert listed(ref.roc_curve([1, 0], [0.5, 0.5])) == [[0, 1], [0, 1], [inf, 0.5]]
    assert ref.roc_auc([1, 0, 1], [0.0, -0.0, 0.0]) == 0.5
    assert ref.roc_auc([0, 1], [0, 1]) == 1
    assert ref.roc_auc([1, 0], [0, 1]) == 0
    assert ref.average_precision([1, 1], [0.3, 0.2]) == 1


def test_infinite_scores_are_thresholds_like_any_other():
    curve = ref.roc_curve([1, 0, 1, 0], [inf, inf, 0.0, -inf])
    assert listed(curve) == [[0, 0.5, 0.5, 1], [0, 0.5, 1, 1], [inf, inf, 0, -inf]]
    assert ref.roc_auc([1, 0, 1, 0], [inf, inf, 0.0, -inf]) == 0.625


@pytest.mark.parametrize("label", [0, 1])
def test_one_class(label):
    y, s = [label] * 3, [0.1, 0.2, 0.2]
    assert np.isnan(ref.roc_auc(y, s))
    with pytest.raises(ValueError, match=r"^There is one class only"):
        ref.roc_curve(y, s)
    fpr, tpr, _ = ref.roc_curve(y, s, allow_nan=True)
    good, bad = (fpr, tpr) if label == 0 else (tpr, fpr)
    np.testing.assert_allclose(good, [0, 2 / 3, 1])
    assert np.isnan(bad).all()
    if label == 0:
        assert np.isnan(ref.average_precision(y, s))
        assert np.isnan(ref.pr_curve(y, s).recall).all()
        assert ref.pr_curve(y, s).precision.tolist() == [0, 0]
    else:
        assert ref.average_precision(y, s) == 1


def test_scikit_learn_gives_zero_without_positives():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        assert metrics.average_precision_score([0, 0], [0.1, 0.2]) == 0


@pytest.mark.parametrize("function", FUNCTIONS)
def test_refusals(function):
    with pytest.raises(ValueError, match=r"^scores holds NaN at index 1"):
        function([0, 1], [0.5, nan])
    with pytest.raises(ValueError, match=r"labels must be 0 or 1"):
        function([-1, 1], [0.5, 0.6])
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        function([0, 1], [0.5])
    with pytest.raises(ValueError, match=r"^labels is \(1, 2\); it must be \(N,\)"):
        function([[0, 1]], [[0.5, 0.6]])
    with pytest.raises(ValueError, match=r"^labels is empty, \(0,\)"):
        function([], [])


def test_pairs_of_large_classes_do_not_overflow():
    y = np.arange(200_000) % 2
    s = np.where(np.arange(200_000) % 4 < 2, 1.0, 0.0)
    assert ref.roc_auc(y, s) == 0.5
    assert ref.roc_auc(y, y.astype(float)) == 1
    assert ref.roc_auc(y.astype(np.int8), y.astype(np.int8)) == 1


grid = arrays(np.float64, 15, elements=st.integers(0, 8).map(lambda v: v / 8))
noise = arrays(np.float64, 15, elements=st.floats(-1e6, 1e6))
labels = arrays(np.int64, 15, elements=st.integers(0, 1)).filter(lambda y: 0 < y.sum() < 15)


@settings(max_examples=150)
@given(labels, grid | noise)
def test_scikit_learn_agrees(y, s):
    for drop in (False, True):
        ours = ref.roc_curve(y, s, drop=drop)
        theirs = metrics.roc_curve(y, s, drop_intermediate=drop)
        for a, b in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-14)
    assert ref.roc_auc(y, s) == pytest.approx(metrics.roc_auc_score(y, s), abs=1e-14)
    assert ref.average_precision(y, s) == pytest.approx(
        metrics.average_precision_score(y, s), abs=1e-14
    )
    p, r, t = metrics.precision_recall_curve(y, s)
    curve = ref.pr_curve(y, s)
    for a, b in ((curve.precision, p[:-1]), (curve.recall, r[:-1]), (curve.thresholds, t)):
        np.testing.assert_allclose(a[::-1], b, rtol=1e-14)


@settings(max_examples=60)
@given(labels, grid)
def test_invariants(y, s):
    auc = ref.roc_auc(y, s)
    assert ref.roc_auc(y, s**3 + 7) == auc
    assert ref.roc_auc(y, np.exp(s)) == auc
    assert ref.roc_auc(y, -s) == pytest.approx(1 - auc, abs=1e-15)
    assert ref.roc_auc(1 - y, s) == pytest.approx(1 - auc, abs=1e-15)
    assert ref.roc_auc(y[::-1], s[::-1]) == auc
    pairs = s[y == 1][:, None] - s[y == 0]
    assert auc == pytest.approx(((pairs > 0) + 0.5 * (pairs == 0)).mean(), abs=1e-15)
    fpr, tpr, _ = ref.roc_curve(y, s)
    assert auc == pytest.approx(np.trapezoid(tpr, fpr), abs=1e-14)


def test_pairs_are_counted_exactly_beyond_float32():
    # 5001 positives above all of 5003 negatives but one: 25,020,003 pairs, more than 2^24.
    labels = np.r_[np.ones(5001, "i1"), np.zeros(5003, "i1")]
    scores = np.r_[np.full(5001, 2, "i1"), np.ones(5002, "i1"), [3]]
    assert ref.roc_auc(labels, scores) == 5001 * 5002 / (5001 * 5003)
    scores[-1] = 2
    assert ref.roc_auc(labels, scores) == (5001 * 5002 + 5001 / 2) / (5001 * 5003)
    many = np.ones(40_000, "i1")
    many[-1] = 0
    curve = ref.pr_curve(many, many)
    assert curve.recall.tolist() == [1, 1]
    assert curve.precision.tolist() == [1, 39_999 / 40_000]


@pytest.mark.parametrize("dtype", ["i8", "u8", ">i8"])
def test_whole_scores_that_float64_would_tie_are_ranked_as_they_are(dtype):
    y, scores = [0, 1], np.array([2**53, 2**53 + 1], dtype)
    assert ref.roc_auc(y, scores) == ref.average_precision(y, scores) == 1
    for curve in (ref.roc_curve(y, scores), ref.pr_curve(y, scores)):
        assert (curve.thresholds.dtype, len(curve.thresholds)) == (np.float64, len(curve[0]))
    assert ref.roc_auc(y, [-(2**60) - 1, -(2**60)]) == 1
