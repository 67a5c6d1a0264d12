"""Reports on training, and their diagnoses."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

inf, nan = np.inf, np.nan


def test_reports_and_diagnoses():
    a = [[[0, 1, 0], [0, 2, 3]], [[0.0, 0.0], [0.0, 1.0]]]
    report = ref.grad_report([[3.0, 4.0], [[1.0, 1.0]]], a)
    np.testing.assert_allclose(report.rms, [np.sqrt(12.5), 1], rtol=1e-14)
    assert report.ratio == pytest.approx(np.sqrt(12.5))
    np.testing.assert_allclose(report.zeros, [0.5, 0.75])
    np.testing.assert_allclose(report.dead, [1 / 3, 0.5])
    assert ref.grad_report([[1.0]], [[[0, 0, 1], [0, 0, 2]]]).dead.tolist() == [2 / 3]
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


def test_gradients_at_the_ends_of_the_range():
    for top, dtype in ((1.7e308, "f8"), (3e38, "f4"), (6e4, "f2"), (1e-300, "f8"), (1e-44, "f4")):
        g = np.full(7, top, dtype)
        assert ref.grad_report([g]).rms[0] == pytest.approx(float(g[0]), rel=1e-12)
    nothing = ref.grad_report([[0.0], [0.0]], [[[0.0, 1.0]]])
    assert ref.diagnose(nothing) == "vanishing"
    assert ref.diagnose(nothing, dead=0.4) == "dead"
