"""Three steps of each optimizer, then longer runs. The weights are judged, never the state."""

from collections.abc import Iterator
from typing import Any, cast

import numpy as np

from grader.lab import Case, call, floats, raises, rate, result, steps, stratified, takes, word

STEP = "optimizer_step"
RULES = {
    "sgd": "The weights move by minus lr times the gradient.",
    "momentum": "The velocity keeps the share mu of itself, and the weights move by the velocity.",
    "nesterov": "The velocity changes as with momentum; the weights move by mu v - lr g.",
    "adagrad": "Squares are added to what starts at initial; eps goes under the root with them.",
    "rmsprop": "Squares are averaged with the share rho for the old; eps goes under the root.",
    "adam": "Both averages start at 0, and t at 1 in the first step; eps is added after the root.",
}
GOES_ON = "What the optimizer remembers goes on from step to step, in the state that you return."
APART = "Each set of weights has its own state: keep nothing outside of it."
AGAIN = "The state that was given stays as it is: make new arrays, and change none in place."
NOW = "The velocity holds lr times the gradient; a later lr does not change what is in it."

MEMORY = rate(0, 1, open_high=True)
EPS = rate(open_low=True)
ARRAYS = {"w": floats("*S"), "g": floats("*S", wrong_shape=ValueError)}
HYPER: list[dict[str, Any]] = [
    {"name": word("sgd"), "lr": rate()},
    {"name": word("momentum", "nesterov"), "lr": rate(), "mu": MEMORY},
    {"name": word("adagrad"), "lr": rate(), "initial": rate(), "eps": EPS},
    {"name": word("rmsprop"), "lr": rate(), "rho": MEMORY, "eps": EPS},
    {"name": word("adam"), "lr": rate(), "beta1": MEMORY, "beta2": MEMORY, "eps": EPS},
]
ARGUMENTS = [takes(STEP, **ARRAYS, **each).judges(result(0)[0]).gives_like("w") for each in HYPER]

LEFT_OUT = (
    "What hyper leaves out has the default of the table, which is not the same for all names."
)


def run(
    name: str, w: Any, gradients: list[np.ndarray], hyper: dict[str, float] | None = None
) -> Any:
    """A scenario: steps along the gradients, each from where the one before has ended."""
    calls, state = [], None
    for k, g in enumerate(gradients):
        calls.append(call(STEP, name, w, g, state, **(hyper or {})))
        w, state = result(k)[0], result(k)[1]
    return steps(*calls, judged=[result(k)[0] for k in range(len(gradients))])


def visible() -> Iterator[Case]:
    w = np.array([1.0, -2.0])
    gradients = [np.array([0.1, -0.2]), np.array([0.3, 0.1]), np.array([-0.2, 0.4])]
    for name, hint in RULES.items():
        hyper = {"lr": 0.01 if name in ("rmsprop", "adam") else 0.1}
        yield Case(f"Three steps: {name}", run(name, w, gradients, hyper), hint)
    yield Case(
        "An unknown name",
        call(STEP, "adamant", w, gradients[0]),
        "Only six names are known: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    share = float(rng.uniform(0.55, 0.65))
    others = {
        "sgd": {},
        "momentum": {"mu": share},
        "nesterov": {"mu": share},
        "adagrad": {"initial": share, "eps": 0.01},
        "rmsprop": {"rho": share, "eps": 0.01},
        "adam": {"beta1": share, "beta2": 0.9 - share / 3, "eps": 0.01},
    }
    w = stratified(rng, -2, 2, (3, 4))
    for name, hint in RULES.items():
        gradients = [stratified(rng, -3, 3, (3, 4)) for _ in range(8)]
        yield Case(f"Eight steps, defaults: {name}", run(name, w, gradients), LEFT_OUT)
        hyper = {"lr": 0.2, **others[name]}
        yield Case(f"Eight steps: {name}", run(name, w, gradients, hyper), hint)
    yield from _special(rng, w)
    yield from _states(rng, w)


def _special(rng: np.random.Generator, w: np.ndarray) -> Iterator[Case]:
    zero, slope = np.zeros(w.shape), stratified(rng, -1, 1, w.shape)
    for name in ("adagrad", "rmsprop", "adam"):
        yield Case(
            f"No gradient, then one: {name}",
            run(name, w, [zero, slope, zero], {"lr": 0.1}),
            "Without a gradient the numerator is 0, and nothing moves.",
        )
        tiny = [1e-6 * stratified(rng, 1, 3, w.shape) * np.sign(slope) for _ in range(2)]
        yield Case(
            f"Gradients of 1e-6: {name}",
            run(name, w, tiny, {"lr": 0.1}),
            "Where gradients are tiny eps decides: is it under the root, or beside it?",
        )
    large = 10 * (slope + np.sign(slope))  # so that the place of eps decides nothing in float32
    small = [each.astype(np.float32) for each in (large, -0.5 * large, large)]
    for name in RULES:
        yield Case(
            f"Three steps in float32: {name}",
            run(name, w.astype(np.float32), small, {"lr": 0.1}),
            "float32 weights stay float32, in later steps too.",
        )


def _states(rng: np.random.Generator, w: np.ndarray) -> Iterator[Case]:
    g = [stratified(rng, -2, 2, w.shape) for _ in range(4)]
    for name in ("momentum", "nesterov", "adagrad", "rmsprop", "adam"):
        start = call(STEP, name, w, g[0], None, lr=0.1)
        there = (result(0)[0], g[1], result(0)[1])
        twice = [call(STEP, name, *there, lr=0.1) for _ in range(3)]
        yield Case(
            f"The same step three times: {name}",
            steps(start, *twice, judged=[result(k)[0] for k in (1, 2, 3)]),
            AGAIN,
        )
        yield Case(f"Two sets of weights in turn: {name}", _in_turn(name, w, g), APART)
    for name in ("momentum", "nesterov"):
        calls, at, state = [], cast(Any, w), None
        for k, lr in enumerate((0.5, 0.1, 0.01)):
            calls.append(call(STEP, name, at, g[k], state, lr=lr))
            at, state = result(k)[0], result(k)[1]
        every = [result(k)[0] for k in range(3)]
        yield Case(f"A falling rate: {name}", steps(*calls, judged=every), NOW)


def _in_turn(name: str, w: np.ndarray, g: list[np.ndarray]) -> Any:
    """Weights of the same shape, and with other gradients, between the steps of the first."""
    return steps(
        call(STEP, name, w, g[0], None, lr=0.1),
        call(STEP, name, -w, g[2], None, lr=0.1),
        call(STEP, name, result(0)[0], g[1], result(0)[1], lr=0.1),
        call(STEP, name, result(1)[0], g[3], result(1)[1], lr=0.1),
        judged=[result(2)[0], result(3)[0]],
    )
