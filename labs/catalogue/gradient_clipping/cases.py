"""The chapter's gradients, then drawn ones. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, floats, list_of, raises, rate, stratified, takes

VALUE = "Every entry by itself: hi where it is above hi, lo where it is below lo."
NORM = "A gradient that is longer than c is multiplied by c divided by its length."
TOGETHER = "The length is that of all gradients as one vector, and all get the same factor."
SHORT = "What is not too long stays as it is: the factor is never above 1."
NONE = "None adds nothing to the norm and stays None, at its place in the list."
HUGE = "The squares are too large for a float, the length is not: take the largest size out first."
LOST = "Of a gradient with NaN or infinity there is nothing to rescue: raise ValueError."

ONE = floats(nan=ValueError, infinite=ValueError)
LIMIT = rate(open_low=True, outside=ValueError)
ARGUMENTS = [
    takes("clip_by_value", g=floats(infinite=True), lo=rate(-3.0, 0.0), hi=rate(0.0, 2.0))
    .gives_like("g"),
    takes("clip_by_norm", g=ONE, c=LIMIT).gives_like("g"),
    takes("clip_by_global_norm", grads=list_of(ONE), c=LIMIT),
]  # fmt: skip


def visible() -> Iterator[Case]:
    a, b = np.array([3.0, 4.0]), np.array([[0.0, 12.0]])
    yield Case("By hand: by value", call("clip_by_value", a, -3.5, 3.5), VALUE)
    yield Case("By hand: by norm", call("clip_by_norm", a, 2.0), NORM)
    yield Case("By hand: by global norm", call("clip_by_global_norm", [a, b], 6.5), TOGETHER)
    yield Case("Short enough", call("clip_by_global_norm", [a, b], 20.0), SHORT)
    yield Case("None in the list", call("clip_by_global_norm", [a, None, b], 6.5), NONE)
    yield Case("Zeros", call("clip_by_norm", np.zeros(3), 1.0), "Zeros stay zeros: 0 / 0 is NaN.")
    yield Case("Entries of 1e200", call("clip_by_norm", a * 1e200, 1.0), HUGE)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    g = stratified(rng, -4, 4, (6, 3))
    length = float(np.linalg.norm(g))
    lo, hi = -float(rng.uniform(1, 1.4)), float(rng.uniform(2, 2.4))
    yield Case("By value: a matrix", call("clip_by_value", g, lo, hi), VALUE)
    yield Case("By value: both ends positive", call("clip_by_value", g, -lo, hi), VALUE)
    yield Case("By norm: a matrix", call("clip_by_norm", g, length / 3), NORM)
    yield Case("By norm: shorter than c", call("clip_by_norm", g, length * 3), SHORT)
    yield Case(
        "By norm: as long as c",
        call("clip_by_norm", np.array([[2.0, -6.0], [3.0, 0.0]]), 7.0),
        "At a length of exactly c the factor is 1: nothing changes, not even the last digit.",
    )
    yield from _together(rng, g)
    yield from _extremes(rng)
    yield from _refusals(rng, g)


def _together(rng: np.random.Generator, g: np.ndarray) -> Iterator[Case]:
    grads = [g, stratified(rng, -1, 1, 5), stratified(rng, 3, 9, (1, 2, 2))]
    length = float(np.sqrt(sum(np.sum(each**2) for each in grads)))
    yield Case("Together: three shapes", call("clip_by_global_norm", grads, length / 4), TOGETHER)
    yield Case("Together: short enough", call("clip_by_global_norm", grads, length * 1.1), SHORT)
    some = [None, grads[2], None, grads[1], None]
    yield Case("Together: several None", call("clip_by_global_norm", some, 2.0), NONE)
    nothing = "Without any gradient the norm is 0."
    yield Case("Together: None alone", call("clip_by_global_norm", [None, None], 1.0), nothing)
    yield Case("Together: an empty list", call("clip_by_global_norm", [], 1.0), nothing)
    zeros = [np.zeros(3), np.zeros((2, 2))]
    yield Case(
        "Together: all zeros",
        call("clip_by_global_norm", zeros, 0.5),
        "Zeros stay zeros: 0 / 0 is NaN.",
    )
    mixed = [grads[0].astype(np.float32), np.arange(1, 5), grads[1]]
    yield Case(
        "Together: float32, integers and float64",
        call("clip_by_global_norm", mixed, 2.5),
        "Each result has its own array's dtype, float64 for integers.",
    )


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    digits = stratified(rng, 1, 3, 4)
    yield Case("By norm: entries of 1e300", call("clip_by_norm", digits * 1e300, 2.0), HUGE)
    yield Case(
        "By norm: float32 entries of 1e30",
        call("clip_by_norm", (digits * 1e30).astype(np.float32), 1.0),
        "The square of 1e30 is too large for float32, though not for float64.",
    )
    grads = [digits * 1e250, -digits[:2] * 1e249, np.ones(3)]
    yield Case("Together: entries of 1e250", call("clip_by_global_norm", grads, 5.0), HUGE)


def _refusals(rng: np.random.Generator, g: np.ndarray) -> Iterator[Case]:
    refused = raises(ValueError)
    for word, number in (("NaN", np.nan), ("infinity", -np.inf)):
        bad = stratified(rng, -1, 1, 5)
        bad[rng.integers(5)] = number
        yield Case(
            f"Together: {word} in one gradient",
            call("clip_by_global_norm", [g, bad], 1.0),
            LOST,
            expects=refused,
        )
    yield Case(
        "By value: lo above hi",
        call("clip_by_value", g, 0.5, -0.5),
        "There is no number between: raise ValueError.",
        expects=refused,
    )
