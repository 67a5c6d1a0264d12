"""The chapter's vector, then drawn ones that meet every rule of the statement."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call

SOFT = "Soft threshold: every entry moves towards 0 by t and stops there; the sign is kept."
HARD = "Hard threshold: an entry is kept as it is, or dropped when its square is at most 2t."
GROUP = "The group is shortened by t as one vector: every entry by the same factor."
FLOAT32 = "float32 in gives float32 out."


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
    v = rng.standard_normal(12)
    t, l2 = (float(rate) for rate in rng.uniform(0.2, 0.9, 2))
    yield from _thresholds(v, t)
    yield Case("l2_sq: a vector", call("prox", v, t, "l2_sq"), "Every entry is divided by 1 + t.")
    yield Case(
        "elastic: two different rates",
        call("prox", v, (t, 2 + l2), "elastic"),
        "Threshold by the first number, then divide by 1 plus the second.",
    )
    yield from _groups(rng, v)
    yield from _kinds_of_input(rng, v, t, l2)


def _thresholds(v: np.ndarray, t: float) -> Iterator[Case]:
    yield Case("l1: a vector", call("prox", v, t, "l1"), SOFT)
    edge = np.array([-0.75, 0.75, 0.5, -2.0, 0.0, -0.0])
    yield Case(
        "l1: entries at the threshold",
        call("prox", edge, 0.75, "l1"),
        "At |v| = t the answer is 0; -0.0 and 0.0 are both fine.",
    )
    yield Case("l1: t = 0", call("prox", v, 0.0, "l1"), "With t = 0 nothing changes.")
    yield Case("l0: a vector", call("prox", v, t, "l0"), HARD)
    yield Case(
        "l0: squares equal to 2t",
        call("prox", np.array([-2.0, 2.0, 2.5, -1.5, 3.0]), 2.0, "l0"),
        "At v² = 2t the answer is 0.",
    )
    far = np.array([-np.inf, 1.0, np.inf, 0.25])
    for kind in ("l1", "l2_sq", "l0"):
        yield Case(
            f"{kind}: infinite entries",
            call("prox", far, 0.5, kind),
            "An infinite entry stays infinite; where does yours meet ∞ - ∞ or 0 · ∞?",
        )


def _groups(rng: np.random.Generator, v: np.ndarray) -> Iterator[Case]:
    length = float(np.linalg.norm(v))
    yield Case("group: shortened", call("prox", v, length / 3, "group"), GROUP)
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
    yield Case("group: a matrix", call("prox", rng.standard_normal((3, 4)), 0.5, "group"), GROUP)


def _kinds_of_input(rng: np.random.Generator, v: np.ndarray, t: float, l2: float) -> Iterator[Case]:
    single = v.astype(np.float32)
    yield Case("l1: float32", call("prox", single, t, "l1"), FLOAT32)
    yield Case("elastic: float32", call("prox", single, (t, l2), "elastic"), FLOAT32)
    whole = rng.permutation(np.array([-4, -3, -1, 0, 2, 5]))
    for kind in ("l0", "l1"):
        yield Case(
            f"{kind}: integers",
            call("prox", whole, 1.25, kind),
            "Integers in give float64 out: convert before computing.",
        )
    yield Case(
        "elastic: a matrix in Fortran order",
        call("prox", np.asfortranarray(rng.standard_normal((4, 3))), (t, l2), "elastic"),
        "The answer has the shape of v; the order in memory must not matter.",
    )
    yield Case(
        "l1: no entries", call("prox", np.zeros(0), t, "l1"), "Of nothing comes nothing: (0,)."
    )
