"""Cross-entropy of one class among many, from distributions and from class numbers."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch.nn import functional

from grader import reference as ref

inf = np.inf
Z = [[2, 1, 0.1], [0, 0, 0], [1000, 0, -1000]]
P = [[1, 0, 0], [0.2, 0.3, 0.5], [0, 1, 0]]
LOSSES = [0.417030016278, 1.09861228867, 1000]


def test_known_values_of_both_forms():
    np.testing.assert_allclose(ref.softmax_ce(Z, P), LOSSES, rtol=1e-11)
    np.testing.assert_allclose(ref.sparse_softmax_ce(Z, [0, 2, 1]), LOSSES, rtol=1e-11)
    third = 1 / 3
    wanted = [
        [-0.340998861114, 0.242432970705, 0.0985658904093],
        [third - 0.2, third - 0.3, third - 0.5],
        [1, -1, 0],
    ]
    np.testing.assert_allclose(ref.softmax_ce_grad(Z, P), wanted, rtol=1e-10, atol=1e-15)
    sparse = ref.sparse_softmax_ce_grad(Z, [0, 2, 1])
    np.testing.assert_allclose(sparse[[0, 2]], np.array(wanted)[[0, 2]], rtol=1e-10, atol=1e-15)
    assert ref.sparse_softmax_ce([2, 1, 0.1], 2) == pytest.approx(2.31703001628, rel=1e-11)
    assert ref.sparse_softmax_ce_grad([2, 1, 0.1], 0)[0] == pytest.approx(-0.340998861114)


def test_known_values_of_two_well_known_mistakes():
    swapped = ref.softmax_ce([[1.0, 0, 0]], [Z[0]], check=False)
    assert swapped[0] == pytest.approx(2.80947861319, rel=1e-11)
    twice = ref.softmax_ce([ref.softmax(Z[0])], [P[0]])
    assert twice[0] == pytest.approx(0.802120891213, rel=1e-11)
    for k, floor in ((3, 0.551444713932), (10, 1.46115017173)):
        sure = np.eye(k)[0]
        assert ref.softmax_ce(sure, sure) == pytest.approx(floor, rel=1e-11)


def test_a_class_without_weight_costs_nothing_even_at_minus_infinity():
    z, p = [[0.0, -inf, 0.0], [1.0, 2.0, -inf]], [[0.5, 0, 0.5], [0, 1, 0]]
    np.testing.assert_allclose(ref.softmax_ce(z, p), [np.log(2), np.log1p(np.exp(-1))], rtol=1e-14)
    some = ref.softmax_ce([[1.0, -inf, 0.0]], [[0.3, 0, 0.7]])
    np.testing.assert_allclose(some, ref.softmax_ce([[1.0, 0.0]], [[0.3, 0.7]]), rtol=1e-14)
    assert ref.softmax_ce([[0.0, -inf]], [[0.0, 1.0]]).tolist() == [inf]
    assert ref.sparse_softmax_ce([[0.0, -inf]], [1]).tolist() == [inf]
    assert np.isnan(ref.sparse_softmax_ce([[-inf, -inf]], [1]))
    assert np.isnan(ref.softmax_ce([[-inf, -inf]], [[0.0, 1.0]]))
    np.testing.assert_array_equal(ref.softmax_ce_grad([[0.0, -inf]], [[1.0, 0.0]]), [[0, 0]])


def test_torch_gives_nan_for_minus_infinity_under_a_zero_label():
    z, p = torch.tensor([[0.0, -inf]]), torch.tensor([[1.0, 0.0]])
    assert torch.isnan(functional.cross_entropy(z, p))


def test_the_small_loss_of_a_sure_class_is_kept():
    assert ref.sparse_softmax_ce([[40.0, 0.0]], [0])[0] == pytest.approx(np.exp(-40.0), abs=0)
    assert ref.softmax_ce([[40.0, 0.0]], [[1.0, 0.0]])[0] == pytest.approx(np.exp(-40.0), abs=0)
    assert functional.cross_entropy(torch.tensor([[40.0, 0.0]]).double(), torch.tensor([0])) == 0


def test_unchecked_labels_are_weights():
    z, p = [[0.5, -1.0]], [[2.0, 1.0]]
    wanted = -(np.array(p) * ref.log_softmax(z)).sum()
    assert ref.softmax_ce(z, p, check=False)[0] == pytest.approx(wanted, rel=1e-14)
    np.testing.assert_allclose(
        ref.softmax_ce_grad(z, p, check=False), 3 * ref.softmax(z) - p, rtol=1e-14
    )
    with pytest.raises(ValueError, match=r"sums to 3, not to 1"):
        ref.softmax_ce(z, p)
    with pytest.raises(ValueError, match=r"sums to 3, not to 1"):
        ref.softmax_ce_grad(z, p)


@pytest.mark.parametrize("function", [ref.softmax_ce, ref.softmax_ce_grad])
def test_no_classes_are_refused(function):
    with pytest.raises(ValueError, match=r"^logits is \(2, 0\); at least one class is needed\.$"):
        function(np.zeros((2, 0)), np.zeros((2, 0)))
    with pytest.raises(ValueError, match=r"^logits is \(2, 0\); at least one class is needed\.$"):
        ref.sparse_softmax_ce(np.zeros((2, 0)), np.zeros(2, int))


def test_one_class_costs_nothing():
    assert ref.softmax_ce([[3.0]], [[1.0]]).tolist() == [0]
    assert ref.sparse_softmax_ce([[3.0]], [0]).tolist() == [0]
    assert ref.sparse_softmax_ce_grad([[3.0]], [0]).tolist() == [[0]]


@pytest.mark.parametrize("label", [-1, 3])
def test_labels_out_of_range_are_refused_rather_than_wrapped(label):
    for function in (ref.sparse_softmax_ce, ref.sparse_softmax_ce_grad):
        with pytest.raises(ValueError, match=r"classes run from 0 to 2\.$"):
            function(Z, [0, label, 1])


def test_many_classes_need_no_one_hot_matrix():
    rng = np.random.default_rng(0)
    z, y = rng.standard_normal((64, 50_000)), rng.integers(0, 50_000, 64)
    wanted = functional.cross_entropy(torch.from_numpy(z), torch.from_numpy(y), reduction="none")
    np.testing.assert_allclose(ref.sparse_softmax_ce(z, y), wanted.numpy(), rtol=1e-12)


tables = arrays(np.float64, (4, 5), elements=st.floats(-500, 500))


@settings(max_examples=100)
@given(tables, arrays(np.int64, 4, elements=st.integers(0, 4)), st.floats(-50, 50))
def test_torch_agrees_and_a_shift_changes_nothing(z, y, shift):
    got = ref.sparse_softmax_ce(z, y)
    theirs = functional.cross_entropy(torch.from_numpy(z), torch.from_numpy(y), reduction="none")
    np.testing.assert_allclose(got, theirs.numpy(), rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(ref.sparse_softmax_ce(z + shift, y), got, rtol=1e-9, atol=1e-11)
    np.testing.assert_allclose(ref.softmax_ce(z, ref.one_hot(y, 5)), got, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(ref.sparse_softmax_ce_grad(z, y).sum(axis=1), 0, atol=1e-15)


@settings(max_examples=60)
@given(tables, arrays(np.float64, (4, 5), elements=st.floats(0.01, 1)))
def test_torch_agrees_on_soft_labels(z, p):
    p = p / p.sum(axis=1, keepdims=True)
    theirs = functional.cross_entropy(torch.from_numpy(z), torch.from_numpy(p), reduction="none")
    np.testing.assert_allclose(ref.softmax_ce(z, p), theirs.numpy(), rtol=1e-11, atol=1e-12)
    assert (ref.softmax_ce(z, p) >= ref.entropy(p) - 1e-12).all()
