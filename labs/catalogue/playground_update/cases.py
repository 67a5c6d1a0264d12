"""Links by hand, then drawn ones. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator, Mapping

import numpy as np

from grader.lab import Case, call, drawn, floats, raises, rate, stratified, takes

UPDATE = "l1_update"
MOVES = "The gradient moves w to w1; then lr * rate * sign(w) is taken off, with the old sign."
CROSSED = "A link dies where w1 and w2 have opposite signs; its weight is then 0."
DEAD = "A dead link keeps its weight and stays dead, whatever its gradient."
LANDS = "A weight that lands exactly on 0 has crossed nothing: it lives on."


def _dead(rng: np.random.Generator, sizes: Mapping[str, tuple[int, ...]]) -> np.ndarray:
    """Every third link, whatever was drawn."""
    shape = sizes["*S"]
    return (np.arange(int(np.prod(shape))) % 3 == 1).reshape(shape)


ARGUMENTS = [
    takes(
        UPDATE,
        w=floats("*S", ties=False, integers=False),
        dead=drawn(_dead),
        grad=floats("*S", ties=False, integers=False, largest=2.6, wrong_shape=ValueError),
        lr=rate(outside=ValueError),
        rate=rate(outside=ValueError),
    ).in_order("*S"),
]


def visible() -> Iterator[Case]:
    alive = np.zeros(4, bool)
    w, grad = np.array([0.4, 0.4, 0.4, -0.25]), np.array([0.5, 0.1, 1.0, 0.0])
    yield Case("By hand: four links", call(UPDATE, w, alive, grad, 0.5, 0.5), CROSSED)
    yield Case(
        "By hand: the same links upside down", call(UPDATE, -w, alive, -grad, 0.5, 0.5), CROSSED
    )
    dead = np.array([True, False, True])
    yield Case(
        "Dead links",
        call(UPDATE, np.array([0.0, 1.0, 0.0]), dead, np.array([2.0, 1.0, -3.0]), 0.1, 0.5),
        DEAD,
    )
    yield Case(
        "A living weight of 0",
        call(UPDATE, np.zeros(2), np.zeros(2, bool), np.array([1.0, 0.0]), 0.1, 0.5),
        "A weight of 0 that is not dead moves with its gradient; the penalty has no sign there.",
    )


def links(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Twelve links, a third of which the penalty takes through zero, and none nearly so."""
    w = np.array([2.0, -2.0, 0.2, -0.2, 0.15, -0.15, 0.3, -0.3, 1.0, -1.0, 0.1, -0.1])
    grad = np.array([1.0, -1.0, 0.5, -0.5, -0.5, 0.5, 3.0, -3.0, -2.0, 2.0, 0.1, -0.1])
    dead = np.arange(12) % 4 == 3
    order = rng.permutation(12)
    jitter = rng.uniform(0.98, 1.02, (2, 12))
    return (w * jitter[0])[order], dead[order], (grad * jitter[1])[order]


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    lr, share = (float(number) for number in rng.uniform([0.198, 1.48], [0.202, 1.52]))
    w, dead, grad = links(rng)
    yield Case("Twelve links", call(UPDATE, w, dead, grad, lr, share), CROSSED, weight=2)
    shape = (3, 4)
    grid = (w.reshape(shape), dead.reshape(shape), grad.reshape(shape))
    yield Case("A matrix of links", call(UPDATE, *grid, lr, share), MOVES)
    living = np.zeros(12, bool)
    yield Case("All alive", call(UPDATE, w, living, grad, lr, share), CROSSED)
    yield Case("All dead", call(UPDATE, w, ~living, grad, lr, share), DEAD)
    yield Case("No penalty", call(UPDATE, w, dead, grad, lr, 0.0), "Then no link can die.")
    yield Case("No step", call(UPDATE, w, dead, grad, 0.0, share), "With lr = 0 nothing moves.")
    yield Case("Nothing but the penalty", call(UPDATE, w, living, np.zeros(12), lr, share), CROSSED)
    yield Case("A very large rate", call(UPDATE, w, living, grad, lr, 100.0), CROSSED)
    large = stratified(rng, -3, 3, 40)
    yield Case(
        "Gradients that cross zero by themselves",
        call(UPDATE, large, np.zeros(40, bool), 20 * large, 0.1, 0.1),
        "What the gradient takes through zero has not died: the penalty must do it.",
    )
    yield from _edges(rng)


def _edges(rng: np.random.Generator) -> Iterator[Case]:
    lands = np.array([0.5, -0.5, 0.25, -0.75]), np.zeros(4, bool), np.array([0.0, 0.0, 1.0, 1.0])
    yield Case("Landing on 0", call(UPDATE, *lands, 0.5, 1.0), LANDS)
    yield Case(
        "The gradient lands on 0",
        call(UPDATE, np.array([0.5, -0.5]), np.zeros(2, bool), np.array([1.0, -1.0]), 0.5, 1.0),
        "w1 is 0: the penalty moves it on, but 0 and w2 have no opposite signs.",
    )
    tiny = rng.uniform(1, 2, 3) * 1e-200
    yield Case(
        "Tiny weights",
        call(UPDATE, tiny, np.zeros(3, bool), np.zeros(3), 1.0, 3e-200),
        "The product of two tiny numbers is 0, although their signs are opposite: compare signs.",
    )
    yield Case(
        "Dead links with weights",
        call(UPDATE, np.array([0.7, -0.7]), np.ones(2, bool), np.array([1.0, 1.0]), 0.1, 0.5),
        DEAD,
    )
    yield Case(
        "A flag too many",
        call(UPDATE, np.ones(3), np.zeros(4, bool), np.ones(3), 0.1, 0.5),
        "w, dead and grad have one shape.",
        expects=raises(ValueError),
    )
