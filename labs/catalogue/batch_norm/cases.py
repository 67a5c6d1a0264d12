"""Three examples by hand, then drawn ones. Of the cache mean and var are judged."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    Scenario,
    Tolerance,
    call,
    floats,
    rate,
    result,
    steps,
    stratified,
    takes,
)

TRAIN, INFER, UPDATE = "batchnorm_train", "batchnorm_infer", "bn_update"
COLUMNS = "Mean and variance are those of each column over the batch, with the divisor N."
SCALED = "First the normalized value times gamma, then plus beta, each unit with its own."
STORED = "In prediction the stored mean and variance count, whatever else is in the batch."
MOVED = "The old value keeps the share momentum, and the batch gets the rest."
STATISTICS = "cache.mean and cache.var are those of the batch: (D,), divisor N, without eps."
FAR = "Subtract the mean first and square then; of squares of large numbers no digit is left."
ALONE = "Without any spread xhat is 0, and out is beta: eps keeps the root from being 0."

JUDGED = (result(0)[0], result(0)[1].mean, result(0)[1].var)
A_UNIT = floats("D", wrong_shape=ValueError)
BATCH = {"x": floats("N D"), "gamma": A_UNIT, "beta": A_UNIT}
EPS = {"eps": rate(open_low=True)}
ARGUMENTS = [
    takes(TRAIN, **BATCH, **EPS).refuses_empty(ValueError, "N").judges(JUDGED),
    takes(
        INFER,
        **BATCH,
        mean=A_UNIT,
        var=floats("D", low=0, outside=ValueError, wrong_shape=ValueError),
        **EPS,
    )
    .may_be_empty("N")
    .gives_like("x"),
    takes(
        UPDATE,
        old=floats("*S"),
        batch=floats("*S", wrong_shape=ValueError),
        momentum=rate(0, 1, outside=ValueError),
    ).gives_like("old"),
]


def out_of(x: np.ndarray, *others: object) -> Scenario:
    return steps(call(TRAIN, x, *others), judged=result(0)[0])


def statistics(x: np.ndarray, *others: object) -> Scenario:
    return steps(call(TRAIN, x, *others), judged=JUDGED[1:])


def visible() -> Iterator[Case]:
    x = np.array([[1.0, 2.0], [3.0, 2.0], [5.0, 8.0]])
    gamma, beta = np.array([1.0, 2.0]), np.array([0.0, 1.0])
    plain = np.ones(2), np.zeros(2)
    yield Case("By hand: without scale and shift", out_of(x, *plain), COLUMNS)
    yield Case("By hand: training", out_of(x, gamma, beta), SCALED)
    yield Case("By hand: statistics", statistics(x, gamma, beta), STATISTICS)
    yield Case(
        "By hand: a stored variance", call(UPDATE, np.ones(2), np.array([8 / 3, 8.0])), MOVED
    )
    stored = np.array([3.0, 4.0]), np.array([4.0, 9.0])
    yield Case("By hand: prediction", call(INFER, x[:1] + beta + 1, gamma, beta, *stored), STORED)
    yield Case("One example", out_of(x[:1], gamma, beta), ALONE)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    x = stratified(rng, -4, 4, (7, 4))
    gamma, beta = stratified(rng, -2, 3, 4), stratified(rng, -1, 1, 4)
    yield Case("A batch", out_of(x, gamma, beta), SCALED)
    yield Case("A batch: a large eps", out_of(x, gamma, beta, 0.5), "eps goes under the root.")
    yield Case("A batch: statistics", statistics(x, gamma, beta, 0.5), STATISTICS)
    yield Case("As many examples as units", out_of(x[:4], gamma, beta), COLUMNS)
    yield from _extremes(x, gamma, beta)
    yield from _prediction(rng, x, gamma, beta)
    yield from _whole(x, gamma, beta)


def _extremes(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> Iterator[Case]:
    yield Case("One example: its statistics", statistics(x[:1], gamma, beta), ALONE)
    constant = x.copy()
    constant[:, 1] = 2.5
    yield Case("A constant unit", out_of(constant, gamma, beta), ALONE)
    digits = Tolerance(1e-8, 1e-10)  # some are lost to everybody
    yield Case("Far from zero", out_of(1e5 + x, gamma, beta), FAR, tolerance=digits)
    far = statistics(1e5 + x, gamma, beta)
    yield Case("Far from zero: statistics", far, FAR, tolerance=digits)
    yield Case("A small spread", out_of(0.01 * x, gamma, beta), "eps is added under the root.")
    single = [each.astype(np.float32) for each in (x, gamma, beta)]
    yield Case("float32: statistics", statistics(*single), "float32 gives float32 statistics.")


def _prediction(
    rng: np.random.Generator, x: np.ndarray, gamma: np.ndarray, beta: np.ndarray
) -> Iterator[Case]:
    stored = stratified(rng, -2, 2, 4), stratified(rng, 0.5, 6, 4)
    yield Case("Prediction for a batch", call(INFER, x, gamma, beta, *stored), STORED)
    for n in range(2):
        row = call(INFER, x[n : n + 1], gamma, beta, *stored)
        yield Case(f"Prediction for row {n + 1} alone", row, STORED)
    small = stored[0], stored[1] * 1e-3
    yield Case(
        "Prediction with small variances",
        call(INFER, x, gamma, beta, *small),
        "In prediction eps goes under the root as well.",
    )
    old, batch = stratified(rng, -3, 3, (2, 3)), stratified(rng, -9, 9, (2, 3))
    yield Case("A stored matrix", call(UPDATE, old, batch, 0.8), MOVED)
    yield Case("The default momentum", call(UPDATE, old, batch), MOVED)
    for momentum in (0.0, 1.0):
        yield Case(f"momentum {momentum:g}", call(UPDATE, old, batch, momentum), MOVED)


def _whole(x: np.ndarray, gamma: np.ndarray, beta: np.ndarray) -> Iterator[Case]:
    """Two batches of training, and a prediction with what was collected."""
    yield Case(
        "Two batches, then a prediction",
        steps(
            call(TRAIN, x[:4], gamma, beta),
            call(UPDATE, np.zeros(4), result(0)[1].mean, 0.6),
            call(UPDATE, np.ones(4), result(0)[1].var, 0.6),
            call(TRAIN, x[4:], gamma, beta),
            call(UPDATE, result(1), result(3)[1].mean, 0.6),
            call(UPDATE, result(2), result(3)[1].var, 0.6),
            call(INFER, x, gamma, beta, result(4), result(5)),
        ),
        "The statistics of every batch are collected, and used in prediction.",
        weight=2,
    )
