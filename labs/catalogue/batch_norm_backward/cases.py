"""Three examples by hand, then drawn ones. Of the cache nothing is judged but what comes of it."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, Scenario, call, floats, rate, result, steps, stratified, takes

THERE, BACK = "batchnorm_train", "batchnorm_backward"
FORWARD = "Mean and variance are those of each column over the batch, with the divisor N."
BACKWARD = "dx is gamma / sqrt(var + eps) times (dy - mean(dy) - xhat mean(dy xhat))."
SUMS = "dgamma and dbeta are sums over the examples: one number is left for each unit."
ALONE = "Without any spread xhat is 0: only the mean is taken off dy, and eps is under the root."
APART = "Each way back needs the cache of its own way there: keep nothing outside of it."
AGAIN = "The way back leaves the cache as it was."

A_UNIT = floats("D", wrong_shape=ValueError)
ARGUMENTS = [
    takes(THERE, x=floats("N D"), gamma=A_UNIT, beta=A_UNIT, eps=rate(open_low=True))
    .refuses_empty(ValueError, "N")
    .judges(result(0)[0])
    .gives_like("x")
]


def there_and_back(dy: np.ndarray, x: np.ndarray, *others: object) -> Scenario:
    return steps(call(THERE, x, *others), call(BACK, dy, result(0)[1]))


def one_part(part: int, dy: np.ndarray, x: np.ndarray, *others: object) -> Scenario:
    return steps(call(THERE, x, *others), call(BACK, dy, result(0)[1]), judged=result(1)[part])


def visible() -> Iterator[Case]:
    x, dy = np.array([[1.0], [3.0], [5.0]]), np.array([[1.0], [0.0], [0.0]])
    one, zero = np.ones(1), np.zeros(1)
    there = steps(call(THERE, x, one, zero), judged=result(0)[0])
    yield Case("By hand: there", there, FORWARD)
    yield Case("By hand: dx", one_part(0, dy, x, one, zero), BACKWARD)
    yield Case("By hand: dgamma", one_part(1, dy, x, one, zero), SUMS)
    yield Case("By hand: dbeta", one_part(2, dy, x, one, zero), SUMS)
    x = np.array([[1.0, 2.0], [3.0, 2.0], [5.0, 8.0]])
    dy = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    gamma, beta = np.array([1.0, 2.0]), np.array([0.0, 1.0])
    yield Case("Two units", there_and_back(dy, x, gamma, beta), BACKWARD)
    yield Case("One example", there_and_back(dy[:1], x[:1], gamma, beta), ALONE)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    x, dy = stratified(rng, -4, 4, (7, 4)), stratified(rng, -2, 2, (7, 4))
    gamma, beta = stratified(rng, -2, 3, 4), stratified(rng, -1, 1, 4)
    both = (gamma, beta)
    there = steps(call(THERE, x, *both), judged=result(0)[0])
    yield Case("A batch: there", there, FORWARD)
    for part, (name, hint) in enumerate((("dx", BACKWARD), ("dgamma", SUMS), ("dbeta", SUMS))):
        yield Case(f"A batch: {name}", one_part(part, dy, x, *both), hint)
    yield Case("A batch: a large eps", there_and_back(dy, x, *both, 0.5), BACKWARD)
    square = there_and_back(dy[:4], x[:4], *both)
    yield Case("As many examples as units", square, BACKWARD)
    yield from _edges(x, dy, *both)
    yield from _caches(rng, *both)


def _edges(x: np.ndarray, dy: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> Iterator[Case]:
    yield Case("One example of four units", there_and_back(dy[:1], x[:1], gamma, beta), ALONE)
    constant = x.copy()
    constant[:, 2] = -1.5
    yield Case("A constant unit", there_and_back(dy, constant, gamma, beta), ALONE)
    yield Case(
        "gamma of 0",
        there_and_back(dy, x, 0 * gamma, beta),
        "Without scale nothing of x comes through, but gamma itself has a gradient.",
    )
    same = np.ones(x.shape)
    yield Case(
        "All outputs count alike",
        one_part(0, same, x, gamma, beta),
        "If the loss is the sum of the outputs, no x can change it: dx is 0.",
    )
    yield Case("A wide spread", there_and_back(dy, 1e4 * x, gamma, beta), BACKWARD)
    single = [each.astype(np.float32) for each in (dy, x, gamma, beta)]
    hint = "float32 stays float32 on the way back."
    yield Case("float32", there_and_back(single[0], *single[1:]), hint)
    whole = [np.rint(each).astype(int) for each in (3 * x, 2 * gamma, 4 * beta)]
    yield Case(
        "Integers", there_and_back(dy, *whole), "Whole numbers give float64: convert them first."
    )


def _caches(rng: np.random.Generator, gamma: np.ndarray, beta: np.ndarray) -> Iterator[Case]:
    a, b, dy = (stratified(rng, -3, 3, (5, 4)) for _ in range(3))
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
