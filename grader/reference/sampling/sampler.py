"""The log-uniform sampler of classes.

Classes must be numbered by falling frequency for it to fit.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "UniqueSample",
    "expected_count",
    "full_softmax_cost",
    "log_uniform_prob",
    "log_uniform_sample",
    "sample_unique",
    "sampled_softmax_cost",
]


@_rules.quiet
def log_uniform_prob(k: ArrayLike, R: int) -> Any:
    """Probability of a class under the log-uniform (Zipfian) sampler.

        log((k + 2) / (k + 1)) / log(R + 1)

    Args:
        k: (...) integer classes in [0, R).
        R: number of classes, at least 1.
    Returns: (...) float64; sums to 1 over all classes.
    Raises: ValueError: a class outside [0, R), R below 1. TypeError: classes not integers.
    Elsewhere: scipy.stats.loguniform: is this as cdf(k + 2) - cdf(k + 1), from 1 to R + 1.
    Source: tf.random.log_uniform_candidate_sampler.
    """
    count = _rules.whole("R", R, at_least=1)
    ids = _rules.classes("k", k, count)
    # log1p(1 / (k + 1)): the quotient (k + 2) / (k + 1) would lose the digits of rare classes.
    return (np.log1p(1 / (ids + 1.0)) / np.log1p(float(count)))[()]


@_rules.quiet
def log_uniform_sample(u: ArrayLike, R: int) -> Any:
    """Classes from uniform draws, by the inverse of the distribution function.

        (floor(exp(u log(R + 1))) - 1) mod R

    Args:
        u: (...) uniform draws in [0, 1).
        R: number of classes, at least 1.
    Returns: (...) int64 in [0, R).
    Raises: ValueError: a draw outside [0, 1), R below 1.
    Elsewhere: tensorflow.random.log_uniform_candidate_sampler(unique=False): draws the numbers
        itself.
    Source: tf.random.log_uniform_candidate_sampler.
    """
    count = _rules.whole("R", R, at_least=1)
    (draws,), _ = _rules.floats(u=u)
    _rules.between("u", draws, 0, 1)
    if (draws == 1).any():
        raise ValueError("u holds 1; draws lie in [0, 1).")
    values = np.exp(draws.astype(np.float64) * np.log1p(float(count)))
    # The remainder matters only where rounding reached R + 1.
    return ((np.floor(values).astype(np.int64) - 1) % count)[()]


class UniqueSample(NamedTuple):
    """Distinct classes in order of their first draw, and the number of draws it took."""

    ids: Any
    tries: int


@_rules.quiet
def sample_unique(rng: np.random.Generator, S: int, R: int) -> UniqueSample:
    """Distinct classes by the log-uniform sampler, repeats rejected.

    Args:
        rng: generator.
        S: number of classes to draw, in [0, R].
        R: number of classes, at least 1.
    Returns: UniqueSample(ids (S,) int64, tries): tries counts the draws, rejected ones included.
    Raises: ValueError: S above R, R below 1.
    Edges: S = R gives all classes, after many draws. Those beyond 4 R or so are not made one by
        one; what they would give is drawn from its distribution.
    Elsewhere: tensorflow.random.log_uniform_candidate_sampler(unique=True): gives expected counts,
        not the number of draws.
    Source: tf.random.log_uniform_candidate_sampler, unique=True; beyond 4 R draws Efraimidis and
        Spirakis 2006.
    """
    count = _rules.whole("R", R, at_least=1)
    wanted = _rules.whole("S", S)
    if wanted > count:
        raise ValueError(f"S is {wanted}; there are only {count} classes.")
    drawn = np.empty(0, np.int64)
    if not wanted:
        return UniqueSample(drawn, 0)
    while True:
        more = log_uniform_sample(rng.random(max(2 * wanted, drawn.size)), count)
        drawn = np.concatenate([drawn, more])
        _, first = np.unique(drawn, return_index=True)
        first.sort()
        if first.size >= wanted:
            kept = first[:wanted]
            return UniqueSample(drawn[kept], int(kept[-1]) + 1)
        if drawn.size >= 4 * count:  # few classes are left, and nearly all draws are repeats
            rest, tries = _rest(rng, drawn[first], wanted - first.size, count)
            return UniqueSample(np.concatenate([drawn[first], rest]), drawn.size + tries)


def _rest(rng: np.random.Generator, seen: Array, wanted: int, count: int) -> tuple[Array, int]:
    """More new classes, and the number of draws for them, without making those that are rejected.

    Classes come in the order of exponential waiting times with their probabilities as rates, and
    between two of them the number of draws is geometric in the probability of all that are left.
    """
    missing = np.setdiff1d(np.arange(count), seen, assume_unique=True)
    p = log_uniform_prob(missing, count)
    order = np.argsort(rng.standard_exponential(missing.size) / p)
    left = np.cumsum(p[order][::-1])[::-1]
    return missing[order[:wanted]], int(rng.geometric(left[:wanted]).sum())


@_rules.quiet
def expected_count(p: ArrayLike, S: int, tries: int) -> Any:
    """How often a class is expected among the candidates.

        S p if tries = S (repeats kept), else 1 - (1 - p)^tries

    Args:
        p: (...) probabilities of the classes in one draw.
        S: number of candidates, not negative.
        tries: number of draws, at least S.
    Returns: (...), dtype of p; without rejection a count that may exceed 1.
    Raises: ValueError: p outside [0, 1], tries below S.
    Edges: -expm1(tries log1p(-p)), so that rare classes keep their digits.
    Elsewhere: tensorflow.random.log_uniform_candidate_sampler: returns it as
        sampled_expected_count.
    Source: TensorFlow, core/kernels/range_sampler.cc.
    """
    (q,), result = _rules.floats(p=p)
    _rules.between("p", q, 0, 1)
    wanted, draws = _rules.whole("S", S), _rules.whole("tries", tries)
    if draws < wanted:
        raise ValueError(f"tries is {draws}, S {wanted}; there are at least S draws.")
    if draws == wanted:
        return _rules.give(np.asarray(q * wanted), result)
    return _rules.give(np.asarray(-np.expm1(draws * np.log1p(-q))), result)


def full_softmax_cost(batch: int, d: int, classes: int) -> int:
    """Multiply-adds of the last layer with a full softmax.

        B d C

    Args:
        batch, d, classes: B examples, d inputs, C classes, not negative.
    Returns: an int.
    Raises: ValueError: a negative number. TypeError: not whole.
    Elsewhere: none.
    Source: Jean, Cho, Memisevic and Bengio 2015, section 3.
    """
    b, inputs = _rules.whole("batch", batch), _rules.whole("d", d)
    return b * inputs * _rules.whole("classes", classes)


def sampled_softmax_cost(batch: int, d: int, sampled: int) -> int:
    """Multiply-adds of the last layer with candidates and one true class.

        B d (S + 1)

    Args:
        batch, d, sampled: B examples, d inputs, S candidates, not negative.
    Returns: an int.
    Raises: ValueError: a negative number. TypeError: not whole.
    Elsewhere: none.
    Source: Jean, Cho, Memisevic and Bengio 2015, section 3.
    """
    b, inputs = _rules.whole("batch", batch), _rules.whole("d", d)
    return b * inputs * (_rules.whole("sampled", sampled) + 1)
