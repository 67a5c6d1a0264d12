"""Initializers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from grader import reference as ref


def test_known_values():
    assert ref.glorot_limit(64, 32) == 0.25
    assert ref.glorot_std(64, 32) == pytest.approx(0.144337567297)
    assert ref.he_limit(64) == pytest.approx(0.306186217848)
    assert ref.he_std(64) == pytest.approx(0.176776695297)
    assert ref.lecun_std(64) == 0.125
    from grader.reference.networks.initializers import TRUNCATED_STD

    assert pytest.approx(stats.truncnorm(-2, 2).std(), rel=1e-12) == TRUNCATED_STD


FANS = (400, 500)


@pytest.mark.parametrize(
    ("draw", "limit"),
    [
        (ref.glorot_uniform, ref.glorot_limit(*FANS)),
        (ref.he_uniform, ref.he_limit(400)),
        (ref.playground_uniform, 0.5),
    ],
)
def test_uniform_draws_fill_their_interval(draw, limit):
    w = draw(np.random.default_rng(0), *FANS)
    assert w.shape == FANS
    assert limit * 0.999 < np.abs(w).max() <= limit
    assert stats.kstest(w.reshape(-1), stats.uniform(-limit, 2 * limit).cdf).pvalue > 1e-3


@pytest.mark.parametrize(
    ("draw", "std"),
    [
        (ref.glorot_normal, ref.glorot_std(*FANS)),
        (ref.he_normal, ref.he_std(400)),
        (ref.lecun_normal, ref.lecun_std(400)),
    ],
)
def test_normal_draws_are_cut_and_keep_their_deviation(draw, std):
    w = draw(np.random.default_rng(0), *FANS)
    assert w.shape == FANS
    assert w.std() == pytest.approx(std, rel=0.01)
    wide = 2 * std / 0.8796256610342398
    assert 0.99 * wide < np.abs(w).max() <= wide
    assert stats.kstest(w.reshape(-1) / (wide / 2), stats.truncnorm(-2, 2).cdf).pvalue > 1e-3


def test_of_normal_draws_the_wide_ones_alone_are_drawn_again():
    for seed in range(20):
        rng = np.random.default_rng(seed)
        wanted = rng.standard_normal(30)
        while (np.abs(wanted) > 2).any():
            wide = np.flatnonzero(np.abs(wanted) > 2)
            wanted[wide] = rng.standard_normal(wide.size)
        got = ref.lecun_normal(np.random.default_rng(seed), 10, 3)
        np.testing.assert_allclose(
            got.reshape(-1), wanted * ref.lecun_std(10) / 0.8796256610342398, rtol=1e-12
        )


@pytest.mark.parametrize(
    "scheme", "glorot_uniform glorot_normal he_uniform he_normal lecun_normal playground".split()
)
def test_parameters_of_a_network(scheme):
    params = ref.init_params([3, 5, 2], np.random.default_rng(0), scheme, np.float32)
    assert [(w.shape, b.shape) for w, b in params] == [((3, 5), (5,)), ((5, 2), (2,))]
    assert {a.dtype for pair in params for a in pair} == {np.dtype(np.float32)}
    assert (params[0][1] == np.float32(0.1 if scheme == "playground" else 0)).all()
    name = "playground_uniform" if scheme == "playground" else scheme
    rng = np.random.default_rng(0)
    np.testing.assert_allclose(params[0][0], getattr(ref, name)(rng, 3, 5), rtol=1e-6)
    np.testing.assert_allclose(params[1][0], getattr(ref, name)(rng, 5, 2), rtol=1e-6)
    assert ref.init_params([3, 1], np.random.default_rng(0), scheme)[0][0].dtype == np.float64


def test_refusals():
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match=r"^sizes is \[3\]; it needs an input and an output"):
        ref.init_params([3], rng)
    with pytest.raises(ValueError, match=r"^scheme is 'xavier'; it must be one of glorot_uniform"):
        ref.init_params([3, 1], rng, "xavier")
    for name in "glorot_limit glorot_std".split():
        for fans, which in (((0, 1), "fan_in"), ((1, 0), "fan_out")):
            with pytest.raises(ValueError, match=rf"^{which} is 0; it must be at least 1"):
                getattr(ref, name)(*fans)
    for name in "he_limit he_std lecun_std".split():
        with pytest.raises(ValueError, match=r"^fan_in is 0; it must be at least 1"):
            getattr(ref, name)(0)
        assert getattr(ref, name)(1) >= 1
    for name in (
        "he_uniform he_normal lecun_normal playground_uniform glorot_uniform glorot_normal".split()
    ):
        with pytest.raises(ValueError, match=r"^fan_out is 0; it must be at least 1"):
            getattr(ref, name)(rng, 1, 0)
