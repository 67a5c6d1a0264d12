"""Known values, then samples that are judged by how they are distributed."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader import reference
from grader.lab import (
    Case,
    Tolerance,
    call,
    classes,
    drawn,
    probabilities,
    raises,
    result,
    steps,
    stratified,
    takes,
)

PROB, SAMPLE, UNIQUE, COUNT = (
    "log_uniform_prob",
    "log_uniform_sample",
    "sample_unique",
    "expected_count",
)
FORMULA = "The probability of class k is log((k + 2) / (k + 1)) / log(R + 1)."
RARE = "(k + 2) / (k + 1) is 1 to nine digits for a rare class: log1p(1 / (k + 1)) keeps the rest."
INVERSE = "The class is floor(exp(u log(R + 1))) - 1: classes are numbered from 0."
KEPT = "If tries equals S, repeats were kept: the count is S p, and may exceed 1."
REJECTED = "If tries is larger than S, repeats were rejected: 1 - (1 - p)^tries."
TINY = "1 - p is 1 for a tiny p. -expm1(tries log1p(-p)) keeps its digits."
DISTINCT = "Each class comes once, in the order of its first draw."
FIRST = "One class takes one draw: tries is 1."
LAST = "If this never ends, the last class is never drawn: the inverse has log(R + 1)."
TRIES = "tries counts all draws up to the last new class, rejected ones too."
SPREAD = "Each new class is drawn with the log-uniform probabilities among those that are left."
EXACT = Tolerance(1e-9, 0.0)
"""The lab's own tolerance would take 0 for a count as small as 1e-13."""
LARGEST = 90.0
"""Of a chi-square statistic of seven groups. In 8,000 simulated cases of the reference the largest
was 36; one in 100 exceeds 22, one in 1,000 exceeds 29. At this rate one in 10^11 exceeds 90."""
SIGMAS = 7.0
"""By how many standard deviations the draws may be off. In the 8,000 cases it was 4.5 at most."""

SHARES = probabilities("*S", outside=ValueError)
ARGUMENTS = [
    takes(
        PROB,
        k=classes("*S", below=3, outside=ValueError, wrong_type=TypeError),
        R=drawn(lambda rng, sizes: 3),
    ),
    takes(
        SAMPLE,
        u=probabilities("*S", open_high=True, outside=ValueError),
        R=drawn(lambda rng, sizes: 7),  # no u is drawn where 8^u is nearly whole
    ),
    takes(
        COUNT, p=SHARES, S=drawn(lambda rng, sizes: 3), tries=drawn(lambda rng, sizes: 3)
    ).gives_like("p"),
    takes(
        COUNT, p=SHARES, S=drawn(lambda rng, sizes: 3), tries=drawn(lambda rng, sizes: 5)
    ).gives_like("p"),
]


def distinct(answer: tuple[np.ndarray, int], inputs: dict[str, Any]) -> str | None:
    """S classes of R, each once, after at least S draws."""
    ids, tries = answer
    wanted, count_ = inputs["S"], inputs["R"]
    if np.unique(ids).size < wanted:
        return "A class comes twice among the answers: draws that repeat one are rejected."
    if ids.size and (ids.min() < 0 or ids.max() >= count_):
        return f"Classes run from 0 to R - 1: {ids.min()} to {ids.max()} were drawn of {count_}."
    if wanted == 1 and tries != 1:
        return f"The first draw is always new: one class takes one draw, and tries is {tries}."
    if tries < wanted:
        return f"{wanted} classes take at least {wanted} draws; tries is {tries}."
    return None


def log_uniform(answer: list[Any], inputs: list[dict[str, Any]]) -> str | None:
    """Whether samples are distributed as they should be, given what was drawn before."""
    wrong = next(filter(None, map(distinct, answer, inputs)), None) or _told_apart(answer)
    if wrong:
        return wrong
    off, spread = np.zeros(7), np.zeros(7)
    draws = expected = variance = 0.0
    for (ids, tries), given in zip(answer, inputs, strict=True):
        p = reference.log_uniform_prob(np.arange(given["R"]), given["R"])
        group = np.minimum(np.log2(np.arange(given["R"]) + 1).astype(int), 6)
        one = np.eye(7)[group] * p[:, None]
        gone = np.cumsum(one[ids], axis=0) - one[ids]
        left = 1 - gone.sum(axis=1)
        share = (one.sum(axis=0) - gone) / left[:, None]
        off += (np.eye(7)[group[ids]] - share).sum(axis=0)
        spread += (share * (1 - share)).sum(axis=0)
        draws += tries
        expected += (1 / left).sum()
        variance += ((1 - left) / left**2).sum()
    statistic = float((off**2 / spread).sum())
    if statistic > LARGEST:
        low = "low" if off[:3].sum() > 0 else "high"
        return f"Too many {low} class numbers come (early) in the samples: {SPREAD}"
    if abs(draws - expected) > SIGMAS * np.sqrt(variance):
        return (
            f"The samples should have taken about {expected:.0f} draws; tries adds up to "
            f"{draws:.0f}. {TRIES}"
        )
    return None


def _told_apart(answer: list[Any]) -> str | None:
    """What many long samples show without a statistic; chance does none of it."""
    (first, _), *others = answer
    if all(np.array_equal(first, ids) for ids, _ in others):
        return "Every seed gives the same classes: draw from numpy.random.default_rng(seed)."
    if all((np.diff(ids) > 0).all() for ids, _ in answer):
        return "The classes come in the order of their first draw; yours are sorted."
    if all(tries == ids.size for ids, tries in answer):
        return "tries equals S in every sample. Draws that are rejected count as well."
    return None


def repeatable(answer: list[Any], inputs: list[dict[str, Any]]) -> str | None:
    (first, tries), (again, tries_again), (other, _) = answer
    if not np.array_equal(first, again) or tries != tries_again:
        return "The same seed gives the same answer: draw from numpy.random.default_rng(seed)."
    if np.array_equal(first, other):
        return "Another seed gives another answer: draw from numpy.random.default_rng(seed)."
    return None


def samples(name: str, start: int, S: int, R: int) -> Case:
    """Six samples, judged together."""
    calls = [call(UNIQUE, start + n, S, R) for n in range(6)]
    every = [result(n) for n in range(6)]
    return Case(name, steps(*calls, judged=every), SPREAD, check=log_uniform)


def visible() -> Iterator[Case]:
    yield Case("By hand: probabilities", call(PROB, np.arange(10), 10), FORMULA)
    draws = np.array([0.0, 0.2, 0.5, 0.8, 0.999])
    yield Case("By hand: classes", call(SAMPLE, draws, 1000), INVERSE)
    p = np.log(2) / np.log(1001) * np.array([1.0, 0.5, 0.01])
    yield Case("By hand: repeats kept", call(COUNT, p, 20, 20), KEPT)
    yield Case("By hand: repeats rejected", call(COUNT, p, 20, 25), REJECTED)
    yield Case("Five of ten classes", call(UNIQUE, 1, 5, 10), DISTINCT, check=distinct)
    yield Case("All of six classes", call(UNIQUE, 2, 6, 6), LAST, check=distinct)
    yield Case("One class of ten", call(UNIQUE, 4, 1, 10), FIRST, check=distinct)
    yield samples("Six samples of 80 out of 240", 100, 80, 240)
    yield Case(
        "Seven of six classes",
        call(UNIQUE, 3, 7, 6),
        "There are only R classes: raise ValueError for a larger S.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    many = int(rng.integers(40_000, 60_000))
    yield Case("Many classes", call(PROB, rng.integers(0, many, (4, 5)), many), FORMULA)
    yield Case("Probabilities of all", call(PROB, rng.permutation(37), 37), FORMULA)
    far = 10**9 - rng.integers(1, 1000, 6)
    yield Case("Rare classes", call(PROB, far, 10**9), RARE, tolerance=EXACT)
    u = np.append(stratified(rng, 0, 1, 19), 1 - 1e-9).reshape(4, 5)
    yield Case("Twenty draws", call(SAMPLE, u, many), INVERSE)
    yield Case("Twenty draws of five classes", call(SAMPLE, u * 0.98, 5), INVERSE)
    yield Case("One class", call(SAMPLE, u, 1), INVERSE)
    p = stratified(rng, 0.001, 0.3, (3, 4))
    yield Case("Repeats kept", call(COUNT, p, 50, 50), KEPT)
    yield Case("Repeats rejected", call(COUNT, p, 50, 73), REJECTED)
    yield Case("One rejected draw", call(COUNT, p, 50, 51), REJECTED)
    tiny = 10.0 ** -stratified(rng, 11, 15, 6)
    yield Case("Rare classes: count", call(COUNT, tiny, 50, 73), TINY, tolerance=EXACT)
    yield from _drawn(rng)
    yield from _refused(rng)


def _drawn(rng: np.random.Generator) -> Iterator[Case]:
    seeds = [int(n) for n in rng.integers(0, 2**31, 6)]
    yield samples("Six samples of 100 out of 300", seeds[0], 100, 300)
    yield samples("Six samples of 64 out of 80", seeds[1] + 1, 64, 80)
    yield Case("All classes", call(UNIQUE, seeds[2], 12, 12), LAST, check=distinct)
    yield Case("One class of many", call(UNIQUE, seeds[1], 1, 1000), FIRST, check=distinct)
    yield Case("A single class", call(UNIQUE, seeds[3], 1, 1), FIRST)
    yield Case("No class", call(UNIQUE, seeds[4], 0, 5), TRIES)
    again = [call(UNIQUE, seed, 9, 1000) for seed in (seeds[5], seeds[5], seeds[5] + 1)]
    yield Case(
        "The same seed twice",
        steps(*again, judged=[result(0), result(1), result(2)]),
        "All chance comes from numpy.random.default_rng(seed).",
        check=repeatable,
    )


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    refused, size = raises(ValueError), int(rng.integers(5, 9))
    none = "There is at least one class: raise ValueError for an R below 1."
    yield Case("No classes at all", call(PROB, np.arange(0), 0), none, expects=refused)
    u = np.array([0.25, 0.5])
    yield Case("No classes to sample", call(SAMPLE, u, 0), none, expects=refused)
    yield Case("No classes to draw", call(UNIQUE, size, 0, 0), none, expects=refused)
    yield Case(
        "More than there are",
        call(UNIQUE, 1, size + 1, size),
        "There are only R classes: raise ValueError for a larger S.",
        expects=refused,
    )
    yield Case(
        "S = -1",
        call(UNIQUE, size, -1, size),
        "S is not negative: raise ValueError.",
        expects=refused,
    )
    yield Case(
        "Fewer tries than candidates",
        call(COUNT, np.array([0.5]), size, size - 1),
        "S candidates take at least S draws: raise ValueError.",
        expects=refused,
    )
