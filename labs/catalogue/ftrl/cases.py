"""Steps by hand, then drawn ones. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.lab import Case, call, classes, floats, raises, rate, result, steps, stratified, takes

STEP, SPARSE = "ftrl_step", "ftrl_step_sparse"
SUMS = "n grows by g squared; z by g, less (sqrt(n') - sqrt(n)) / lr times the old w."
WEIGHT = "The weight is (l1 sign(z') - z') / (sqrt(n')/lr + 2 l2 + beta/lr), or 0 where |z'| <= l1."
PLACES = "Only the places in idx change, and the answer has their order."

RATES = {
    "lr": rate(open_low=True, outside=ValueError),
    "l1": rate(outside=ValueError),
    "l2": rate(outside=ValueError),
    "beta": rate(outside=ValueError),
}
ARGUMENTS = [
    takes(
        STEP,
        w=floats("*S", ties=False),
        z=floats("*S", ties=False),
        n=floats("*S", low=0.1, ties=False),
        g=floats("*S", ties=False, wrong_shape=ValueError),
        **RATES,
    ),
    takes(
        SPARSE,
        w=floats("D", ties=False),
        z=floats("D", ties=False, wrong_shape=ValueError),
        n=floats("D", low=0.1, ties=False),
        idx=classes("M", below="D", outside=ValueError, repeated=ValueError),
        g=floats("M", ties=False, wrong_shape=ValueError),
        **RATES,
    )
    .may_be_empty("M")
    .at_least(D=3)
    .in_order("D", "M"),
]
HAND = {"lr": 0.5, "l1": 1.0, "l2": 0.5}


def visible() -> Iterator[Case]:
    zero = np.zeros(2)
    first = call(STEP, zero, zero, zero, np.array([3.0, 0.8]), **HAND)
    yield Case("By hand: one step", first, WEIGHT)
    start = np.array([-2 / 7]), np.array([3.0]), np.array([9.0])
    yield Case("By hand: the second step", call(STEP, *start, np.array([4.0]), **HAND), SUMS)
    yield Case(
        "Three steps of two weights",
        in_turn(
            [np.array([1.0, -0.3]), np.array([0.5, 0.2]), np.array([-2.0, 0.1])],
            (np.zeros(2), np.zeros(2), np.full(2, 0.1)),
            {"lr": 0.1, "l1": 0.5, "l2": 0.01},
        ),
        "Each step goes on from the w, z and n of the one before; the second weight stays 0.",
    )
    model = np.zeros(6), np.array([0.0, 2.0, 0.0, -1.5, 0.5, 0.0]), np.full(6, 0.25)
    yield Case(
        "Two places of a model",
        call(SPARSE, *model, np.array([3, 1]), np.array([-1.0, 2.0]), **HAND),
        PLACES,
    )
    yield Case(
        "A place that comes twice",
        call(SPARSE, *model, np.array([2, 2]), np.array([1.0, 1.0]), **HAND),
        "Two gradients for one weight are refused: raise ValueError.",
        expects=raises(ValueError),
    )


def in_turn(gradients: list[np.ndarray], start: tuple[Any, Any, Any], rates: dict[str, Any]) -> Any:
    """A scenario: one step after the other from a state; all weights and the last state count."""
    calls, state = [], start
    for k, g in enumerate(gradients):
        calls.append(call(STEP, *state, g, **rates))
        state = (result(k)[0], result(k)[1], result(k)[2])
    return steps(*calls, judged=[*(result(k)[0] for k in range(len(calls))), state[1], state[2]])


State = tuple[np.ndarray, np.ndarray, np.ndarray]


def state_of(rng: np.random.Generator, shape: Any) -> State:
    """Weights, sums and sums of squares after some steps."""
    return (
        stratified(rng, -2, 2, shape),
        stratified(rng, -3, 3, shape),
        stratified(rng, 1, 5, shape),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    rates = {"lr": 0.3, "l1": 0.7, "l2": 0.2, "beta": 1.5}
    rates = {name: value * float(rng.uniform(0.99, 1.01)) for name, value in rates.items()}
    g = stratified(rng, -2, 2, 12)
    yield Case("A vector", call(STEP, *state_of(rng, 12), g, **rates), SUMS)
    yield Case("A matrix", call(STEP, *state_of(rng, (3, 4)), g.reshape(3, 4), **rates), SUMS)
    gradients = [stratified(rng, -2, 2, 8) for _ in range(6)]
    start = np.zeros(8), np.zeros(8), np.zeros(8)
    yield Case("Six steps from nothing", in_turn(gradients, start, rates), SUMS)
    plain = rates | {"l1": 0.0, "l2": 0.0, "beta": 0.0}
    yield Case(
        "Six steps without penalties",
        in_turn(gradients, start, plain),
        "Without penalties and from w = 0 this is Adagrad.",
    )
    yield from _edges(rng, rates)
    yield from _places(rng, rates)


def _edges(rng: np.random.Generator, rates: dict[str, float]) -> Iterator[Case]:
    w, z, n = state_of(rng, 6)
    yield Case(
        "Gradients of 0",
        call(STEP, w, z, n, np.zeros(6), **rates),
        "z and n stay; the weight is computed from them all the same.",
    )
    yield Case(
        "z within l1",
        call(STEP, w, 0.1 * z, n, np.zeros(6), **rates | {"l1": 0.9}),
        "Where |z'| is at most l1 the weight is exactly 0.",
    )
    nothing = np.zeros(3)
    yield Case(
        "Nothing seen, no penalty",
        call(STEP, nothing, nothing, nothing, nothing, lr=0.1, l1=0.0, l2=0.0),
        "0 / 0 is NaN: where nothing was ever seen the weight is 0.",
    )
    yield Case(
        "Without beta",
        call(STEP, w, z, n, w, lr=0.2, l1=0.1, l2=0.3),
        "beta is 0 unless it is given.",
    )


def _places(rng: np.random.Generator, rates: dict[str, float]) -> Iterator[Case]:
    model, idx = state_of(rng, 40), np.array([31, 4, 17, 39, 0, 22])
    model[1][idx] = [2.5, -2.0, 0.1, 1.5, -2.5, 3.0]
    model[0][31], g = -0.5, stratified(rng, -2, 2, 6)
    g[0] = 1.0 + 0.1 * rng.random()  # the first of them stays beyond l1, whatever was drawn
    yield Case("Six places, not in order", call(SPARSE, *model, idx, g, **rates), PLACES, weight=2)
    yield Case(
        "All places", call(SPARSE, *state_of(rng, 6), np.arange(6)[::-1], g, **rates), PLACES
    )
    yield Case("One place", call(SPARSE, *model, idx[:1], g[:1], **rates), PLACES)
    for name, bad in (("-1", -1), ("40 of 40", 40)):
        wrong = idx.copy()
        wrong[2] = bad
        yield Case(
            f"Place {name}",
            call(SPARSE, *model, wrong, g, **rates),
            "A place lies from 0 to D - 1; NumPy takes -1 for the last one without a word.",
            expects=raises(ValueError),
        )
    again = idx.copy()
    again[5] = again[0]
    yield Case(
        "A place that comes again later",
        call(SPARSE, *model, again, g, **rates),
        "A repeated place is refused, wherever it occurs.",
        expects=raises(ValueError),
    )
