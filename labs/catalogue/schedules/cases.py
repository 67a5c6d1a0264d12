"""The schedules of the statement, then drawn ones. What is refused follows from ARGUMENTS."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from grader.lab import Case, call, count, drawn, either, integers, raises, rate, takes

EXPONENTIAL = "The factor is decay_rate to the power of step / decay_steps."
STAIRS = "With staircase the exponent is a whole number: how many times decay_steps is over."
INVERSE = "The rate is divided by 1 + decay_rate step / decay_steps."
POLYNOMIAL = "What lies above the end shrinks with the power of the share of the time left."
OVER = "From decay_steps on the rate stays at end: the share of the time is never above 1."
JUMPS = "Up to and including step boundaries[i] the rate is rates[i]."
COSINE = "What lies above the end shrinks with half of 1 plus the cosine, from 1 down to 0."
RISE = "The first step has the share 1 / warmup_steps, the last of them all of lr."
WHOLE = "A step is a whole number; 2.5 or 2.0 are not: raise TypeError."
ARRAY = "For an array of steps the answer is an array of the same shape, in float64."


def _lists(rng: np.random.Generator, sizes: object) -> list[float]:
    return [float(r) for r in rng.uniform(0.9, 1.1, 3) * (0.3, 0.1, 0.02)]


NEVER: dict[str, Any] = {"outside": ValueError}
MANY = integers("*S", low=0, **NEVER, wrong_type=TypeError)
STEP = {"step": either(number=count(0, **NEVER, wrong_type=TypeError), array=MANY)}
STEPS = {"step": MANY}
LR, TOTAL = {"lr": rate(**NEVER)}, {"decay_steps": count(1, **NEVER)}
DECAY, END = {"decay_rate": rate(**NEVER)}, {"end": rate(0, **NEVER)}
ARGUMENTS = [
    takes("exponential_decay", **STEP, **LR, **TOTAL, **DECAY),
    takes("inverse_time_decay", **STEPS, **LR, **TOTAL, **DECAY),
    takes("polynomial_decay", **STEPS, **LR, **TOTAL, **END, power=rate(open_low=True, **NEVER)),
    takes("piecewise_constant", **STEPS, boundaries=drawn(lambda *_: [1, 3]), rates=drawn(_lists)),
    takes("cosine_decay", **STEPS, **LR, **TOTAL, **END),
    takes("linear_warmup", **STEP, **LR, warmup_steps=count(0, **NEVER)),
]


def visible() -> Iterator[Case]:
    yield Case("By hand: exponential", call("exponential_decay", 5, 0.1, 10, 0.5), EXPONENTIAL)
    stairs = call("exponential_decay", np.array([0, 5, 9, 10, 19, 20]), 0.1, 10, 0.5, True)
    yield Case("Stairs: 0, 5, 9, 10, 19 and 20", stairs, STAIRS)
    yield Case("By hand: inverse time", call("inverse_time_decay", 5, 0.1, 10, 0.5), INVERSE)
    for power in (1.0, 2.0):
        yield Case(
            f"By hand: power {power:g}",
            call("polynomial_decay", 5, 0.1, 10, 0.02, power),
            POLYNOMIAL,
        )
    yield Case("By hand: cosine", call("cosine_decay", 5, 0.1, 10, 0.02), COSINE)
    steps = np.arange(6)
    yield Case("By hand: jumps", call("piecewise_constant", steps, [2, 4], [1, 0.5, 0.1]), JUMPS)
    yield Case("By hand: warm-up", call("linear_warmup", steps, 1.0, 4), RISE)
    half = call("cosine_decay", 2.5, 0.1, 10)
    yield Case("Half a step", half, WHOLE, expects=raises(TypeError))


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    lr, end = float(rng.uniform(0.2, 0.3)), float(rng.uniform(0.02, 0.03))
    table = rng.permutation(24).reshape(4, 6)
    yield from _falling(rng, lr, table)
    yield from _ending(rng, lr, end, table)
    yield from _jumping(rng, lr, table)
    yield from _refused(table)


def _falling(rng: np.random.Generator, lr: float, table: np.ndarray) -> Iterator[Case]:
    factor = float(rng.uniform(0.6, 0.7))
    exponential = partial(call, "exponential_decay")
    yield Case("Exponential: a table of steps", exponential(table, lr, 7, factor), EXPONENTIAL)
    yield Case("Exponential: stairs", exponential(table, lr, 7, factor, True), STAIRS)
    yield Case(
        "Exponential: growing", exponential(table, lr, 5, 1.0 + factor, staircase=True), STAIRS
    )
    yield Case("Inverse time: a table", call("inverse_time_decay", table, lr, 7, factor), INVERSE)
    late = np.array([10**6, 10**9, 10**12])
    yield Case("Inverse time: late", call("inverse_time_decay", late, lr, 1000, factor), INVERSE)
    yield Case(
        "Exponential: a million steps",
        exponential(1_000_000, lr, 100_000, factor),
        EXPONENTIAL,
    )


def _ending(rng: np.random.Generator, lr: float, end: float, table: np.ndarray) -> Iterator[Case]:
    power = float(rng.uniform(1.6, 1.9))
    polynomial, cosine = partial(call, "polynomial_decay"), partial(call, "cosine_decay")
    early = table % 11
    yield Case("Polynomial: before the end", polynomial(early, lr, 11, end, power), POLYNOMIAL)
    yield Case("Polynomial: before and after", polynomial(table, lr, 11, end, power), OVER)
    yield Case("Polynomial: a root", polynomial(table, lr, 11, end, 0.5), OVER)
    yield Case("Polynomial: to 0", polynomial(table, lr, 11), OVER)
    yield Case("Cosine: before the end", cosine(early, lr, 11, end), COSINE)
    yield Case("Cosine: before and after", cosine(table, lr, 11, end), OVER)
    yield Case("Cosine: long after", cosine(1_000_000, lr, 300, end), OVER)
    rising = "The end may lie above the start; the rate then rises to it."
    yield Case("Polynomial: rising", polynomial(table, end, 11, lr), rising)
    yield Case("Cosine: rising", cosine(table, end, 11, lr), rising)
    yield Case("Cosine: one step", cosine(np.arange(3), lr, 1, end), OVER)


def _jumping(rng: np.random.Generator, lr: float, table: np.ndarray) -> Iterator[Case]:
    rates = [lr, lr / 3, lr * 2, 0.0]
    first = int(rng.integers(3, 6))
    piecewise, warmup = partial(call, "piecewise_constant"), partial(call, "linear_warmup")
    yield Case("Jumps: a table", piecewise(table, [first, 9, 17], rates), JUMPS)
    yield Case("Jumps: on a boundary", piecewise(9, [first, 9, 17], rates), JUMPS)
    yield Case("Jumps: after a boundary", piecewise(10, [first, 9, 17], rates), JUMPS)
    yield Case("Jumps: none", piecewise(table, [], [lr]), "Without boundaries there is one rate.")
    yield Case("Warm-up: a table", warmup(table, lr, 9), RISE)
    yield Case("Warm-up: the last of its steps", warmup(8, lr, 9), RISE)
    yield Case(
        "Warm-up: none", warmup(table, lr, 0), "Without warm-up the rate is lr from the start."
    )
    small = np.arange(256).astype(np.uint8)
    yield Case(
        "Warm-up: steps in eight bits",
        warmup(small, lr, 300),
        "In eight bits 255 + 1 is 0: convert the steps before you compute with them.",
    )


def _refused(table: np.ndarray) -> Iterator[Case]:
    yield Case("An array of floats", call("linear_warmup", table / 1.0, 0.1, 3), WHOLE,
               expects=raises(TypeError))  # fmt: skip
    negative = np.where(table == 5, -1, table)
    for name, wrong, hint in (
        ("a negative step among others", call("cosine_decay", negative, 0.1, 9),
         "Steps count from 0: look at all of them and raise ValueError."),
        ("boundaries that fall", call("piecewise_constant", 3, [4, 2], [0.3, 0.2, 0.1]),
         "Boundaries rise: raise ValueError where they do not."),
        ("boundaries that stay", call("piecewise_constant", 3, [4, 4], [0.3, 0.2, 0.1]),
         "Of two equal boundaries one is superfluous: raise ValueError."),
        ("a rate too few", call("piecewise_constant", 3, [4, 8], [0.3, 0.2]),
         "There is one rate more than boundaries: raise ValueError."),
        ("a rate too many", call("piecewise_constant", 3, [4], [0.3, 0.2, 0.1]),
         "There is one rate more than boundaries: raise ValueError."),
        ("a negative rate", call("piecewise_constant", 3, [4], [0.3, -0.2]),
         "A learning rate is not negative: raise ValueError, whichever of them is used."),
    ):  # fmt: skip
        yield Case(f"Refused: {name}", wrong, hint, expects=raises(ValueError))
