"""Clipping, early stopping, and reports on gradients."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grader import reference as ref

inf, nan = np.inf, np.nan
VALUES = [0.9, 0.7, 0.72, 0.71, 0.69, 0.70, 0.71, 0.72]


def test_known_values_of_clipping():
    clipped = ref.clip_by_global_norm([[3, 4], [[0, 12]]], 6.5)
    assert clipped.norm == 13
    assert [g.tolist() for g in clipped.grads] == [[1.5, 2], [[0, 6]]]
    turned = ref.clip_by_value([3, 4], -3.5, 3.5)
    assert turned.tolist() == [3, 3.5]
    assert 1 - ref.cosine_loss([3.0, 4.0], turned) == pytest.approx(0.997880105966, rel=1e-11)
    np.testing.assert_allclose(ref.clip_by_norm([3, 4], 2), [1.2, 1.6], rtol=1e-15)
    assert ref.clip_by_norm([0.0, 0.0], 2).tolist() == [0, 0]


def test_short_gradients_stay_and_none_passes():
    assert ref.clip_by_norm([0.3, 0.4], 2).tolist() == [0.3, 0.4]
    assert ref.clip_by_norm([3.0, 4.0], 5).tolist() == [3, 4]
    grads, norm = ref.clip_by_global_norm([None, [3.0], None, 4.0], 1)
    assert (grads[0], grads[2], norm) == (None, None, 5)
    assert grads[1].tolist() == [pytest.approx(0.6)]
    assert grads[3] == pytest.approx(0.8)
    assert ref.clip_by_global_norm([], 1) == ([], 0)
    assert ref.clip_by_global_norm([None], 1) == ([None], 0)
    assert ref.clip_by_value([1.0, 5.0, -inf], 2, 2).tolist() == [2, 2, 2]


def test_lengths_do_not_overflow():
    narrow = np.array([3e30, 4e30], np.float32)
    np.testing.assert_allclose(ref.clip_by_norm(narrow, 1), [0.6, 0.8], rtol=1e-6)
    np.testing.assert_allclose(ref.clip_by_norm([3e200, 4e200], 1), [0.6, 0.8], rtol=1e-15)
    np.testing.assert_allclose(ref.clip_by_norm([3e307, 4e307], 1e-3), [0.6e-3, 0.8e-3], rtol=1e-14)
    top = np.full(100, 3e38, np.float32)
    grads, norm = ref.clip_by_global_norm([top, top], 1)
    assert norm == pytest.approx(3e38 * np.sqrt(200), rel=1e-6)
    np.testing.assert_allclose(grads[0], 1 / np.sqrt(200), rtol=1e-5)
    grads, _ = ref.clip_by_global_norm([[3e307, 4e307], [0.0, 0.0], []], 1e-3)
    assert (grads[1].tolist(), grads[2].shape) == ([0, 0], (0,))
    theirs = torch.tensor([3e30, 4e30])
    total = torch.nn.utils.clip_grad_norm_(weight(theirs), 1)
    assert torch.isinf(total)


def weight(gradient):
    parameter = torch.zeros_like(gradient, requires_grad=True)
    parameter.grad = gradient
    return parameter


def test_gradients_that_are_not_finite():
    for bad in (inf, nan):
        for call in (
            lambda bad=bad: ref.clip_by_norm([1.0, bad], 1),
            lambda bad=bad: ref.clip_by_global_norm([[1.0], [bad]], 1),
        ):
            with pytest.raises(ValueError, match=r"^A gradient holds NaN or infinity. Lower"):
                call()
        grads, norm = ref.clip_by_global_norm([[1.0, 2], [bad], None], 1, on_nonfinite="nan")
        assert np.isnan(grads[0]).all()
        assert np.isnan(grads[1]).all()
        assert grads[2] is None
        assert not np.isfinite(norm)
        assert np.isnan(ref.clip_by_norm([1.0, bad], 1, on_nonfinite="nan")).all()
    with pytest.raises(ValueError, match=r"^on_nonfinite is 'zero'; it must be one of raise, nan"):
        ref.clip_by_norm([1.0], 1, on_nonfinite="zero")


def test_clipping_refusals():
    for c in (0, -1, nan, inf):
        with pytest.raises(ValueError, match=r"^c is"):
            ref.clip_by_norm([1.0], c)
    for lo, hi in ((1, 0), (nan, 1), (0, nan)):
        with pytest.raises(ValueError, match=r"^lo is .*; lo must not be above hi"):
            ref.clip_by_value([1.0], lo, hi)


@settings(max_examples=50, deadline=None)
@given(arrays(np.float64, 6, elements=st.floats(-1e3, 1e3)), st.floats(0.1, 100))
def test_a_clipped_gradient_is_short_and_points_the_same_way(g, c):
    clipped = ref.clip_by_norm(g, c)
    assert ref.l2(clipped) <= c * (1 + 1e-12)
    assert ref.l2(clipped) <= ref.l2(g)
    if ref.l2(g):
        np.testing.assert_allclose(clipped * ref.l2(g), g * ref.l2(clipped), rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(clipped, ref.project_l2_ball(g, c), rtol=1e-12, atol=1e-300)


def test_known_values_of_early_stopping():
    table = {
        (1,): (2, 1),
        (2,): (3, 1),
        (3,): (7, 4),
        (3, 0.02): (4, 1),
        (10,): (-1, 4),
        (0,): (2, 1),
    }
    for arguments, wanted in table.items():
        assert ref.early_stopping(VALUES, *arguments) == wanted
    stop, best = ref.early_stopping_many([VALUES, [3, 2, 1, 0, -1, -2, -3, -4]], 3)
    assert (stop.tolist(), best.tolist()) == ([7, -1], [4, 7])


def test_edges_of_early_stopping():
    assert ref.early_stopping([1.0], 1) == (-1, 0)
    assert ref.early_stopping([1.0, 1.0], 1) == (1, 0)
    assert ref.early_stopping([1.0, 1.0, 1.0], 2) == (2, 0)
    assert ref.early_stopping([nan, 1.0, nan, 0.5], 2) == (-1, 3)
    assert ref.early_stopping([nan, nan, nan], 2) == (2, -1)
    assert ref.early_stopping([inf, 1.0], 5) == (-1, 1)
    assert ref.early_stopping([1.0, 0.5, 0.25], 1, 0.25) == (2, 1)
    assert ref.early_stopping([1.0, 0.75], 1, 0.25) == (1, 0)
    assert type(ref.early_stopping([1.0], 1).stop_epoch) is int


@settings(max_examples=60, deadline=None)
@given(
    arrays(np.float64, (4, 12), elements=st.integers(0, 6).map(float) | st.just(nan)),
    st.integers(0, 5),
    st.sampled_from([0.0, 1.0]),
)
def test_many_runs_are_like_one_after_the_other(values, patience, delta):
    stop, best = ref.early_stopping_many(values, patience, delta)
    for row, s, b in zip(values, stop, best, strict=True):
        assert ref.early_stopping(row, patience, delta) == (s, b)


def test_early_stopping_refusals():
    for function, good in ((ref.early_stopping, [1.0]), (ref.early_stopping_many, [[1.0]])):
        with pytest.raises(ValueError, match=r"^patience is -1"):
            function(good, -1)
        with pytest.raises(TypeError, match=r"^patience is 1.5"):
            function(good, 1.5)
        with pytest.raises(ValueError, match=r"^min_delta is -1"):
            function(good, 1, -1)
        with pytest.raises(ValueError, match=r"it must be \((T|R)"):
            function([[[1.0]]], 1)
    with pytest.raises(ValueError, match=r"^values is empty"):
        ref.early_stopping([], 1)
    with pytest.raises(ValueError, match=r"^values has no epochs"):
        ref.early_stopping_many(np.zeros((2, 0)), 1)


def test_reports_and_diagnoses():
    a = [[[0, 1, 0], [0, 2, 3]], [[0.0, 0.0], [0.0, 1.0]]]
    report = ref.grad_report([[3.0, 4.0], [[1.0, 1.0]]], a)
    np.testing.assert_allclose(report.rms, [np.sqrt(12.5), 1], rtol=1e-14)
    assert report.ratio == pytest.approx(np.sqrt(12.5))
    np.testing.assert_allclose(report.zeros, [0.5, 0.75])
    np.testing.assert_allclose(report.dead, [1 / 3, 0.5])
    assert ref.grad_report([[1.0]], [[[0, 0, 1], [0, 0, 2]]]).dead.tolist() == [1 - 1 / 3]
    assert ref.diagnose(report) == "healthy"
    assert ref.diagnose(report, dead=0.4) == "dead"
    assert ref.diagnose(report, exploding=3) == "exploding"
    assert ref.diagnose(report, vanishing=4) == "vanishing"
    assert ref.diagnose(ref.grad_report([[1e-5], [1.0]])) == "vanishing"
    assert ref.diagnose(ref.grad_report([[1e-3], [1.0]])) == "healthy"
    assert ref.diagnose(ref.grad_report([[1e5], [1.0]])) == "exploding"
    assert ref.diagnose(ref.grad_report([[1e3], [1.0]])) == "healthy"
    assert ref.diagnose(ref.grad_report([[nan], [1.0]])) == "exploding"
    assert ref.diagnose(ref.grad_report([[1.0], [inf]])) == "exploding"
    assert ref.diagnose(ref.grad_report([[0.25], [1.0]]), vanishing=0.25) == "healthy"
    assert ref.diagnose(ref.grad_report([[4.0], [1.0]]), exploding=4) == "healthy"
    assert ref.diagnose(ref.grad_report([[1.0]], [[[0.0, 1.0]]]), dead=0.5) == "healthy"
    assert np.isnan(ref.grad_report([[0.0]]).ratio)
    assert ref.grad_report([[1.0]]).dead.shape == (0,)
    assert ref.diagnose(ref.grad_report([[1.0]], [[[0.0, 0.0, 1.0]]])) == "dead"


def test_report_refusals():
    with pytest.raises(ValueError, match=r"^grads is empty; at least one layer"):
        ref.grad_report([])
    with pytest.raises(ValueError, match=r"^grads is empty, \(0,\)"):
        ref.grad_report([[]])
    with pytest.raises(ValueError, match=r"^activations is empty, \(0, 3\)"):
        ref.grad_report([[1.0]], [np.zeros((0, 3))])
    with pytest.raises(ValueError, match=r"^activations is \(1,\); it must be \(N, H\)"):
        ref.grad_report([[1.0]], [[1.0]])


@pytest.mark.parametrize(
    ("name", "scale", "verdict"),
    [
        ("sigmoid", 1, "vanishing"),
        ("tanh", 1, "healthy"),
        ("relu", 1, "healthy"),
        ("relu", 3, "exploding"),
    ],
)
def test_deep_networks_show_their_failure(name, scale, verdict):
    rng = np.random.default_rng(0)
    params = [(scale * w, b) for w, b in ref.init_params([64] * 21, rng)]
    X = rng.standard_normal((32, 64))
    out, cache = ref.mlp_forward(X, params, name)
    grads = ref.mlp_backward(cache, np.ones_like(out), params)
    assert ref.diagnose(ref.grad_report([grads.X, np.ones_like(out)])) == verdict


def test_gradcheck():
    assert ref.gradcheck(lambda v: v @ v, [1.0, 2.0], [2.0, 4.0]) < 1e-9
    assert ref.gradcheck(lambda v: v @ v, [1.0, 2.0], [2.0, 5.0]) == pytest.approx(1 / 9, rel=1e-6)
    assert ref.gradcheck(lambda v: 0.0, [1.0], [0.0]) == 0
    assert np.isnan(ref.gradcheck(lambda v: nan, [1.0], [0.0]))
    assert ref.gradcheck(lambda v: v.sum(), 3, 1) < 1e-9
    assert ref.gradcheck(lambda v: v[0] ** 2, [1e6], [2e6]) < 1e-8
    assert ref.gradcheck(lambda v: 0.0, [], []) == 0
    assert ref.gradcheck(lambda v: 0.0, [1.0], [1e-9]) == pytest.approx(0.1)
    assert ref.gradcheck(lambda v: 1e-9 * v[0], [1.0], [0.0]) == pytest.approx(0.1, rel=1e-4)
    kink = ref.gradcheck(lambda v: abs(v[0]), [0.25], [1.0], step=0.5)
    assert kink == pytest.approx(1 / 3)
    with pytest.raises(ValueError, match=r"the shapes must be equal"):
        ref.gradcheck(lambda v: 0.0, [1.0], 1.0)
    with pytest.raises(ValueError, match=r"^step is 0"):
        ref.gradcheck(lambda v: 0.0, [1.0], [1.0], step=0)
