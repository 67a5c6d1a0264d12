"""The chapter's vector, then drawn ones. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, floats, pair, rate, stratified, takes, word

SOFT = "Soft threshold: every entry moves towards 0 by t and stops there; the sign is kept."
HARD = "Hard threshold: an entry is kept as it is, or dropped when its square is at most 2t."
GROUP = "The group is shortened by t as one vector: every entry by the same factor."

V = floats(infinite=True)
ARGUMENTS = [
    takes("prox", v=V, t=rate(), kind=word("l1", "l0", "l2_sq")).gives_like("v"),
    takes("prox", v=V, t=pair(rate(), rate()), kind=word("elastic")).gives_like("v"),
    takes("prox", v=floats(), t=rate(), kind=word("group")).gives_like("v"),
]


def visible() -> Iterator[Case]:
    v = np.array([-3.0, -1.0, -0.2, 0.0, 0.5, 1.0, 2.5])
    yield Case("By hand: l1", call("prox", v, 1.0, "l1"), SOFT)
    yield Case("By hand: l0, with ties", call("prox", v, 0.5, "l0"), HARD)
    yield Case("By hand: l2_sq", call("prox", v, 1.0, "l2_sq"), "Every entry is divided by 1 + t.")
    yield Case(
        "By hand: elastic",
        call("prox", v, (0.5, 1.0), "elastic"),
        "Threshold by the first number, then divide by 1 plus the second.",
    )
    yield Case("By hand: group", call("prox", np.array([3.0, 4.0]), 1.0, "group"), GROUP)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    v = stratified(rng, -3, 3, 12)
    t, l2 = float(rng.uniform(0.45, 0.55)), float(rng.uniform(2.3, 2.7))
    yield from _thresholds(v, t)
    yield Case("l2_sq: a vector", call("prox", v, t, "l2_sq"), "Every entry is divided by 1 + t.")
    yield Case(
        "elastic: two different rates",
        call("prox", v, (t, l2), "elastic"),
        "Threshold by the first number, then divide by 1 plus the second.",
    )
    yield from _groups(rng, v)


def _thresholds(v: np.ndarray, t: float) -> Iterator[Case]:
    yield Case("l1: a vector", call("prox", v, t, "l1"), SOFT)
    edge = np.array([-0.75, 0.75, 0.5, -2.0, 0.0, -0.0])
    yield Case(
        "l1: entries at the threshold",
        call("prox", edge, 0.75, "l1"),
        "At |v| = t the answer is 0; -0.0 and 0.0 are both fine.",
    )
    yield Case("l0: a vector", call("prox", v, t, "l0"), HARD)
    yield Case(
        "l0: squares equal to 2t",
        call("prox", np.array([-2.0, 2.0, 2.5, -1.5, 3.0]), 2.0, "l0"),
        "At v² = 2t the answer is 0.",
    )


def _groups(rng: np.random.Generator, v: np.ndarray) -> Iterator[Case]:
    length = float(np.linalg.norm(v))
    yield Case("group: shortened", call("prox", v, length / 3, "group"), GROUP)
    yield Case("group: every entry below t", call("prox", v, length * 0.9, "group"), GROUP)
    yield Case(
        "group: dropped whole",
        call("prox", v, length * 1.5, "group"),
        "A group no longer than t becomes zero; the factor is never negative.",
    )
    yield Case(
        "group: as long as t",
        call("prox", np.array([0.0, 3.0, -4.0]), 5.0, "group"),
        "At a length of exactly t the answer is 0.",
    )
    yield Case(
        "group: all zeros",
        call("prox", np.zeros(4), 1.0, "group"),
        "A vector of zeros stays zeros: there is no length to divide by.",
    )
    yield Case("group: a matrix", call("prox", stratified(rng, -2, 2, (3, 4)), 0.5, "group"), GROUP)
