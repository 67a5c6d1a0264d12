"""Values known by heart and extreme logits, then drawn ones. The rest follows from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    Tolerance,
    call,
    floats,
    probabilities,
    raises,
    result,
    steps,
    stratified,
    takes,
)

FORMULA = "The sigmoid is 1 / (1 + exp(-x)), entry by entry."
SLOPE = "The slope is sigmoid(x) sigmoid(-x): both factors keep their digits."
ODDS = "The logit is the logarithm of the odds, log(p / (1 - p))."
LARGE = "exp of a large number is infinite: take exp of -|x| and of nothing else."
TINY = "A small probability has to keep its digits: far below zero the sigmoid is exp(x)."
EXACT = Tolerance(1e-9, 0.0)
"""The lab's own tolerance would take 0 for a number as small as 1e-18."""

ARGUMENTS = [
    takes("sigmoid", x=floats("*S", infinite=True)).gives_like("x"),
    takes("sigmoid_grad", x=floats("*S", infinite=True)).gives_like("x"),
    takes("logit", p=probabilities("*S", outside=ValueError, nan=ValueError)).gives_like("p"),
]


def visible() -> Iterator[Case]:
    x = np.array([-2.0, 0.0, 0.5, np.log(3.0)])
    yield Case("Small logits: sigmoid", call("sigmoid", x), FORMULA)
    yield Case("Small logits: slope", call("sigmoid_grad", x), SLOPE)
    yield Case("Probabilities: logit", call("logit", np.array([0.1, 0.25, 0.5, 0.75])), ODDS)
    yield Case(
        "The ends: logit of 0 and 1",
        call("logit", np.array([0.0, 1.0])),
        "logit(0) is -inf and logit(1) is +inf, without a warning.",
    )
    yield Case(
        "No probability",
        call("logit", np.array([0.5, 1.5])),
        "What lies outside of [0, 1] is no probability: raise ValueError.",
        expects=raises(ValueError),
    )
    yield Case("Logits of ±1000", call("sigmoid", np.array([-1000.0, 1000.0])), LARGE)
    yield Case("Slope at 40", call("sigmoid_grad", np.array([-40.0, 40.0])), SLOPE, tolerance=EXACT)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    x = stratified(rng, -8, 8, (7, 3))
    yield Case("A matrix: sigmoid", call("sigmoid", x), FORMULA)
    yield Case("A matrix: slope", call("sigmoid_grad", x), SLOPE)
    yield Case("A matrix: logit", call("logit", stratified(rng, 0, 1, (7, 3))), ODDS)
    yield from _extremes(rng)
    p = stratified(rng, 0.001, 0.999, 9)
    yield Case(
        "There and back: sigmoid(logit(p))",
        steps(call("logit", p), call("sigmoid", result(0))),
        "The sigmoid undoes the logit: what comes back is p.",
    )


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    size = stratified(rng, 1, 6, 4)
    high = np.concatenate([[88.8, 300, 709.5, 1000, 1e300], 100 * size])
    low = np.concatenate([[-88.8, -300, -1000, -1e300], -100 * size])
    for word, x in (("positive", high), ("negative", low)):
        yield Case(f"Very {word} logits: sigmoid", call("sigmoid", x), LARGE, tolerance=EXACT)
        yield Case(f"Very {word} logits: slope", call("sigmoid_grad", x), LARGE, tolerance=EXACT)
    deep = -stratified(rng, 20, 60, 5)
    yield Case("Small probabilities", call("sigmoid", deep), TINY, tolerance=EXACT)
    far = stratified(rng, 20, 60, 6) * np.where(np.arange(6) % 2, 1.0, -1.0)
    yield Case("Small slopes", call("sigmoid_grad", far), SLOPE, tolerance=EXACT)
    near = np.exp(-stratified(rng, 3, 600, 6))
    yield Case("Logits of tiny probabilities", call("logit", near), ODDS)
    yield Case(
        "Logits of probabilities close to 1",
        call("logit", 1 - np.exp2(-stratified(rng, 10, 50, 6).round())),
        ODDS,
    )
    bad = stratified(rng, 0.1, 0.9, 4)
    bad[2] = np.nan
    yield Case(
        "NaN among probabilities",
        call("logit", bad),
        "NaN is no probability: raise ValueError.",
        expects=raises(ValueError),
    )
    yield Case(
        "The ends among others",
        call("logit", rng.permutation([0.0, 0.25, 0.5, 0.875, 1.0, 1e-9])),
        "logit(0) is -inf and logit(1) is +inf, without a warning.",
    )
    wide = np.array([-1000, -88.8, -30, 30, 88.8, 1000], np.float32)
    yield Case(
        "Extreme float32 logits",
        call("sigmoid", wide),
        "In float32 exp overflows from 88.8 on; float32 in gives float32 out.",
        tolerance=Tolerance(1e-5, 0.0),
    )
