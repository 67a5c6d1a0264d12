"""Hinge losses for two classes and many."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn import metrics
from torch.nn import functional

from grader import reference as ref

NAN = np.nan


def test_known_values_of_the_binary_form():
    y, s = [1, -1, 1], [0.3, 0.2, 2]
    np.testing.assert_allclose(ref.hinge(s, y), [0.7, 1.2, 0], rtol=1e-14)
    assert ref.hinge(s, y, reduction="mean") == pytest.approx(0.633333333333, rel=1e-11)
    assert ref.hinge_grad(s, y).tolist() == [-1, 1, 0]
    assert ref.hinge_grad([1.0, -1.0], [1, -1]).tolist() == [0, 0]
    assert ref.hinge([np.inf, -np.inf], [1, 1]).tolist() == [0, np.inf]


@pytest.mark.parametrize("function", [ref.hinge, ref.hinge_grad])
@pytest.mark.parametrize("label", [0, 2, NAN])
def test_labels_are_signs(function, label):
    with pytest.raises(ValueError, match=r"^labels holds .*; hinge takes -1 and \+1\."):
        function([0.5, 0.5], [1, label])


def test_the_first_label_that_is_no_sign_is_named():
    for labels, first in (([1, -1, 0.5, 3], "0.5"), ([-1, 3, 0.5, 1], "3"), ([1, 0, 2, 1], "0")):
        with pytest.raises(ValueError, match=rf"^labels holds {first}; hinge takes -1 and \+1"):
            ref.hinge([0.0] * 4, labels)


def test_known_values_of_the_forms_for_many_classes():
    assert ref.weston_watkins([3.2, 5.1, -1.7], 0) == pytest.approx(2.9, rel=1e-14)
    assert ref.crammer_singer([-3, -5, -6], 0) == 0
    assert ref.weston_watkins([-3, -5, -6], 0) == 0
    assert ref.crammer_singer([3.2, 5.1, -1.7], 0) == pytest.approx(2.9, rel=1e-14)
    assert ref.weston_watkins_grad([0.0, 0.5, 3.0, -2.0], 0).tolist() == [-2, 1, 1, 0]
    assert ref.crammer_singer_grad([0.0, 0.5, 3.0, -2.0], 0).tolist() == [-1, 0, 1, 0]


def test_exactly_at_the_margin_the_slope_is_zero_and_ties_go_to_the_first():
    assert ref.weston_watkins([1.0, 0.0], 0) == 0
    assert ref.weston_watkins_grad([1.0, 0.0], 0).tolist() == [0, 0]
    assert ref.crammer_singer_grad([1.0, 0.0], 0).tolist() == [0, 0]
    assert ref.crammer_singer_grad([0.0, 2.0, 2.0], 0).tolist() == [-1, 1, 0]


def test_a_margin_is_kept_beside_huge_scores():
    assert ref.crammer_singer([1e17, 1e17], 0) == 1
    assert ref.weston_watkins([1e17, 1e17, 1e17], 1) == 2


def test_one_class_has_no_rivals():
    for function in (ref.weston_watkins, ref.crammer_singer):
        assert function([[3.0]], [0]).tolist() == [0]
    for function in (ref.weston_watkins_grad, ref.crammer_singer_grad):
        assert function([[3.0]], [0]).tolist() == [[0]]


def test_keras_maximum_over_products_counts_the_true_class():
    scores, onehot = np.array([-3.0, -5, -6]), np.array([1.0, 0, 0])
    keras = max(0, ((1 - onehot) * scores).max() - (onehot * scores).sum() + 1)
    assert (keras, ref.crammer_singer(scores, 0)) == (4, 0)


@settings(max_examples=80)
@given(
    arrays(np.float64, (6, 4), elements=st.floats(-10, 10)),
    st.permutations([0, 1, 2, 3, 0, 1]),
)
def test_the_libraries_agree(s, y):
    theirs = functional.multi_margin_loss(torch.from_numpy(s), torch.tensor(y), reduction="none")
    np.testing.assert_allclose(ref.weston_watkins(s, y), 4 * theirs.numpy(), rtol=1e-12, atol=1e-12)
    mean = ref.crammer_singer(s, y, reduction="mean")
    assert mean == pytest.approx(metrics.hinge_loss(y, s, labels=[0, 1, 2, 3]), rel=1e-12)
    signs = np.array([1, -1, 1, -1, 1, -1])
    assert ref.hinge(s[:, 0], signs, reduction="mean") == pytest.approx(
        metrics.hinge_loss(signs, s[:, 0])
    )
    assert (ref.crammer_singer(s, y) <= ref.weston_watkins(s, y) + 1e-12).all()


@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_margins_next_to_zero_keep_their_digits(dtype):
    rng = np.random.default_rng(0)
    own = rng.uniform(1, 2, 200).astype(dtype)
    other = own - 1 + (rng.uniform(0, 4, 200) * np.finfo(dtype).eps).astype(dtype)
    other[:3], own[:3] = [-1, -1 + np.finfo(dtype).eps, -1], [-1e-30, -1e-30, 1e-30]
    wanted = [
        max(Fraction(float(a)) - Fraction(float(b)) + 1, 0) for a, b in zip(other, own, strict=True)
    ]
    assert sum(0 < margin < np.finfo(dtype).eps for margin in wanted) > 20
    scores, labels = np.stack([own, other], axis=1), np.zeros(200, int)
    for name in ("weston_watkins", "crammer_singer"):
        got = getattr(ref, name)(scores, labels)
        np.testing.assert_array_equal(got, np.array(wanted, float).astype(dtype))
        slopes = getattr(ref, f"{name}_grad")(scores, labels)
        assert slopes[:, 1].tolist() == [margin > 0 for margin in wanted]


def test_a_column_of_scores_is_not_a_row_of_labels():
    for function in (ref.hinge, ref.hinge_grad):
        with pytest.raises(ValueError, match=r"^labels is \(2,\), scores \(2, 1\)"):
            function([[1.0], [2.0]], [1, -1])
