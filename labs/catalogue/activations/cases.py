"""A few values by hand and the kinks, then drawn entries of all sizes for every activation."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, floats, raises, rate, stratified, takes, word

VALUE, SLOPE = "activation", "activation_grad"
HINTS = {
    "linear": "The linear unit does nothing, and its slope is 1.",
    "relu": "x where it is positive and 0 elsewhere; the slope is 1 or 0.",
    "relu6": "Like the ReLU up to 6, and constant from there on: the slope is 0 again.",
    "leaky": "x on the right of 0, alpha x on the left; the slope is 1 or alpha.",
    "prelu": "Like the leaky ReLU; alpha may be any number, and is 0 unless given.",
    "elu": "x on the right of 0, alpha (exp(x) - 1) on the left.",
    "selu": "The ELU with its own alpha, times a scale, on both sides of 0.",
    "softplus": "log(1 + exp(x)), and its slope is the sigmoid.",
    "sigmoid": "1 / (1 + exp(-x)), and its slope is sigmoid(x) sigmoid(-x).",
    "tanh": "The slope of tanh is 1 - tanh(x)².",
    "gelu": "x Phi(x) with the exact distribution function of the normal; the slope has two terms.",
    "swish": "x sigmoid(x), a product: its slope has two terms.",
}
PARAMETERS = ("leaky", "prelu", "elu")
KINK = "At a kink the slope is the one that the table gives: its left side at 0, and 0 at 6."
LARGE = "Large numbers must not overflow: cut the argument of exp first, or use exp(-|x|)."
NAMES = "Only the twelve names of the table are known: raise ValueError for any other."
NONE = "This activation has no parameter: raise ValueError if alpha is given."
ZERO = "An alpha of 0 is a number like any other, and not a missing one."
NEGATIVE = "Only PReLU allows a negative alpha: raise ValueError."

# Entries do not meet each other, and hidden cases ask for the kinks by themselves.
X = floats("*S", ties=False, zeros=False)
BOTH = (VALUE, SLOPE)
PLAIN = tuple(name for name in HINTS if name not in PARAMETERS)
ARGUMENTS = [
    takes(BOTH, x=X, name=word(*PLAIN, unknown=ValueError)).gives_like("x"),
    takes(BOTH, x=X, name=word("leaky", "elu"), alpha=rate(outside=ValueError))
    .gives_like("x"),
    takes(BOTH, x=X, name=word("prelu"), alpha=rate()).gives_like("x"),
]  # fmt: skip


def visible() -> Iterator[Case]:
    x = np.array([-3.0, -1.0, -0.5, 0.5, 1.0, 7.0])
    for name in ("relu6", "selu", "gelu"):
        yield Case(f"Six entries: {name}", call(VALUE, x, name), HINTS[name])
    yield Case("Six entries: elu with alpha 0.5", call(VALUE, x, "elu", 0.5), HINTS["elu"])
    for name in ("elu", "swish", "gelu"):
        yield Case(f"Six slopes: {name}", call(SLOPE, x, name), HINTS[name])
    kinks = np.array([0.0, 6.0])
    for name in ("relu6", "leaky"):
        yield Case(f"Slopes at 0 and 6: {name}", call(SLOPE, kinks, name), KINK)
    far = np.array([-1000.0, 1000.0])
    for name in ("elu", "softplus"):
        yield Case(f"At -1000 and 1000: {name}", call(VALUE, far, name), LARGE)
    yield Case("An unknown name", call(VALUE, x, "step"), NAMES, expects=raises(ValueError))


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    for name, hint in HINTS.items():
        x = stratified(rng, -8, 8, (4, 6))
        yield Case(f"A matrix: {name}", call(VALUE, x, name), hint)
        yield Case(f"A matrix, slopes: {name}", call(SLOPE, x, name), hint)
        far = np.concatenate([[-1000, 1000, -745.5, 709.9], 100 * stratified(rng, -9, 9, 4)])
        yield Case(f"Large entries: {name}", call(VALUE, far, name), LARGE)
        yield Case(f"Large entries, slopes: {name}", call(SLOPE, far, name), LARGE)
    yield from _parameters(rng)
    yield from _refused(rng)


def _parameters(rng: np.random.Generator) -> Iterator[Case]:
    small, large = float(rng.uniform(0.2, 0.4)), float(rng.uniform(1.4, 1.8))
    edge = np.array([-2.0, 0.0, 2.0, -0.0, 6.0])
    for name in PARAMETERS:
        x = stratified(rng, -4, 4, 12)
        for alpha in (small, large):
            what = f"{name} with alpha {'below' if alpha < 1 else 'above'} 1"
            yield Case(f"A vector: {what}", call(VALUE, x, name, alpha), HINTS[name])
            yield Case(f"Slopes: {what}", call(SLOPE, x, name, alpha), HINTS[name])
        yield Case(f"Slopes at the kink: {name}", call(SLOPE, edge, name, small), KINK)
    for name in ("leaky", "elu"):
        x = stratified(rng, -4, 4, 12)
        yield Case(f"A vector: {name} with alpha 0", call(VALUE, x, name, 0.0), ZERO)
        yield Case(f"Slopes: {name} with alpha 0", call(SLOPE, x, name, 0.0), ZERO)
    x = stratified(rng, -4, 4, 12)
    for function, what in ((VALUE, "A vector"), (SLOPE, "Slopes")):
        yield Case(f"{what}: prelu that falls", call(function, x, "prelu", -small), HINTS["prelu"])
    for name in ("relu", "relu6", "selu"):
        kinks = rng.permutation([0.0, -0.0, 6.0, 3.0, -3.0, 8.0])
        yield Case(f"Slopes at and beside the kinks: {name}", call(SLOPE, kinks, name), KINK)


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    x = stratified(rng, -2, 2, 5)
    for name in ("linear", "relu", "relu6", "selu", "sigmoid", "gelu"):
        yield Case(
            f"Refused: alpha for {name}", call(SLOPE, x, name, 0.3), NONE,
            expects=raises(ValueError),
        )  # fmt: skip
    for name in ("leaky", "elu"):
        for function in BOTH:
            yield Case(
                f"Refused: a negative alpha of {name}, {function}",
                call(function, x, name, -0.3), NEGATIVE, expects=raises(ValueError),
            )  # fmt: skip
