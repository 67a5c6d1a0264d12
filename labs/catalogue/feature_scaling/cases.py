"""Three values by hand, then drawn tables. The scaler is never judged, only what it does."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, Scenario, call, raises, result, steps, stratified

FIT, THERE, BACK = "fit_scaler", "transform", "inverse_transform"
KINDS = ("zscore", "linear", "log")
RULES = {
    "zscore": "Subtract the mean of the training values, divide by their deviation, divisor N.",
    "linear": "The smallest training value becomes 0 and the largest one 1; nothing is cut.",
    "log": "log1p first, and then the z-score of that.",
}
LEAK = "What is transformed is scaled by the training values alone, whatever else comes with it."
FLAT = "A feature without spread becomes 0, for linear one half: there is nothing to divide by."
RETURN = "The way back undoes the steps in the opposite order."
APART = "Each scaler keeps what it has learned: keep nothing outside of it."


def scaled(kind: str, train: np.ndarray, other: np.ndarray) -> Scenario:
    return steps(call(FIT, train, kind), call(THERE, result(0), other))


def back(kind: str, train: np.ndarray, other: np.ndarray) -> Scenario:
    return steps(call(FIT, train, kind), call(BACK, result(0), other))


def visible() -> Iterator[Case]:
    train, new = np.array([1.0, 3.0, 5.0]), np.array([7.0])
    yield Case("By hand: zscore", scaled("zscore", train, train), RULES["zscore"])
    yield Case("By hand: one new value", scaled("zscore", train, new), LEAK)
    yield Case("By hand: linear", scaled("linear", train, new), RULES["linear"])
    amounts = np.array([0.0, 9.0, 99.0])
    yield Case("By hand: log", scaled("log", amounts, amounts), RULES["log"])
    table = np.array([[1.0, 200.0], [3.0, 200.0], [5.0, 200.0]])
    yield Case("A constant feature", scaled("zscore", table, table), FLAT)
    yield Case("There and back", back("linear", table, np.array([[0.25, 0.5]])), RETURN)
    yield Case(
        "An unknown kind",
        call(FIT, train, "logarithmic"),
        "Three kinds are known: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    train = np.abs(stratified(rng, -40, 60, (9, 3)) * [1, 0.01, 30])
    other = np.abs(stratified(rng, -70, 90, (5, 3)) * [1, 0.01, 30])
    other[0] = 1.3 * train.max(axis=0)
    small = stratified(rng, -2, 2, (5, 3))
    for kind in KINDS:
        yield Case(f"Training table: {kind}", scaled(kind, train, train), RULES[kind])
        yield Case(f"Other table: {kind}", scaled(kind, train, other), LEAK)
        yield Case(f"One row: {kind}", scaled(kind, train, other[:1]), LEAK)
        yield Case(f"No rows: {kind}", scaled(kind, train, other[:0]), LEAK)
        yield Case(f"Back: {kind}", back(kind, train, small), RETURN)
        yield from _flat(kind, train, other, small)
        yield from _kinds_of_arrays(kind, train, other)
    yield Case("The default", steps(call(FIT, train), call(THERE, result(0), other)), LEAK)
    yield from _together(train, other)
    yield from _refused(train, other)


def _flat(kind: str, train: np.ndarray, other: np.ndarray, small: np.ndarray) -> Iterator[Case]:
    flat = np.tile(train[:1], (7, 1))
    flat[:, 0] = 0.5
    flat[:, 1] = 0.1  # the mean of seven of them is not 0.1
    flat[:, 2] = train[:7, 1]
    yield Case(f"Constant features: {kind}", scaled(kind, flat, other), FLAT)
    yield Case(f"Constant features, back: {kind}", back(kind, flat, small), FLAT)
    yield Case(f"One training row: {kind}", scaled(kind, train[:1], other), FLAT)


def _kinds_of_arrays(kind: str, train: np.ndarray, other: np.ndarray) -> Iterator[Case]:
    one = scaled(kind, train[:, 1], other[:, 1])
    yield Case(f"One feature, (N,): {kind}", one, "X may be (N,): axis 0 holds the examples.")
    single = scaled(kind, train.astype(np.float32), other.astype(np.float32))
    yield Case(f"float32: {kind}", single, "float32 gives float32.")
    whole = scaled(kind, *(np.rint(100 * each).astype(int) for each in (train, other)))
    yield Case(f"Integers: {kind}", whole, "Integers give float64: convert them first.")
    order = scaled(kind, np.asfortranarray(train), np.asfortranarray(other))
    yield Case(f"Fortran order: {kind}", order, "How entries lie in memory must not matter.")


def _together(train: np.ndarray, other: np.ndarray) -> Iterator[Case]:
    yield Case(
        "Two scalers in turn",
        steps(
            call(FIT, train, "zscore"),
            call(FIT, other, "linear"),
            call(THERE, result(0), other),
            call(THERE, result(1), train),
            call(BACK, result(0), result(2)),
            call(THERE, result(0), other),
            judged=[result(2), result(3), result(4), result(5)],
        ),
        APART,
    )


def _refused(train: np.ndarray, other: np.ndarray) -> Iterator[Case]:
    bad, infinite = train.copy(), train.copy()
    bad[3, 1], infinite[2, 0] = np.nan, np.inf
    fewer = (result(0), other[:, :2])
    for name, wrong in (
        ("no training rows", call(FIT, train[:0])),
        ("NaN in training", call(FIT, bad, "linear")),
        ("infinity in training", call(FIT, infinite, "zscore")),
        ("negative training values for log", call(FIT, -train, "log")),
        ("negative values for log", scaled("log", train, -other)),
        ("a feature less", steps(call(FIT, train), call(THERE, *fewer))),
        ("a feature less, back", steps(call(FIT, train), call(BACK, *fewer))),
    ):
        hint = "This cannot be scaled: raise ValueError."
        yield Case(f"Refused: {name}", wrong, hint, expects=raises(ValueError))
