"""Series worked out by hand, then drawn ones. The kinds of input follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, count, floats, raises, rate, takes

NAME = "early_stopping"
BEST = "Compare with the best loss so far, which is that of the last improvement."
ANEW = "An improvement starts the count anew."
LEVEL = "An equal loss is no improvement: it has to be less."
DELTA = "An improvement is better by more than min_delta: v + min_delta < best."
NEVER = "If patience is never exhausted, the first number is -1."
BROKEN = "NaN is never an improvement, wherever it occurs."

ARGUMENTS = [
    takes(
        NAME,
        values=floats("N", infinite=True, nan=True),
        patience=count(0, outside=ValueError),
        min_delta=rate(outside=ValueError),
    )
    .refuses_empty(ValueError, "N")
    .in_order("N")
]
LOSSES = np.array([0.9, 0.7, 0.72, 0.71, 0.69, 0.7, 0.71, 0.72])


def visible() -> Iterator[Case]:
    yield Case("By hand: a patience of 3", call(NAME, LOSSES, 3), ANEW)
    yield Case("By hand: a patience of 2", call(NAME, LOSSES, 2), BEST)
    yield Case("By hand: min_delta of 0.05", call(NAME, LOSSES, 3, min_delta=0.05), DELTA)
    yield Case("Always better", call(NAME, np.array([0.9, 0.8, 0.7, 0.6]), 2), NEVER)
    yield Case("A plateau", call(NAME, np.full(6, 0.5), 3), LEVEL)
    nan = np.array([0.9, np.nan, 0.8, np.nan, np.nan, 0.7])
    yield Case("NaN on the way", call(NAME, nan, 2), BROKEN)
    yield Case(
        "A negative patience",
        call(NAME, LOSSES, -1),
        "patience is at least 0: raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    base = float(rng.uniform(1.5, 2.5))
    waves = base * np.array(
        [9, 7, 8, 8.5, 6, 6.5, 6.4, 6.2, 5, 5.5, 5.4, 5.3, 5.2, 4, 6, 6, 6, 6, 6]
    )
    for patience in (1, 2, 3, 4, 5, 6):
        yield Case(f"Waves, a patience of {patience}", call(NAME, waves, patience), BEST)
    yield Case("A patience of 0", call(NAME, waves, 0), "A patience of 0 acts like 1.")
    drift = 1.6 * (1 - 0.01 * np.arange(20))
    step = 0.035 * 1.6
    yield Case("A slow drift", call(NAME, drift, 3, min_delta=step), BEST)
    yield Case("A slow drift, more patience", call(NAME, drift, 4, min_delta=step), DELTA)
    yield Case("A slow drift, long patience", call(NAME, drift, 10, min_delta=step), BEST)
    exact = np.array([8.0, 6, 4, 3, 2.5, 2, 2, 2])
    yield Case("Better by exactly min_delta", call(NAME, exact, 2, min_delta=2.0), DELTA)
    yield Case("The first is the best", call(NAME, base + np.arange(9.0), 4), BEST)
    yield Case("One epoch", call(NAME, np.array([base]), 1), NEVER)
    yield Case("Patience too long", call(NAME, base + np.arange(5.0), 5), NEVER)
    yield Case("Negative losses", call(NAME, -waves[::-1], 3), BEST)
    broken = waves.copy()
    broken[[5, 6, 9]] = np.nan
    yield Case("NaN among waves", call(NAME, broken, 3), BROKEN)
    late = np.concatenate([np.full(2, np.nan), waves])
    yield Case("NaN at the start", call(NAME, late, 3), BROKEN)
    yield Case("NaN at the start, no patience", call(NAME, late, 1), BROKEN)
    yield Case("Nothing but NaN", call(NAME, np.full(6, np.nan), 2), BROKEN)
    explode = np.concatenate([waves[:2], np.full(4, np.inf)])
    yield Case("Explodes", call(NAME, explode, 2), "Infinity is never an improvement.")
    yield Case("Infinite at first", call(NAME, explode[::-1], 9), "Infinity is no improvement.")
    yield Case(
        "A negative min_delta",
        call(NAME, waves, 3, min_delta=-0.1),
        "min_delta is at least 0: raise ValueError.",
        expects=raises(ValueError),
    )
    yield Case(
        "No epochs",
        call(NAME, waves[:0], 3),
        "Without epochs there is nothing to stop: raise ValueError.",
        expects=raises(ValueError),
    )
