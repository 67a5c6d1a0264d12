"""One weight by hand, then longer runs. The weights are judged, never the state."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.lab import Case, call, floats, raises, rate, result, steps, stratified, takes

ADAM = "Adam's step is lr times the corrected mean, by the root of the corrected squares plus eps."
DECAY = "The decay is lr times weight_decay times the old weight, beside the step and not in it."
SIGN = "Lion's step is lr times the sign of beta1 m + (1 - beta1) g, with the old m."
LATER = "After the step m becomes beta2 m + (1 - beta2) g."
APART = "Each set of weights has its own state: keep nothing outside of it."
AGAIN = "The state that was given stays as it is: make new arrays, and change none in place."

MEMORY = rate(0, 1, open_high=True)
INPUTS = {
    "w": floats("*S"),
    "g": floats("*S", wrong_shape=ValueError),
    "lr": rate(),
    "beta1": MEMORY,
    "beta2": MEMORY,
}
ARGUMENTS = [
    takes("adamw", **INPUTS, eps=rate(open_low=True), weight_decay=rate())
    .judges(result(0)[0])
    .gives_like("w"),
    takes("lion", **INPUTS, weight_decay=rate()).judges(result(0)[0]).gives_like("w"),
]


def run(name: str, w: Any, gradients: list[np.ndarray], **hyper: float) -> Any:
    """A scenario: steps along the gradients, each from where the one before has ended."""
    calls, state = [], None
    for k, g in enumerate(gradients):
        calls.append(call(name, w, g, state, **hyper))
        w, state = result(k)[0], result(k)[1]
    return steps(*calls, judged=[result(k)[0] for k in range(len(gradients))])


def visible() -> Iterator[Case]:
    w, gradients = np.array([2.0]), [np.array([0.5]), np.array([-0.02])]
    both = {"lr": 0.1, "weight_decay": 0.1}
    yield Case("By hand: a step of AdamW", run("adamw", w, gradients[:1], **both), DECAY)
    yield Case("By hand: two steps of Lion", run("lion", w, gradients, **both), LATER)
    w = np.array([1.0, -2.0, 3.0])
    three = [np.array([0.1, -0.2, 0.0]), np.array([0.3, 0.1, 0.0]), np.array([-0.2, 0.4, 0.0])]
    plain = {"lr": 0.01, "weight_decay": 0.0}
    yield Case("AdamW without decay: three steps", run("adamw", w, three, **plain), ADAM)
    yield Case("Lion without decay: three steps", run("lion", w, three, **plain), SIGN)
    yield Case("AdamW: three steps", run("adamw", w, three, lr=0.1, weight_decay=0.5), DECAY)
    yield Case("Lion: three steps", run("lion", w, three, lr=0.1, weight_decay=0.5), LATER)
    yield Case(
        "Shapes (3,) and (3, 1)",
        call("adamw", np.zeros(3), np.ones((3, 1))),
        "(N,) with (N, 1) broadcasts to (N, N): compare the shapes and raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    share = float(rng.uniform(0.599, 0.601))
    w = stratified(rng, -2, 2, (3, 4))
    gradients = _scripts(rng)
    betas = {"beta1": share, "beta2": 0.9 - share / 3}
    for name, hint in (("adamw", DECAY), ("lion", LATER)):
        yield Case(f"Eight steps, defaults: {name}", run(name, w, gradients), hint)
        strong = {"lr": 0.2, "weight_decay": 0.4}
        yield Case(f"Eight steps: {name}", run(name, w, gradients, **strong, **betas), hint)
        long = [np.cos(k) * gradients[k % 8] for k in range(30)]
        yield Case(f"Thirty steps: {name}", run(name, w, long, lr=0.05), hint)
        small = [each.astype(np.float32) for each in gradients[:3]]
        single = run(name, w.astype(np.float32), small, **strong)
        hint = "float32 weights stay float32, in later steps too."
        yield Case(f"Three steps in float32: {name}", single, hint)
        yield from _states(name, w, gradients)
    yield from _special(w, gradients)


def _scripts(rng: np.random.Generator) -> list[np.ndarray]:
    """Eight gradients of twelve weights. Lion decides by signs, so that each weight has a story of
    its own, the same in every draw up to the last digits; which weight has which is drawn."""
    written = np.random.default_rng(7).uniform(-3, 3, (8, 12))
    written *= rng.uniform(0.998, 1.002, written.shape)
    return list(written[:, rng.permutation(12)].reshape(8, 3, 4))


def _special(w: np.ndarray, g: list[np.ndarray]) -> Iterator[Case]:
    zero = np.zeros(w.shape)
    strong = {"lr": 0.2, "weight_decay": 0.4}
    hint = "Without a gradient there is only the decay: the direction is 0, not 0 / 0 and not 1."
    yield Case("No gradient, then one: AdamW", run("adamw", w, [zero, g[0]], **strong), hint)
    yield Case("No gradient, then one: Lion", run("lion", w, [zero, g[0]], **strong), hint)
    tiny = [1e-7 * np.sign(each) * (1 + np.abs(each)) for each in g[:3]]
    yield Case(
        "Gradients of 1e-7: AdamW",
        run("adamw", w, tiny, lr=0.1, eps=1e-7),
        "eps is added to the root of the corrected squares.",
    )
    yield Case(
        "Gradients of a million: AdamW",
        run("adamw", w, [1e6 * each for each in g[:3]], **strong),
        "The decay does not depend on the size of the gradients: it must not be divided by them.",
    )
    yield Case("Gradients of 1e-7: Lion", run("lion", w, tiny, lr=0.1), SIGN)


def _states(name: str, w: np.ndarray, g: list[np.ndarray]) -> Iterator[Case]:
    hyper = {"lr": 0.1, "weight_decay": 0.2}
    there = (result(0)[0], g[1], result(0)[1])
    twice = [call(name, *there, **hyper) for _ in range(3)]
    yield Case(
        f"The same step three times: {name}",
        steps(call(name, w, g[0], **hyper), *twice, judged=[result(k)[0] for k in (1, 2, 3)]),
        AGAIN,
    )
    in_turn = steps(
        call(name, w, g[0], None, **hyper),
        call(name, -w, g[2], None, **hyper),
        call(name, result(0)[0], g[1], result(0)[1], **hyper),
        call(name, result(1)[0], g[3], result(1)[1], **hyper),
        call(name, result(2)[0], g[4], result(2)[1], **hyper),
        judged=[result(2)[0], result(3)[0], result(4)[0]],
    )
    yield Case(f"Two sets of weights in turn: {name}", in_turn, APART)
