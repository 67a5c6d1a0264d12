"""sigmoid, logit, softplus: known values, extremes, and the libraries where they are right."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import special

from grader import reference as ref

X = np.array([-1000, -37, -2, 0, 0.5, 2, 37, 1000])
TAIL = 8.53304762574e-17
anything = arrays(np.float64, 20, elements=st.floats(-1e308, 1e308))
moderate = arrays(np.float64, 20, elements=st.floats(-700, 700))


def test_known_values_of_sigmoid_and_its_derivative():
    wanted = [0, TAIL, 0.119202922022, 0.5, 0.622459331202, 0.880797077978, 1, 1]
    np.testing.assert_allclose(ref.sigmoid(X), wanted, rtol=1e-11)
    slope = [0, TAIL, 0.104993585404, 0.25, 0.235003712202, 0.104993585404, TAIL, 0]
    np.testing.assert_allclose(ref.sigmoid_grad(X), slope, rtol=1e-11)
    assert ref.sigmoid(-1.3) == pytest.approx(0.214165016957, abs=1e-12)


def test_float32_sigmoid_falls_through_subnormals_to_zero():
    x = np.array([-1000, -104, -88.8, 88.8, 1000], np.float32)
    got = ref.sigmoid(x)
    np.testing.assert_allclose(got, [0, 0, 2.72050045682e-39, 1, 1], rtol=1e-5)
    assert got[1] == 0
    assert ref.sigmoid(np.float32(-103)) > 0
    assert ref.sigmoid(-746.0) == 0
    assert ref.sigmoid(-745.0) == 5e-324
    assert ref.sigmoid(-744.0) > 5e-324


def test_known_values_of_logit():
    p = [1e-300, 1e-12, 0.1, 0.5, 0.75, 1 - 1e-12]
    wanted = [-690.775527898, -27.6310211159, -2.19722457734, 0, 1.09861228867, 27.6310432379]
    np.testing.assert_allclose(ref.logit(p), wanted, rtol=1e-11)
    assert ref.logit([0.0, 1.0]).tolist() == [-np.inf, np.inf]
    assert ref.logit_grad([0.0, 0.5, 1.0]).tolist() == [np.inf, 4, np.inf]
    assert ref.logit_grad(0.2) == pytest.approx(6.25)


@pytest.mark.parametrize("p", [-0.1, 1.5, np.nan])
@pytest.mark.parametrize("function", ["logit", "logit_grad", "binary_entropy_grad"])
def test_what_is_no_probability_is_refused(p, function):
    with pytest.raises(ValueError, match=r"it must lie in \[0, 1\]"):
        getattr(ref, function)([0.5, p])


def test_scipy_gives_nan_outside_the_unit_interval():
    assert np.isnan(special.logit(1.5))


def test_known_values_of_softplus_and_log_sigmoid():
    ahead = [0, TAIL, 0.126928011043, 0.69314718056, 0.97407698418, 2.12692801104, 37, 1000]
    np.testing.assert_allclose(ref.softplus(X), ahead, rtol=1e-11)
    behind = [-1000, -37, -2.12692801104, -0.69314718056, -0.47407698418, -0.126928011043, -TAIL, 0]
    np.testing.assert_allclose(ref.log_sigmoid(X), behind, rtol=1e-11)
    assert ref.softplus(-40.0) == pytest.approx(4.24835425529e-18, rel=1e-11)
    assert np.signbit(ref.log_sigmoid(1000.0))


def test_infinities_and_nan_pass():
    x = np.array([-np.inf, np.inf, np.nan])
    for name, wanted in {
        "sigmoid": [0, 1, np.nan],
        "sigmoid_grad": [0, 0, np.nan],
        "softplus": [0, np.inf, np.nan],
        "softplus_grad": [0, 1, np.nan],
        "log_sigmoid": [-np.inf, 0, np.nan],
        "log_sigmoid_grad": [1, 0, np.nan],
    }.items():
        np.testing.assert_array_equal(getattr(ref, name)(x), wanted)
    assert ref.sigmoid(5e-324) == 0.5
    assert ref.sigmoid(-0.0) == 0.5


@pytest.mark.parametrize("x", [-745.2, -708.5, -700, -40, -1e-9, 1e-300, 0.1, 5, 36.9, 300])
def test_full_accuracy_against_many_digits(x):
    mpmath.mp.dps = 50
    e = mpmath.exp(-mpmath.mpf(x))
    assert ref.sigmoid(x) == pytest.approx(float(1 / (1 + e)), rel=1e-15, abs=5e-324)
    assert ref.sigmoid_grad(x) == pytest.approx(float(e / (1 + e) ** 2), rel=1e-14, abs=5e-324)
    wanted = float(mpmath.log1p(mpmath.exp(mpmath.mpf(x))))
    assert ref.softplus(x) == pytest.approx(wanted, rel=1e-15, abs=5e-324)


@pytest.mark.parametrize(
    "p", [5e-324, 1e-9, 0.24, 0.26, 0.4999999, 0.5000001, 0.74, 0.76, 1 - 2**-53]
)
def test_logit_keeps_its_digits_around_one_half(p):
    mpmath.mp.dps = 50
    exact = mpmath.mpf(p)
    assert ref.logit(p) == pytest.approx(float(mpmath.log(exact / (1 - exact))), rel=1e-14, abs=0)


@settings(max_examples=100)
@given(anything)
def test_sigmoid_is_scipys_and_torchs(x):
    np.testing.assert_allclose(ref.sigmoid(x), special.expit(x), rtol=1e-14, atol=5e-324)
    theirs = torch.sigmoid(torch.from_numpy(x)).numpy()
    np.testing.assert_allclose(ref.sigmoid(x), theirs, rtol=1e-14, atol=1e-307)
    np.testing.assert_allclose(ref.log_sigmoid(x), special.log_expit(x), rtol=1e-14)


@settings(max_examples=100)
@given(moderate)
def test_softplus_is_that_of_the_libraries(x):
    np.testing.assert_allclose(ref.softplus(x), np.logaddexp(0, x), rtol=1e-14)
    theirs = torch.nn.functional.softplus(torch.from_numpy(x), threshold=1e4).numpy()
    right = x < 700  # torch forms exp(x)
    np.testing.assert_allclose(ref.softplus(x)[right], theirs[right], rtol=1e-13)


def test_torch_returns_x_itself_from_twenty_on():
    x = torch.tensor([20.5], dtype=torch.float64)
    assert torch.nn.functional.softplus(x).item() == 20.5
    assert ref.softplus(20.5) > 20.5


@settings(max_examples=100)
@given(arrays(np.float64, 20, elements=st.floats(-30, 30)))
def test_logit_undoes_sigmoid_and_halves_mirror(x):
    p = ref.sigmoid(x)
    np.testing.assert_allclose(ref.sigmoid(-x), 1 - p, rtol=0, atol=3e-16)
    # The error of 1 - p, half a unit of the last place of 1, grows by 1 / (p (1 - p)).
    np.testing.assert_allclose(ref.logit(p), x, rtol=1e-14, atol=2e-16 * np.exp(30) + 1e-15)
    np.testing.assert_allclose(ref.softplus(x) - ref.softplus(-x), x, rtol=1e-13, atol=1e-14)
    assert (np.diff(ref.sigmoid(np.sort(x))) >= 0).all()


@settings(max_examples=50)
@given(arrays(np.float64, 20, elements=st.floats(0, 1)))
def test_logit_is_scipys(p):
    np.testing.assert_allclose(ref.logit(p), special.logit(p), rtol=1e-13)


def test_a_block_with_one_tiny_entry_is_like_any_other():
    x = np.zeros(20000)
    x[17], x[19999] = -740, -2000
    got = ref.sigmoid(x)
    assert got[17] == pytest.approx(np.exp(-740.0), abs=5e-324)
    assert (got[19999], got[18]) == (0, 0.5)
