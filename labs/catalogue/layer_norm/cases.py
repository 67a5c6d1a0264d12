"""Three units by hand, then drawn ones. Of the cache nothing is judged but what comes of it."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    Scenario,
    Tolerance,
    call,
    either,
    floats,
    rate,
    result,
    steps,
    stratified,
    takes,
)

THERE, BACK = "layer_norm", "layer_norm_backward"
FORWARD = (
    "Mean and variance are those of one example over its units, and the variance divides by D."
)
SCALED = "First the normalized value times gamma, then plus beta, each unit with its own."
BACKWARD = "dx is (u - mean(u) - xhat mean(u xhat)) / sqrt(var + eps) with u = gamma dy."
SUMS = "dgamma and dbeta are sums over all examples: one number is left for each unit."
FAR = "Subtract the mean first and square then; of squares of large numbers no digit is left."
EQUAL = "Without any spread xhat is 0: eps keeps the root from being 0, and out is beta."
APART = "Each way back needs the cache of its own way there: keep nothing outside of it."
AGAIN = "The way back leaves the cache as it was."

UNIT = either(number=rate(), array=floats("D", wrong_shape=ValueError))
ARGUMENTS = [
    takes(THERE, x=floats("*S D"), gamma=UNIT, beta=UNIT, eps=rate(open_low=True))
    .refuses_empty(ValueError, "D")
    .judges(result(0)[0])
    .gives_like("x")
]


def forward(x: np.ndarray, *others: object) -> Scenario:
    return steps(call(THERE, x, *others), judged=result(0)[0])


def there_and_back(dy: np.ndarray, x: np.ndarray, *others: object) -> Scenario:
    return steps(call(THERE, x, *others), call(BACK, dy, result(0)[1]))


def visible() -> Iterator[Case]:
    x, one = np.array([1.0, 3.0, 5.0]), np.ones(3)
    yield Case("By hand: there", forward(x), FORWARD)
    dy = np.array([1.0, 0.0, 0.0])
    yield Case("By hand: there and back", there_and_back(dy, x, one, np.zeros(3)), BACKWARD)
    rows = np.array([[1.0, 3.0, 5.0], [100.0, 300.0, 500.0]])
    gamma, beta = np.array([1.0, 2.0, 0.5]), np.array([0.0, 1.0, -1.0])
    yield Case("Two examples, one a hundred times as large", forward(rows), FORWARD)
    yield Case("Scale and shift", forward(rows, gamma, beta), SCALED)
    slopes = np.array([[1.0, 0.0, 2.0], [0.0, -1.0, 1.0]])
    yield Case("Two examples, back", there_and_back(slopes, rows, gamma, beta), SUMS)
    yield Case("Equal units", forward(np.full((2, 3), 7.0), gamma, beta), EQUAL)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    x, dy = stratified(rng, -4, 4, (6, 5)), stratified(rng, -2, 2, (6, 5))
    gamma, beta = stratified(rng, -2, 3, 5), stratified(rng, -1, 1, 5)
    both = (gamma, beta)
    yield Case("A batch", forward(x, *both), SCALED)
    yield Case("A batch: a large eps", forward(x, *both, 0.5), "eps goes under the root.")
    yield Case("A batch, back", there_and_back(dy, x, *both), BACKWARD)
    yield Case("A batch, back: a large eps", there_and_back(dy, x, *both, 0.5), BACKWARD)
    yield from _shapes(rng, *both)
    yield from _extremes(rng, *both)
    yield from _caches(rng, *both)


def _shapes(rng: np.random.Generator, gamma: np.ndarray, beta: np.ndarray) -> Iterator[Case]:
    for name, shape in (
        ("One example", (5,)),
        ("Sequences", (2, 3, 5)),
        ("One row", (1, 5)),
        ("No examples", (0, 5)),
    ):
        x, dy = stratified(rng, -4, 4, shape), stratified(rng, -2, 2, shape)
        yield Case(f"{name}, there", forward(x, gamma, beta), FORWARD)
        yield Case(f"{name}, back", there_and_back(dy, x, gamma, beta), SUMS)
    x, dy = stratified(rng, -4, 4, (4, 1)), stratified(rng, -2, 2, (4, 1))
    yield Case("One unit, back", there_and_back(dy, x, gamma[:1], beta[:1]), EQUAL)
    x, dy, *both = (
        each.astype(np.float32) for each in (np.outer([10, -20, 30], beta), gamma * x, gamma, beta)
    )
    yield Case(
        "float32, back", there_and_back(dy[:3], x, *both), "float32 stays float32 on the way back."
    )


def _extremes(rng: np.random.Generator, gamma: np.ndarray, beta: np.ndarray) -> Iterator[Case]:
    x, dy = stratified(rng, -2, 2, (3, 5)), stratified(rng, -2, 2, (3, 5))
    digits = Tolerance(1e-6, 1e-8)  # some are lost to everybody
    yield Case("Far from zero", forward(1e6 + x, gamma, beta), FAR, tolerance=digits)
    yield Case(
        "Far from zero, back", there_and_back(dy, 1e6 + x, gamma, beta), FAR, tolerance=digits
    )
    yield Case("Tiny units", forward(1e-3 * x, gamma, beta), "eps is added under the root.")
    yield Case("Equal units, back", there_and_back(dy, np.ones((3, 5)), gamma, beta), EQUAL)
    yield Case(
        "gamma of 0, back",
        there_and_back(dy, x, 0 * gamma, beta),
        "Without scale nothing of x comes through, but gamma itself has a gradient.",
    )


def _caches(rng: np.random.Generator, gamma: np.ndarray, beta: np.ndarray) -> Iterator[Case]:
    a, b, dy = (stratified(rng, -3, 3, (4, 5)) for _ in range(3))
    yield Case(
        "Two layers: there, there, back, back",
        steps(
            call(THERE, a, gamma, beta),
            call(THERE, b, -gamma, beta),
            call(BACK, dy, result(0)[1]),
            call(BACK, dy, result(1)[1]),
            judged=[result(2), result(3)],
        ),
        APART,
    )
    yield Case(
        "Back twice",
        steps(
            call(THERE, a, gamma, beta),
            call(BACK, dy, result(0)[1]),
            call(BACK, 2 * dy, result(0)[1]),
            judged=[result(1), result(2)],
        ),
        AGAIN,
    )
