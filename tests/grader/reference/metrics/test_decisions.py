"""Counts at thresholds, rates from counts, thresholds to choose, and votes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics

from grader import reference as ref

B = ([1, 0, 1, 0, 1, 0, 0, 1], [0.9, 0.9, 0.7, 0.7, 0.7, 0.3, 0.2, 0.2])
C = ([1, 0, 1, 1, 0, 0, 1, 0, 0, 0], [0.95, 0.9, 0.85, 0.7, 0.65, 0.6, 0.5, 0.4, 0.3, 0.1])
inf, nan = np.inf, np.nan


def test_known_counts():
    assert ref.confusion_at(*B, 0.7).tolist() == [[2, 2], [1, 3]]
    assert ref.confusion_at(*B, 0.71).tolist() == [[3, 1], [3, 1]]
    many = ref.confusions(*B, [0.71, 0.7, inf, -inf])
    assert many.tolist() == [[3, 1, 3, 1], [2, 2, 1, 3], [4, 0, 4, 0], [0, 4, 0, 4]]
    assert many.dtype == np.int64
    assert ref.confusions(*B, []).shape == (0, 4)
    assert ref.confusion_at([1, 1], [0.2, inf], inf).tolist() == [[0, 0], [1, 1]]
    assert ref.confusion_at(np.array([True, False]), [1, 0], 1).tolist() == [[1, 0], [0, 1]]


def test_count_refusals():
    with pytest.raises(ValueError, match=r"^thresholds holds NaN at index 0"):
        ref.confusion_at(*B, nan)
    with pytest.raises(ValueError, match=r"^thresholds is \(\); it must be \(T,\)"):
        ref.confusions(*B, 0.5)
    with pytest.raises(ValueError, match=r"^scores holds NaN"):
        ref.confusion_at([0, 1], [nan, 0], 0)


def test_rates():
    c = ref.confusion_at(*C, 0.5)
    assert ref.f1(c) == pytest.approx(0.727272727273, rel=1e-11)
    assert ref.accuracy(c) == 0.7
    assert ref.precision(c) == pytest.approx(4 / 7)
    assert ref.recall(c) == 1
    assert ref.false_positive_rate(ref.confusion_at(*C, 0.65)) == pytest.approx(1 / 3)
    stack = np.array([[[3, 1], [2, 4]], [[0, 0], [0, 0]]])
    np.testing.assert_allclose(ref.precision(stack), [0.8, 0])
    np.testing.assert_allclose(ref.recall(stack), [2 / 3, nan])
    np.testing.assert_allclose(ref.false_positive_rate(stack), [0.25, nan])
    np.testing.assert_allclose(ref.f1(stack), [8 / 11, 0])
    np.testing.assert_allclose(ref.accuracy(stack), [0.7, nan])
    assert ref.precision([[0, 0], [0, 1]]) == ref.recall([[0, 0], [0, 1]]) == 1
    empty = stack[1]
    assert (ref.precision(empty, 1), ref.recall(empty, 1), ref.f1(empty, 1)) == (1, 1, 1)
    assert ref.false_positive_rate(empty, 0) == 0
    for function in (ref.precision, ref.recall, ref.f1, ref.accuracy, ref.false_positive_rate):
        for bad in ([[1, 2, 3]], np.ones((3, 3), int), [[1, -2], [1, 1]], [[1, 1], [1, -1]]):
            with pytest.raises(ValueError, match=r"^confusion is .*; it must hold"):
                function(bad)
        with pytest.raises(TypeError, match=r"^confusion holds bool"):
            function([[True, True], [False, True]])
        with pytest.raises(ValueError, match=r"^confusion is .*; it must hold"):
            function([[1.0, np.nan], [1, 1]])


def test_rates_of_weighted_examples():
    table = [[0.25, 0.125], [0.0625, 0.3125]]
    assert ref.precision(table) == 0.3125 / 0.4375
    assert ref.recall(table) == 0.3125 / 0.375
    assert ref.f1(table) == 0.625 / 0.8125
    assert ref.accuracy(table) == 0.75
    assert ref.false_positive_rate(table) == 0.125 / 0.375


def test_confusion_of_many_classes():
    y, f = [0, 1, 2, 2, 1], [0, 2, 2, 1, 1]
    got = ref.confusion_matrix(y, f, 4)
    np.testing.assert_array_equal(got, metrics.confusion_matrix(y, f, labels=range(4)))
    assert ref.confusion_matrix([], [], 2).tolist() == [[0, 0], [0, 0]]
    assert ref.confusion_matrix([0, 0], [0, 0], 1).tolist() == [[2]]
    for bad, which in ((([4], [0]), "labels"), (([0], [4]), "predictions")):
        with pytest.raises(ValueError, match=rf"^{which} is 4"):
            ref.confusion_matrix(*bad, 4)
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        ref.confusion_matrix([0], [0, 1], 2)
    with pytest.raises(ValueError, match=r"^labels is \(1, 1\); it must be \(N,\)"):
        ref.confusion_matrix([[0]], [[0]], 2)
    with pytest.raises(ValueError, match=r"^classes is 0"):
        ref.confusion_matrix([], [], 0)


def test_known_costs():
    thresholds, costs = ref.threshold_costs(*C, 1, 5)
    assert costs.tolist() == [20, 15, 16, 11, 6, 7, 8, 3, 4, 5, 6]
    assert thresholds.tolist() == [inf, *C[1]]
    assert ref.threshold_costs(*C, 5, 1).costs.tolist() == [4, 3, 8, 7, 6, 11, 16, 15, 20, 25, 30]
    assert ref.best_threshold(*C, 1, 5) == 0.5
    assert ref.best_threshold(*C, 5, 1) == 0.95
    assert ref.best_threshold([0, 0], [0.1, 0.9], 1, 1) == inf
    assert ref.best_threshold([1, 0, 1], [0.9, 0.5, 0.1], 1, 1) == 0.9
    assert ref.best_threshold([1, 0], [0.9, 0.5], 0, 0) == inf
    for bad, which in (((-1, 1), "c_fp"), ((1, -1), "c_fn")):
        for function in (ref.threshold_costs, ref.best_threshold):
            with pytest.raises(ValueError, match=rf"^{which} is -1"):
                function(*C, *bad)


@settings(max_examples=60)
@given(
    arrays(np.int64, 9, elements=st.integers(0, 1)),
    arrays(np.float64, 9, elements=st.integers(0, 5).map(float)),
    st.integers(0, 5),
    st.integers(0, 5),
)
def test_costs_are_those_of_the_counts(y, s, c_fp, c_fn):
    thresholds, costs = ref.threshold_costs(y, s, c_fp, c_fn)
    for t, cost in zip(thresholds, costs, strict=True):
        _, fp, fn, _ = ref.confusion_at(y, s, t).reshape(-1)
        assert cost == c_fp * fp + c_fn * fn


def test_threshold_within_a_false_positive_rate():
    assert ref.threshold_at_fpr(*C, 0.2) == 0.7
    assert ref.threshold_at_fpr(*C, 1 / 6) == 0.7
    assert ref.threshold_at_fpr(*C, 0.16) == 0.95
    assert ref.threshold_at_fpr(*C, 0) == 0.95
    assert ref.threshold_at_fpr(*C, 1) == 0.1
    assert ref.threshold_at_fpr([0, 1], [0.9, 0.1], 0) == inf
    assert ref.threshold_at_fpr([0, 1], np.float32([0.9, 0.1]), 0).dtype == np.float32
    assert ref.threshold_at_fpr([0, 0], [0.5, 0.5], 0) == inf
    assert ref.threshold_at_fpr([1, 0], [0.9, 0.1], 0) == 0.9
    with pytest.raises(ValueError, match=r"^There are no negatives"):
        ref.threshold_at_fpr([1, 1], [0.1, 0.2], 0.5)
    with pytest.raises(ValueError, match=r"^max_fpr is 1.5"):
        ref.threshold_at_fpr(*C, 1.5)


def test_labels_by_themselves():
    z = np.array([[0.0, -1.0, 2.0]])
    assert ref.predict_labels(z).tolist() == [[True, False, True]]
    assert ref.predict_labels(z, [0.6, 0.2, 0.9]).tolist() == [[False, True, False]]
    assert ref.predict_labels(z, 0).all()
    assert ref.predict_labels(z[0], [0.6, 0.2, 0.9]).tolist() == [False, True, False]
    stack = ref.predict_labels(np.zeros((2, 3, 4)), [0.4, 0.5, 0.6, 0.7])
    assert stack.all(axis=(0, 1)).tolist() == [True, True, False, False]
    for bad in (1.5, -0.5):
        with pytest.raises(ValueError, match=rf"^threshold is {bad} at its only entry"):
            ref.predict_labels(z, bad)
    with pytest.raises(ValueError, match=r"^threshold is \(3, 4\); it must be a number or \(4,\)"):
        ref.predict_labels(np.zeros((2, 3, 4)), np.full((3, 4), 0.5))
    with pytest.raises(ValueError, match=r"^threshold is \(2,\); it must be a number or \(3,\)"):
        ref.predict_labels(z, [0.5, 0.5])


def test_one_versus_all():
    assert ref.ova_predict([[0.1, 0.9, 0.9], [-5, -4, -6]]).tolist() == [1, 1]
    assert ref.ova_predict([1.0, 2.0]) == 1
    for bad, text in (
        ([[nan, 1]], "^scores holds NaN"),
        (np.zeros((2, 0)), "at least one class"),
        (1.0, "single number"),
    ):
        with pytest.raises(ValueError, match=text):
            ref.ova_predict(bad)


@pytest.mark.parametrize("classes", [1, 2, 3, 5, 20])
def test_one_versus_one(classes):
    rng = np.random.default_rng(classes)
    pairs = [(i, j) for i in range(classes) for j in range(i + 1, classes)]
    assert ref.pair_count(classes) == len(pairs)
    votes = rng.random((30, len(pairs))) < 0.5
    counts = np.zeros((30, classes))
    for column, (i, j) in enumerate(pairs):
        counts[:, i] += votes[:, column]
        counts[:, j] += ~votes[:, column]
    np.testing.assert_array_equal(ref.ovo_predict(votes, classes), counts.argmax(axis=1))


def test_one_versus_one_refusals():
    with pytest.raises(TypeError, match=r"^votes holds int64; it must hold bools"):
        ref.ovo_predict([[1]], 2)
    shapes = ((1, 2), (1, 4), (3,), (1, 3, 1))
    for bad in (np.ones(shape, bool) for shape in shapes):
        with pytest.raises(ValueError, match=r"^votes is .*; 3 classes have 3 pairs"):
            ref.ovo_predict(bad, 3)
    with pytest.raises(ValueError, match=r"^classes is 0"):
        ref.pair_count(0)


def test_a_python_threshold_has_the_dtype_of_the_scores():
    for dtype in ("f2", "f4", "f8"):
        scores = np.array([0.7, 0.1], dtype)
        assert ref.confusion_at([1, 0], scores, 0.7).tolist() == [[1, 0], [0, 1]]
    single = np.array([0.7], "f4")
    assert ref.confusion_at([1], single, np.float64(0.7)).tolist() == [[0, 0], [1, 0]]
    assert ref.confusion_at([1], single, np.float32(0.7)).tolist() == [[0, 0], [0, 1]]
    assert ref.confusion_at([1], [3], 3).tolist() == [[0, 0], [0, 1]]
    with pytest.raises(ValueError, match=r"^threshold is \(1,\); it must be a number"):
        ref.confusion_at([1], single, [0.7])


@pytest.mark.parametrize("kind", ["i1", "u1", "i2", "u2", "i8", "u8", ">i2"])
def test_narrow_counts_do_not_wrap(kind):
    table = np.full((2, 2), 100, kind)
    rates = (ref.precision, ref.recall, ref.false_positive_rate, ref.f1, ref.accuracy)
    assert [rate(table) for rate in rates] == [0.5] * 5
    huge = np.full((2, 2), 2**63, "u8")
    assert [rate(huge) for rate in rates] == [0.5] * 5


def test_more_than_int16_and_float32_can_count():
    y = np.zeros(70_000, "i1")
    assert ref.confusion_matrix(y, y, 2).tolist() == [[70_000, 0], [0, 0]]
    assert ref.confusion_at(y, y, 0.5).tolist() == [[70_000, 0], [0, 0]]
    with pytest.raises(TypeError, match=r"^zero_division is '0'; it must be a real number"):
        ref.precision([[1, 0], [1, 0]], "0")


def test_counts_whose_sums_leave_the_range():
    for counts in (np.full((2, 2), 2**62), np.full((2, 2), 2**63, "u8"), np.full((2, 2), 1e308)):
        stack = np.array([counts, [[3, 1], [0, 0]]], counts.dtype)
        with np.errstate(all="raise"):
            for rate in (ref.precision, ref.recall, ref.f1, ref.accuracy, ref.false_positive_rate):
                assert rate(stack)[0] == 0.5
                np.testing.assert_array_equal(rate(stack)[1], rate([[3, 1], [0, 0]]))


def test_whole_scores_that_float64_would_tie():
    scores = np.array([2**53, 2**53 + 1], ">i8")
    cut = np.int64(2**53 + 1)
    assert ref.confusion_at([0, 1], scores, cut).tolist() == [[1, 0], [0, 1]]
    assert ref.confusions([0, 1], scores, [2**53 + 1]).tolist() == [[1, 0, 0, 1]]
    assert ref.confusion_at([0, 1], scores, 2**53 + 1).tolist() == [[1, 0], [0, 1]]
