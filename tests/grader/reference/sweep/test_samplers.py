"""Everything that draws, by the distribution of what it draws: chi-square tests with fixed seeds.

Draws are brought to uniform ones by their distribution function, or counted in cells of known
probability. A bound of 1e-6 leaves a right sampler alone with any seed, and finds a density that is
off by some percent.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from scipy import stats

from grader import reference as ref
from tests.grader.reference.sweep.subjects import public_functions

BOUND = 1e-6
CELLS = 40
DRAWS = 20_000
Uniform = Iterator[np.ndarray]

NORMAL = stats.truncnorm(-2, 2)
FANS = (100, 200)


def scaled(draw: Callable[..., np.ndarray], half_width: float) -> Uniform:
    yield (draw(rng(), *FANS) / half_width + 1) / 2


def cut(draw: Callable[..., np.ndarray], deviation: float) -> Uniform:
    """A normal distribution cut at two of its deviations, and scaled to the one wanted."""
    yield NORMAL.cdf(draw(rng(), *FANS) / deviation * NORMAL.std())


def circle() -> Uniform:
    X, y = ref.make_circle(DRAWS, 0.0, rng())
    yield np.arctan2(*X.T) / (2 * np.pi) + 0.5
    yield np.hypot(*X[y > 0].T) / 2.5
    yield (np.hypot(*X[y < 0].T) - 3.5) / 1.5


def quadrants() -> Uniform:
    X, _ = ref.make_xor(DRAWS, 0.0, rng())
    yield from ((X - 0.3 * np.sign(X)) / 10 + 0.5).T
    np.testing.assert_array_equal(ref.make_xor(DRAWS, 0.5, rng()).X, X)


def clouds() -> Uniform:
    for noise in (0.0, 0.5):
        X, y = ref.make_gauss(DRAWS, noise, rng())
        yield from stats.norm.cdf((X - 2 * y[:, None]) / np.sqrt(0.5 + 7 * noise)).T


def arms() -> Uniform:
    """Of two points each lies at the beginning of its arm, in the origin: what is left is noise."""
    generator = rng()
    X = np.concatenate([ref.make_spiral(2, 0.5, generator).X for _ in range(2000)])
    yield from (X + 0.5).T


def plane(make: Callable[..., Any]) -> Uniform:
    X, _ = make(DRAWS, 0.0, rng())
    yield from (X / 12 + 0.5).T


def layers(params: list[tuple[np.ndarray, np.ndarray]]) -> Uniform:
    for weights, biases in params:
        yield (weights / ref.glorot_limit(*weights.shape) + 1) / 2
        assert not biases.any()


def dropped(draw: Callable[..., Any]) -> Uniform:
    """Which entries are dropped, as the first of two cells of unequal size."""
    kept = draw() != 0
    one, other = np.random.default_rng(2).random((2, kept.size))
    yield np.where(kept.ravel(), 0.25 + 0.75 * one, 0.25 * other)


def ensemble() -> np.ndarray:
    """The inputs of a network that remembers what it was given."""
    seen: list[np.ndarray] = []

    def net(x: np.ndarray) -> np.ndarray:
        seen.append(x)
        return x

    ref.mc_dropout(net, np.ones(50), 0.25, rng(), passes=400)
    return np.stack(seen)


def log_uniform() -> Uniform:
    """The draws of a class are spread over its interval of the distribution function."""
    drawn = ref.log_uniform_sample(rng().random(DRAWS), 30)
    edges = np.append(0, np.cumsum(ref.log_uniform_prob(np.arange(30), 30)))
    spread = np.random.default_rng(2).random(DRAWS)
    yield edges[drawn] + spread * (edges[drawn + 1] - edges[drawn])


def distinct() -> Uniform:
    """Orders of all of four classes: each is what drawing without replacement gives."""
    p = ref.log_uniform_prob(np.arange(4), 4)
    orders = list(permutations(range(4)))
    shares = [np.prod([p[k] / (1 - p[list(o[:i])].sum()) for i, k in enumerate(o)]) for o in orders]
    edges = np.append(0, np.cumsum(shares))
    assert edges[-1] == pytest.approx(1)
    place = {order: i for i, order in enumerate(orders)}
    generator, spread = rng(), np.random.default_rng(2)
    samples = [ref.sample_unique(generator, 4, 4) for _ in range(2000)]
    cells = np.array([place[tuple(s.ids.tolist())] for s in samples])
    yield edges[cells] + spread.random(len(cells)) * np.diff(edges)[cells]
    # The second class comes at draw t with probability sum_k p_k^(t - 1) (1 - p_k).
    tries = np.array([ref.sample_unique(generator, 2, 4).tries for _ in range(2000)])
    reached = np.array([1 - (p**t).sum() for t in range(1, tries.max() + 1)])
    low = np.append(0, reached)[tries - 1]
    yield low + spread.random(len(tries)) * (reached[tries - 1] - low)


def rng() -> np.random.Generator:
    return np.random.default_rng(11)


SAMPLERS: dict[str, Callable[[], Uniform]] = {
    "make_circle": circle,
    "make_xor": quadrants,
    "make_gauss": clouds,
    "make_spiral": arms,
    "make_reg_plane": lambda: plane(ref.make_reg_plane),
    "make_reg_gauss": lambda: plane(ref.make_reg_gauss),
    "glorot_uniform": lambda: scaled(ref.glorot_uniform, np.sqrt(6 / 300)),
    "he_uniform": lambda: scaled(ref.he_uniform, np.sqrt(6 / 100)),
    "playground_uniform": lambda: scaled(ref.playground_uniform, 0.5),
    "glorot_normal": lambda: cut(ref.glorot_normal, np.sqrt(2 / 300)),
    "he_normal": lambda: cut(ref.he_normal, np.sqrt(2 / 100)),
    "lecun_normal": lambda: cut(ref.lecun_normal, np.sqrt(1 / 100)),
    "init_params": lambda: layers(ref.init_params([60, 80, 50], rng())),
    "MLP.init": lambda: layers(ref.MLP((60, 80, 50)).init(rng())),
    "mc_dropout": lambda: dropped(ensemble),
    "dropout": lambda: dropped(lambda: ref.dropout(np.ones(DRAWS), 0.25, rng().random(DRAWS))),
    "dropout_forward": lambda: dropped(
        lambda: ref.dropout_forward(np.ones(DRAWS), 0.25, rng().random(DRAWS))
    ),
    "dropout_backward": lambda: dropped(
        lambda: ref.dropout_backward(np.ones(DRAWS), 0.25, rng().random(DRAWS))
    ),
    "log_uniform_sample": log_uniform,
    "sample_unique": distinct,
}

OTHERS = {
    "is_affine": "The answer is yes or no.",
    "DNNClassifier.fit": "The weights that are drawn are those of MLP.init, and are trained.",
    "DNNRegressor.fit": "The weights that are drawn are those of MLP.init, and are trained.",
}


def p_value(uniform: np.ndarray) -> float:
    """Of draws that should be uniform in [0, 1]."""
    assert ((uniform >= 0) & (uniform <= 1)).all()
    counts = np.histogram(uniform, CELLS, (0, 1))[0]
    return float(stats.chisquare(counts).pvalue)


@pytest.mark.parametrize("name", SAMPLERS)
def test_draws_have_their_distribution(name: str):
    assert [p for draws in SAMPLERS[name]() if (p := p_value(np.asarray(draws))) < BOUND] == []


def test_every_function_that_draws_is_tried():
    """Those that take a generator, or uniform draws."""
    drawing = {
        name
        for name, code in public_functions().items()
        if {"rng", "u"} & set(inspect.signature(code).parameters)
    }
    assert drawing == {*SAMPLERS, *OTHERS}


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("glorot_uniform", lambda draws: draws * 0.98),
        ("he_normal", lambda draws: draws**1.1),
        ("log_uniform_sample", lambda draws: draws + 0.01 * (draws < 0.5)),
        ("sample_unique", lambda draws: np.where(draws < 0.1, draws + 0.5, draws)),
        ("dropout", lambda draws: np.where(draws < 0.01, draws + 0.4, draws)),
        ("make_spiral", lambda draws: draws * 0.9),
    ],
)
def test_a_wrong_distribution_is_noticed(name: str, fault: Callable[[np.ndarray], np.ndarray]):
    assert min(p_value(fault(np.asarray(draws))) for draws in SAMPLERS[name]()) < BOUND
