"""Points by hand, then drawn ones. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from grader.lab import Case, call, floats, rate, stratified, takes

L2, L1, SIMPLEX = "project_l2_ball", "project_l1_ball", "project_simplex"
LENGTH = "Outside, the whole vector is shortened to the radius; inside it stays as it is."
SIZES = "Outside, the soft threshold by the theta with which the sizes add up to the radius."
SUM = "The same theta is taken off every entry, cut at 0, so that the sum is the total."
INSIDE = "A point inside the ball is its own projection."

ARGUMENTS = [
    takes((L2, L1), v=floats(largest=2.0), radius=rate(outside=ValueError)).gives_like("v"),
    takes(SIMPLEX, v=floats("D", largest=2.0), total=rate(open_low=True, outside=ValueError))
    .refuses_empty(ValueError, "D")
    .gives_like("v"),
]


def visible() -> Iterator[Case]:
    yield Case("By hand: L2 ball", call(L2, np.array([3.0, 4.0])), LENGTH)
    yield Case("By hand: L1 ball", call(L1, np.array([3.0, -2.0, 0.5]), 2.0), SIZES)
    yield Case("By hand: simplex", call(SIMPLEX, np.array([0.9, 0.4, -0.3])), SUM)
    yield Case("Inside the L1 ball", call(L1, np.array([0.5, -0.25]), 1.0), INSIDE)
    yield Case(
        "Equal negative entries",
        call(SIMPLEX, np.full(4, -2.0), 1.0),
        "The nearest point has equal entries, which add up to the total.",
    )


Check = Callable[[Any, dict[str, Any]], "str | None"]


def is_nearest(name: str, farthest: Callable[[np.ndarray], float]) -> Check:
    """Whether an allowed answer is the projection.

    ``farthest`` gives the largest d . c over the points c of the set of size 1: with d = v - w none
    of them may lie further in that direction than w.
    """

    def check(w: np.ndarray, inputs: dict[str, Any]) -> str | None:
        v, size = inputs["v"], inputs[name]
        fault = _not_allowed(w, size, name)
        if fault:
            return fault
        removed = v - w
        excess = size * farthest(removed) - float(np.sum(removed * w))
        if excess > 1e-7 * size * np.abs(v).max():
            return f"The point is allowed, but not the nearest: (v - w)(c - w) is {excess:.2g}."
        return None

    return check


def _not_allowed(w: np.ndarray, size: float, name: str) -> str:
    if name == "total" and (w < 0).any():
        return "A point of the simplex has no negative entry."
    found = float(np.abs(w).sum())
    if found > size * (1 + 1e-9) or (name == "total" and found < size * (1 - 1e-9)):
        return f"The absolute values of the answer add up to {found:.6g} instead of {size:.6g}."
    return ""


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    v, size = stratified(rng, -3, 3, 12), float(rng.uniform(1.9, 2.1))
    yield Case("L2 ball: outside", call(L2, v, size), LENGTH)
    yield Case("L2 ball: inside", call(L2, v / 100, size), INSIDE)
    yield Case("L2 ball: a matrix", call(L2, v.reshape(3, 4), size), LENGTH)
    yield Case("L2 ball: on the surface", call(L2, np.array([0.0, -3.0, 4.0]), 5.0), INSIDE)
    yield Case("L1 ball: outside", call(L1, v, size), SIZES)
    yield Case("L1 ball: just outside", call(L1, v, float(np.abs(v).sum() - 0.5)), SIZES)
    yield Case("L1 ball: inside", call(L1, v, 100.0), INSIDE)
    yield Case("L1 ball: a matrix", call(L1, v.reshape(3, 4), size), SIZES)
    yield Case("Simplex: some entries stay", call(SIMPLEX, v, size), SUM)
    yield Case("Simplex: all entries stay", call(SIMPLEX, v / 100, size), SUM)
    yield Case(
        "Simplex: all negative", call(SIMPLEX, -1 - np.abs(v), size), "theta may be negative."
    )
    yield Case("Simplex: one entry", call(SIMPLEX, v[:1], size), "A single entry is the total.")
    yield Case(
        "Simplex: on it already",
        call(SIMPLEX, np.array([0.25, 0.0, 0.5, 0.25])),
        "A point of the simplex is its own projection.",
    )
    yield from _properties(rng, v, size)


def _properties(rng: np.random.Generator, v: np.ndarray, size: float) -> Iterator[Case]:
    yield Case(
        "Simplex: shifted by 1000",
        call(SIMPLEX, v + 1000 * (1 + rng.random()), size),
        "Adding one number to all entries changes theta and nothing else.",
    )
    large = stratified(rng, -1, 1, 2_000)
    yield Case(
        "L1 ball: 2,000 entries, the nearest point",
        call(L1, large, 20 * size),
        SIZES,
        weight=2,
        check=is_nearest("radius", lambda d: float(np.abs(d).max())),
    )
    yield Case(
        "Simplex: 2,000 entries, the nearest point",
        call(SIMPLEX, large, size),
        SUM,
        weight=2,
        check=is_nearest("total", lambda d: float(d.max())),
    )
