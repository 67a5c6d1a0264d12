"""Four activations by hand, then drawn ones; averages are judged by their distance in errors."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.lab import Case, call, floats, probabilities, raises, rate, stratified, takes

THERE, BACK, AVERAGE = "dropout", "dropout_backward", "mc_average"
KEPT = "An entry is kept where u is at least the rate, and divided by 1 - rate then."
TIE = "Where u equals the rate the entry is kept: only below the rate is it dropped."
PREDICTS = "In prediction nothing is dropped and nothing scaled, and u is not needed."
BACKWARD = "On the way back the same entries are 0, and the others scaled in the same way."
CHANCE = "Each pass draws a fresh mask for every entry of x; the mean is over the outputs."

DRAWS = probabilities("*S", open_high=True, wrong_shape=ValueError, float32=False, integers=False)
RATE = rate(0, 1, open_high=True, outside=ValueError)
ARGUMENTS = [
    takes(THERE, x=floats("*S", integers=False), rate=RATE, u=DRAWS)
    .always_given("u")
    .gives_like("x"),
    takes(BACK, dy=floats("*S", integers=False), rate=RATE, u=DRAWS).gives_like("dy"),
]

MOST_ERRORS = 6.0
"""Standard errors that an entry may be off. By chance one of 240 is in half a million gradings."""


def is_average(answer: np.ndarray, inputs: dict[str, Any]) -> str | None:
    """Whether the entries are as far from the plain output as averages of so many passes are."""
    W, b, x, rate = inputs["W"], inputs["b"], inputs["x"], inputs["rate"]
    error = np.sqrt(x**2 @ W**2 * rate / (1 - rate) / inputs["passes"])
    off = (answer - (x @ W + b)) / error
    worst = float(np.abs(off).max())
    spread = float(np.mean(off**2))
    if np.ptp(answer, axis=0).max() == 0:
        return "All rows of x are equal here, and all came out alike: each row has its own mask."
    if spread > 3:
        return (
            f"The entries are off by {spread**0.5:.1f} standard errors on average, and one is an "
            "average: is every pass drawn anew, with the scale of 1 / (1 - rate)?"
        )
    if spread < 0.3:
        return "This is too close to the plain output to be an average over random masks."
    if worst > MOST_ERRORS:
        return (
            f"An entry is off by {worst:.1f} standard errors; at most {MOST_ERRORS:g} are chance."
        )
    return None


def visible() -> Iterator[Case]:
    x, u = np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.1, 0.5, 0.2, 0.9])
    yield Case("By hand: a rate of 0.2", call(THERE, x, 0.2, u), TIE)
    yield Case("By hand: a rate of 0.5", call(THERE, x, 0.5, u), KEPT)
    yield Case("Prediction", call(THERE, x, 0.5, training=False), PREDICTS)
    dy = np.array([0.5, -1.0, 2.0, 0.25])
    yield Case("By hand: the way back", call(BACK, dy, 0.5, u), BACKWARD)
    yield Case(
        "A rate of 1",
        call(THERE, x, 1.0, u),
        "Nothing would be left, and the scale divides by 0: raise ValueError.",
        expects=raises(ValueError),
    )
    yield _average("An average", np.random.default_rng(4), 1)


def _average(name: str, rng: np.random.Generator, seed: int, rate: float = 0.2) -> Case:
    """Sixty equal rows, so that each has to vary by itself."""
    x = np.tile(stratified(rng, 0.5, 3, 12), (60, 1))
    W = stratified(rng, -2, 2, (12, 2))
    b = stratified(rng, -0.01, 0.01, 2) - x[0] @ W  # outputs near 0, of inputs that are not
    return Case(name, call(AVERAGE, W, b, x, rate, seed, 400), CHANCE, check=is_average)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    x, dy, u = (stratified(rng, *ends, (6, 5)) for ends in ((-4, 4), (-2, 2), (0, 1)))
    for share in (0.1, 0.3, 0.75):
        yield Case(f"A matrix: a rate of {share:g}", call(THERE, x, share, u), KEPT)
        yield Case(f"A matrix, back: a rate of {share:g}", call(BACK, dy, share, u), BACKWARD)
    edge = np.where(rng.permutation(30).reshape(6, 5) % 3 == 0, 0.25, u)
    yield Case("Draws equal to the rate", call(THERE, x, 0.25, edge), TIE)
    yield Case("Draws equal to the rate, back", call(BACK, dy, 0.25, edge), TIE)
    yield Case("Prediction with draws", call(THERE, x, 0.3, u, training=False), PREDICTS)
    yield Case("Prediction without draws", call(THERE, x, 0.3, None, False), PREDICTS)
    single = x.astype(np.float32)
    yield Case(
        "float32 with draws in float64",
        call(THERE, single, 0.3, u),
        "The draws decide and are not computed with: float32 stays float32.",
    )
    yield from _averages(rng)
    yield from _refused(x, u)


def _averages(rng: np.random.Generator) -> Iterator[Case]:
    for number, share in enumerate((0.2, 0.5)):
        seed = int(rng.integers(1000)) * 10 + number
        yield _average(f"An average: a rate of {share:g}", rng, seed, share)
    x, W, b = (stratified(rng, -2, 2, shape) for shape in ((5, 4), (4, 3), (3,)))
    nothing = call(AVERAGE, W, b, x, 0.0, 7, 3)
    yield Case(
        "An average without dropout", nothing, "Without dropout every pass is the plain one."
    )


def _refused(x: np.ndarray, u: np.ndarray) -> Iterator[Case]:
    whole = np.rint(3 * x).astype(int)
    for name, wrong, hint in (
        ("integer activations", call(THERE, whole, 0.2, u), "Integers cannot be scaled by 1.25."),
        ("integer gradients", call(BACK, whole, 0.2, u), "Integers cannot be scaled by 1.25."),
        ("no draws in training", call(THERE, x, 0.2), "Training needs draws to decide by."),
        ("a rate of 1, back", call(BACK, x, 1.0, u), "At 1 the scale divides by 0."),
    ):
        hint = f"{hint} Raise ValueError."
        yield Case(f"Refused: {name}", wrong, hint, expects=raises(ValueError))
