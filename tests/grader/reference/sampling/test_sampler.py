"""The log-uniform sampler."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from grader import reference as ref


def test_known_probabilities_and_draws():
    wanted = [
        0.289064826318, 0.169092083673, 0.119972742644, 0.0930580888355, 0.076033994838,
        0.064285826648, 0.0556869159964, 0.049119341029, 0.0439387478065, 0.0397474322109,
    ]  # fmt: skip
    np.testing.assert_allclose(ref.log_uniform_prob(np.arange(10), 10), wanted, rtol=1e-11)
    for classes in (1, 7, 100_000):
        total = ref.log_uniform_prob(np.arange(classes), classes).sum()
        assert total == pytest.approx(1, rel=1e-12)
    draws = ref.log_uniform_sample([0, 0.2, 0.5, 0.8, 0.999], 1000)
    assert draws.tolist() == [0, 2, 30, 250, 993]
    assert draws.dtype == np.int64
    assert ref.log_uniform_sample(0.5, 1) == 0
    for classes in (1, 2, 10, 1000, 10**6):
        assert 0 <= ref.log_uniform_sample(np.nextafter(1, 0), classes) < classes
    assert ref.log_uniform_prob(10**9 - 1, 10**9) == pytest.approx(1e-9 / np.log(1e9 + 1), rel=1e-9)


def test_known_expected_counts():
    p = ref.log_uniform_prob(0, 1000)
    assert ref.expected_count(p, 20, 25) == pytest.approx(0.928863044699, rel=1e-11)
    assert ref.expected_count(p, 20, 20) == pytest.approx(2.00657630123, rel=1e-11)
    np.testing.assert_allclose(
        ref.expected_count([0.0, 1.0, 1e-18], 2, 3), [0, 1, 3e-18], rtol=1e-15
    )
    assert ref.expected_count(0.5, 0, 0) == 0


def test_draws_follow_their_probabilities():
    ids = ref.log_uniform_sample(np.random.default_rng(0).random(200_000), 20)
    counts = np.bincount(ids, minlength=20)
    expected = 200_000 * ref.log_uniform_prob(np.arange(20), 20)
    assert stats.chisquare(counts, expected).pvalue > 1e-3


def test_distinct_draws_are_the_first_of_the_stream():
    for size in (1, 5, 25):
        ids, tries = ref.sample_unique(np.random.default_rng(1), size, 50)
        assert len(set(ids.tolist())) == size
        assert tries >= size
        rng = np.random.default_rng(1)
        stream = np.concatenate(
            [ref.log_uniform_sample(rng.random(2 * size), 50) for _ in range(400)]
        )
        seen, used = [], 0
        for k in stream:
            used += 1
            if k not in seen:
                seen.append(k)
            if len(seen) == size:
                break
        assert (ids.tolist(), tries) == (seen, used)
    assert ref.sample_unique(np.random.default_rng(1), 1, 1).ids.tolist() == [0]
    none = ref.sample_unique(np.random.default_rng(1), 0, 5)
    assert (none.ids.shape, none.ids.dtype, none.tries) == ((0,), np.int64, 0)


def test_draws_of_all_classes_have_the_distribution_of_drawing_one_by_one():
    rng, runs, p = np.random.default_rng(2), 400, ref.log_uniform_prob(np.arange(60), 60)
    ranks, tries = np.empty((runs, 60)), np.empty(runs)
    for run in range(runs):
        ids, tries[run] = ref.sample_unique(rng, 60, 60)
        ranks[run, ids] = np.arange(60)
    # Class j comes before class k with probability p_j / (p_j + p_k).
    expected = (p / (p + p[:, None])).sum(axis=1) - 0.5
    off = (ranks.mean(axis=0) - expected) / (ranks.std(axis=0) / np.sqrt(runs))
    assert np.abs(off).max() < 4.5
    # The last class has come within t time units (of one draw on average) with this probability.
    t = np.arange(1, 20_000)
    late = 1 - np.exp(np.log(-np.expm1(-p * t[:, None])).sum(axis=1))
    mean, square = 1 + late.sum(), 1 + 2 * (t * late).sum() + late.sum()
    assert abs(tries.mean() - mean) < 4.5 * np.sqrt((square - mean**2) / runs)
    assert tries.var() == pytest.approx(square - mean**2, rel=0.4)


def test_all_of_many_classes_are_drawn_without_making_every_draw():
    ids, tries = ref.sample_unique(np.random.default_rng(0), 20_000, 20_000)
    assert np.array_equal(np.sort(ids), np.arange(20_000))
    assert tries > 800_000  # a draw each would need as many


def test_sampler_refusals():
    rng = np.random.default_rng(0)
    for call, text in (
        (lambda: ref.log_uniform_prob(5, 5), "^k is 5 at its only entry; classes run from 0 to 4"),
        (lambda: ref.log_uniform_prob(0, 0), "^R is 0; it must be at least 1"),
        (lambda: ref.log_uniform_sample(1.0, 5), r"^u holds 1; draws lie in \[0, 1\)"),
        (lambda: ref.log_uniform_sample([-0.1], 5), "^u is -0.1 at index 0"),
        (lambda: ref.log_uniform_sample(1.5, 5), "^u is 1.5"),
        (lambda: ref.expected_count(-0.5, 1, 2), "^p is -0.5"),
        (lambda: ref.log_uniform_sample(0.5, 0), "^R is 0"),
        (lambda: ref.sample_unique(rng, 6, 5), "^S is 6; there are only 5 classes"),
        (lambda: ref.sample_unique(rng, -1, 5), "^S is -1"),
        (lambda: ref.sample_unique(rng, 0, 0), "^R is 0"),
        (lambda: ref.expected_count(1.5, 1, 1), "^p is 1.5"),
        (lambda: ref.expected_count(0.5, 3, 2), "^tries is 2, S 3; there are at least S draws"),
        (lambda: ref.full_softmax_cost(-1, 1, 1), "^batch is -1"),
        (lambda: ref.full_softmax_cost(1, -1, 1), "^d is -1"),
        (lambda: ref.full_softmax_cost(1, 1, -1), "^classes is -1"),
        (lambda: ref.sampled_softmax_cost(-1, 1, 1), "^batch is -1"),
        (lambda: ref.sampled_softmax_cost(1, -1, 1), "^d is -1"),
        (lambda: ref.sampled_softmax_cost(1, 1, -1), "^sampled is -1"),
    ):
        with pytest.raises(ValueError, match=text):
            call()


def test_costs():
    assert ref.full_softmax_cost(256, 64, 50_000) == 819_200_000
    assert ref.sampled_softmax_cost(256, 64, 500) == 8_208_384
