"""Numbers by hand, then large, infinite and drawn scores. The rules follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, drawn, logits, stratified, takes

SUM, SOFT, LOG = "logsumexp", "softmax", "log_softmax"
ALL = (SUM, SOFT, LOG)
FORMULA = {
    SUM: "The logarithm of the sum of the exponentials along the axis.",
    SOFT: "Every exponential is divided by the sum of those along the axis.",
    LOG: "Every score less the logarithm of the sum of the exponentials along the axis.",
}
LARGE = "exp(1000) is infinite: subtract the largest score of the example first."
LEVEL = "Each example has a largest score of its own: subtract that, not the largest of all."
FAR = "Subtract the largest score first: a logarithm near 1e9 has no digits left for the rest."
AXIS = "The classes lie along the axis that is given; keep it while you subtract and divide."
LOST = "A probability that was rounded to 0 has no logarithm: subtract a logarithm from the score."
SURE = "A class at -∞ has the exponential 0, and the others are as they would be without it."
NONE = "The largest score is -∞ here, and -∞ less -∞ is NaN: the sum of nothing is 0, its log -∞."

FIRST = drawn(lambda rng, sizes: 0)
MIDDLE = drawn(lambda rng, sizes: 1)
ARGUMENTS = [
    takes(SUM, x=logits("*S C", infinite=True)),
    takes((SOFT, LOG), x=logits("*S C", infinite=True, open_high=True)).gives_like("x"),
    takes(ALL, x=logits("C *S"), axis=FIRST).always_given("axis"),
    takes(SUM, x=logits("N C M"), axis=MIDDLE, keepdims=drawn(lambda rng, sizes: True))
    .may_be_empty("N")
    .always_given("axis", "keepdims"),
    takes((SOFT, LOG), x=logits("N C M"), axis=MIDDLE).always_given("axis").gives_like("x"),
]


def visible() -> Iterator[Case]:
    x = np.array([2.0, 1.0, 0.1])
    for name in ALL:
        yield Case(f"By hand: {name}", call(name, x), FORMULA[name])
    far = np.array([[1000.0, 1001.0, -1000.0], [-800.0, -801.0, -800.0]])
    yield Case("Scores of ±1000: softmax", call(SOFT, far), LARGE)
    yield Case("Scores of ±1000: log_softmax", call(LOG, far), LOST)
    yield Case(
        "Columns of a square",
        call(SOFT, np.array([[0.0, 1.0, 2.0], [0.0, 0.0, 4.0], [0.0, 3.0, 2.0]]), axis=0),
        AXIS,
    )
    some = np.array([[-np.inf, 0.0], [-np.inf, -np.inf]])
    yield Case("Infinite scores: logsumexp", call(SUM, some), NONE)
    yield Case("The axis is kept", call(SUM, far, axis=0, keepdims=True), AXIS)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    x, square = stratified(rng, -6, 6, (7, 4)), stratified(rng, -6, 6, (5, 5))
    cube = stratified(rng, -6, 6, (3, 4, 5))
    for name in ALL:
        yield Case(f"Examples in rows: {name}", call(name, x), FORMULA[name], weight=2)
        yield Case(f"Examples in columns: {name}", call(name, x, axis=0), AXIS)
        yield Case(f"Columns of a drawn square: {name}", call(name, square, axis=0), AXIS)
        yield Case(f"Three axes, the middle one: {name}", call(name, cube, axis=1), AXIS)
        yield Case(f"Three axes, the first from behind: {name}", call(name, cube, axis=-3), AXIS)
    yield Case("The axis is kept again", call(SUM, cube, axis=1, keepdims=True), AXIS)
    yield from _extremes(rng)
    yield from _infinite(rng)


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    x = rng.permuted(np.tile([-1000.0, -88.8, -30.0, 0.0, 30.0, 88.8, 1000.0], (3, 1)), axis=1)
    low = stratified(rng, -1, 1, (3, 4)) - 800
    levels = rng.permutation([-900.0, -40.0, 0.0, 900.0])[:, None]
    uneven = stratified(rng, -3, 3, (4, 3)) + levels
    distant = np.round(rng.uniform(0.9e9, 1e9, (3, 1))) + stratified(rng, -4, 4, (3, 5))
    single = np.array([[1000.0, 0.0, -3.0], [-200.0, -199.0, -201.0]], np.float32)
    for name in ALL:
        yield Case(f"Extreme scores: {name}", call(name, x), LOST if name == LOG else LARGE)
        yield Case(f"All scores far below zero: {name}", call(name, low), LARGE)
        yield Case(f"Examples at very different levels: {name}", call(name, uneven), LEVEL)
        yield Case(f"Large float32 scores: {name}", call(name, single), LARGE)
    for name in (SOFT, LOG):
        yield Case(f"Scores near 1e9: {name}", call(name, distant), FAR)


def _infinite(rng: np.random.Generator) -> Iterator[Case]:
    x, places = stratified(rng, -6, 6, (4, 4)), rng.permutation(4)
    x[np.arange(4), places] = -np.inf
    for name in ALL:
        yield Case(f"One class at -∞: {name}", call(name, x), SURE)
    nothing = x.copy()
    nothing[int(rng.integers(4))] = -np.inf
    for name in ALL:
        yield Case(f"All classes of an example at -∞: {name}", call(name, nothing), NONE)
    both = x.copy()
    both[np.arange(4), places - 1] = np.inf
    yield Case("A score of +∞", call(SUM, both), "Where a score is +∞ the sum is too.")
