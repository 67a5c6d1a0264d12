"""Rates of many classes."""

from __future__ import annotations

import warnings
from fractions import Fraction

import numpy as np
import pytest
from sklearn import metrics

from grader import reference as ref

AVERAGES = ("none", "macro", "micro", "weighted")


def decisions(seed):
    rng = np.random.default_rng(seed)
    classes = int(rng.integers(1, 6))
    count = int(rng.integers(1, 40))
    y, f = rng.integers(0, classes, (2, count))
    # Some classes are without examples, some are never predicted.
    return y, np.where(rng.random(count) < 0.5, y, f), classes + seed % 2


def test_scikit_learn_agrees_on_every_average():
    for seed in range(60):
        y, f, classes = decisions(seed)
        table = ref.confusion_matrix(y, f, classes)
        for average in AVERAGES:
            for empty in (0.0, 1.0, np.nan):
                for name in ("precision", "recall", "f1"):
                    wanted = getattr(metrics, f"{name}_score")(
                        y,
                        f,
                        average=None if average == "none" else average,
                        labels=range(classes),
                        zero_division=empty,
                    )
                    got = getattr(ref, f"class_{name}")(table, average, empty)
                    np.testing.assert_allclose(got, wanted, rtol=1e-13, atol=1e-15)


def test_scikit_learn_agrees_on_balanced_accuracy_and_correlation():
    for seed in range(60):
        y, f, classes = decisions(seed)
        table = ref.confusion_matrix(y, f, classes)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            wanted = metrics.matthews_corrcoef(y, f)
            assert ref.mcc(table) == pytest.approx(wanted, abs=1e-14)
            for adjusted in (False, True):
                wanted = metrics.balanced_accuracy_score(y, f, adjusted=adjusted)
                got = ref.balanced_accuracy(table, adjusted)
                if len(set(y)) == 1 and adjusted:
                    assert np.isnan(got)
                else:
                    assert got == pytest.approx(wanted, rel=1e-13)


def test_tables_of_two_classes_agree_with_the_binary_rates_and_stacks_with_their_parts():
    rng = np.random.default_rng(0)
    tables = rng.integers(0, 20, (5, 3, 2, 2))
    assert ref.class_precision(tables, "none")[..., 1].tolist() == ref.precision(tables).tolist()
    assert ref.class_recall(tables, "none")[..., 1].tolist() == ref.recall(tables, 0).tolist()
    np.testing.assert_allclose(ref.class_f1(tables, "none")[..., 1], ref.f1(tables), rtol=1e-15)
    np.testing.assert_allclose(ref.class_f1(tables, "micro"), ref.accuracy(tables), rtol=1e-15)
    for function in (ref.mcc, ref.balanced_accuracy, ref.class_f1):
        whole = function(tables)
        assert whole.shape == (5, 3)
        assert all(function(tables[i]).tolist() == whole[i].tolist() for i in range(5))
        np.testing.assert_allclose(function(tables / 7), whole, rtol=1e-13, atol=1e-15)


def test_empty_tables_and_large_counts():
    nothing = np.zeros((3, 3), int)
    assert ref.class_f1(nothing, "weighted") == 0
    assert np.isnan(ref.class_recall(nothing, "micro", np.nan))
    assert np.isnan(ref.balanced_accuracy(nothing))
    assert ref.mcc(nothing) == 0
    table = np.array([[50, 3], [7, 40]])
    for size in (10**7, 10**8, 10**15):
        assert ref.mcc(table * size) == pytest.approx(ref.mcc(table), rel=1e-13)
    assert ref.mcc((table % 100).astype(np.int8)) == ref.mcc(table)
    assert ref.mcc([[1, 0], [0, 1]]) == 1 and ref.mcc([[0, 1], [1, 0]]) == -1
    assert ref.class_precision(np.array([[100, 100], [100, 100]], np.uint8)) == 0.5
    assert ref.class_f1(np.array([[100, 0], [0, 100]], np.int8)) == 1


def test_correlations_of_whole_counts_up_to_2_31_are_exact():
    """ad - bc = 1 in 2^60: a product that is rounded, or that overflows, gives anything."""
    for n in (3**17, 2**28, 2**28 + 2**27, 2**29):
        wanted = 1 / (4 * n**2 - 1)
        assert ref.mcc([[n, n - 1], [n + 1, n]]) == pytest.approx(wanted, rel=1e-14, abs=0)
    assert ref.mcc(np.diag([3 * n, 2 * n, 2 * n])) == 1  # scaled first, as products would overflow
    big = [[3 * n, n], [n, 2 * n]]
    assert ref.mcc(big) == pytest.approx(ref.mcc([[3, 1], [1, 2]]), rel=1e-14)


def test_tables_of_weighted_examples_of_any_size():
    table = np.array([[5.0, 3, 1], [2, 8, 0], [0, 1, 4]])
    for scale in (1e-200, 1e-20, 1.0, 1e200):
        assert ref.mcc(table * scale) == pytest.approx(ref.mcc(table.astype(int)), rel=1e-14)
    assert ref.mcc(np.zeros((2, 2))) == 0
    assert 1 - 3e-16 < ref.mcc([[1.3, 1e-16], [1e-19, 0.4]]) <= 1
    assert ref.mcc([[0, 0.4], [2.1, 0]]) == -1
    rare = np.pad([[2.2, 1e-16], [2.9, 0], [1.6, 0], [1.8, 0], [2.9, 0]], (0, 3))[:5]
    assert ref.mcc(rare) == pytest.approx(-2.50297213e-9, rel=1e-8)


def test_stacks_without_tables_and_adjusted_accuracies_in_a_stack():
    for shape in ((0, 3, 3), (2, 0, 3, 3)):
        for function in (ref.class_f1, ref.balanced_accuracy, ref.mcc):
            assert function(np.zeros(shape, int)).shape == shape[:-2]
            assert function(np.zeros(shape)).shape == shape[:-2]
    tables = np.array([[[3, 1, 0], [2, 5, 0], [0, 0, 0]], [[3, 1, 1], [2, 5, 0], [0, 4, 2]]])
    assert ref.balanced_accuracy(tables, True) == pytest.approx(
        [
            (3 / 4 + 5 / 7) / 2 * 2 - 1,
            ((3 / 5 + 5 / 7 + 2 / 6) / 3 - 1 / 3) * 3 / 2,
        ],
        rel=1e-14,
    )


def test_refusals():
    for function in (ref.class_precision, ref.class_recall, ref.class_f1, ref.mcc):
        for wrong, text in (
            ([[1, 2]], r"^confusion is \(1, 2\); it must be"),
            ([[1, -2], [0, 1]], r"^confusion must hold counts"),
            ([[1, np.nan], [0, 1]], r"^confusion must hold counts"),
            ([[1, -0.5], [0, 1]], r"^confusion must hold counts"),
            ([[1, np.inf], [0, 1]], r"^confusion must hold counts"),
            ([1, 2], r"^confusion is \(2,\); it must be"),
            ([[1], [2]], r"^confusion is \(2, 1\); it must be"),
            (np.zeros((0, 0)), r"^confusion is \(0, 0\)"),
        ):
            with pytest.raises(ValueError, match=text):
                function(wrong)
    with pytest.raises(ValueError, match=r"^average is 'mean'; it must be one of none, macro"):
        ref.class_f1([[1, 0], [0, 1]], "mean")


def test_counts_whose_sums_leave_the_range():
    for counts in (np.full((2, 2), 2**62), np.full((2, 2), 2**63, "u8"), np.full((2, 2), 1e308)):
        for rate in (ref.class_precision, ref.class_recall, ref.class_f1, ref.balanced_accuracy):
            assert rate(counts) == 0.5
        assert ref.mcc(counts) == 0


def test_correlation_of_rare_classes():
    """Differences of products that agree in most of their digits, as counts and as weights."""
    for table in ([[10**10, 1], [1, 1]], [[10**12, 3], [2, 7]], [[1e9 + 0.5, 1], [1, 1.5]]):
        (a, b), (c, d) = ([Fraction(n) for n in row] for row in table)
        square = (a * d - b * c) ** 2 / ((a + b) * (a + c) * (d + b) * (d + c))
        for scale in (1, 2.0**300, 2.0**-300):
            got = ref.mcc(np.multiply(table, scale))
            assert got == pytest.approx(np.sqrt(float(square)), rel=1e-15)
        assert ref.mcc(np.array(table)[::-1]) == -ref.mcc(table)
    assert ref.mcc([[1e40, 0], [0, 1e-40]]) == 1
