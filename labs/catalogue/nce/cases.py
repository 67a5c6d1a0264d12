"""Two examples by hand, hits and repeats, then drawn batches. Refusals follow from ARGUMENTS."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from grader import reference
from grader.lab import Case, call, classes, floats, raises, result, stratified, takes, word

LOSS, GRAD = "nce_loss", "nce_loss_grad"
FORMULA = (
    "The loss is the sum of sigmoid cross-entropies: target 1/T for true classes, 0 for candidates."
)
CORRECTED = "log q is subtracted from every logit, that of the true class with q_true."
HITS = "A candidate that is a true class of the row counts for nothing in that row."
KEPT = "With remove_hits=False every candidate counts in every row, accidental hits too."
REPEATS = "A class that occurs several times is in rows once, with the sum of its gradients."
SEVERAL = "T true classes have the target 1/T each."
LARGE = "exp(800) is too large for a float: log(1 + exp(u)) is max(u, 0) + log1p(exp(-|u|))."
MEAN = "The mean is over the rows of x, and its gradient is divided by their number."

Q = {"low": 0, "open_low": True, "outside": ValueError, "wrong_shape": ValueError}
BATCH = {
    "W": floats("C d"),
    "b": floats("C", wrong_shape=ValueError),
    "x": floats("B d", wrong_shape=ValueError),
    "sampled": classes("S", below="C", outside=ValueError, wrong_type=TypeError),
    "q_sampled": floats("S", **Q),
}
ONE = BATCH | {
    "labels": classes("B", below="C", outside=ValueError, wrong_type=TypeError),
    "q_true": floats("B", low=0, open_low=True, outside=ValueError),
}
MORE = BATCH | {
    "labels": classes("B T", below="C"),
    "q_true": floats("B T", low=0, open_low=True, outside=ValueError),
}
ARGUMENTS = [
    takes(LOSS, **ONE, reduction=word("none")).may_be_empty("B"),
    takes(LOSS, **MORE, reduction=word("mean")).refuses_empty(ValueError, "B"),
    takes(GRAD, **ONE, reduction=word("mean")).refuses_empty(ValueError, "B").judges(result(0)[0]),
    takes(GRAD, **MORE, reduction=word("sum")).judges(result(0)[0]),
]


def right_gradient(answer: tuple[np.ndarray, ...], inputs: dict[str, Any]) -> str | None:
    """The gradients are the reference's, whatever the order of the rows."""
    expected = reference.nce_loss_grad(**inputs)
    x, rows, w, b = answer
    order = np.argsort(rows, kind="stable")
    if not np.array_equal(rows[order], expected.rows):
        return "rows holds each class of labels and sampled once, and no other."
    if not _near(x, expected.x):
        return (
            "The gradient by x is wrong: the slope of each logit, times the row of W that it used."
        )
    if not _near(b[order], expected.b):
        return "The gradient by b is wrong: for each class the sum of the slopes of its logits."
    if not _near(w[order], expected.W):
        return "The gradient by W is wrong: for each class the sum of slope times row of x."
    return None


def by_class(answer: tuple[np.ndarray, ...]) -> tuple[np.ndarray, ...]:
    x, rows, w, b = answer
    order = np.argsort(rows, kind="stable")
    return x, rows[order], w[order], b[order]


def _near(found: np.ndarray, expected: np.ndarray) -> bool:
    single = expected.dtype == np.float32
    rtol, atol = (1e-5, 2e-6) if single else (1e-9, 1e-12)
    return np.allclose(found, expected, rtol, atol)


def gradient(name: str, hint: str, *args: Any, **options: Any) -> Case:
    return Case(name, call(GRAD, *args, **options), hint, check=right_gradient, in_order=by_class)


W = np.arange(1.0, 13).reshape(4, 3) / 10
B = np.array([0.1, 0.0, -0.1, 0.2])
X = np.array([[1.0, -1.0, 0.5], [0.2, 0.3, -0.4]])
COUNTS = 2 * np.log1p(1 / np.arange(1, 5)) / np.log(5)


def visible() -> Iterator[Case]:
    y, s = np.array([0, 2]), np.array([0, 1])
    hand = (W, B, X, y, s, COUNTS[y], COUNTS[s])
    yield Case("By hand: losses", call(LOSS, *hand), FORMULA)
    yield gradient("By hand: gradient of the mean", FORMULA, *hand)
    yield Case("By hand, hits removed", call(LOSS, *hand, remove_hits=True), HITS)
    yield Case("By hand, hits kept", call(LOSS, *hand, remove_hits=False), KEPT)
    two = np.array([[0, 3], [2, 1]])
    yield Case(
        "Two true classes each", call(LOSS, W, B, X, two, s, COUNTS[two], COUNTS[s]), SEVERAL
    )
    often = np.array([1, 3, 1, 1])
    repeated = (W, B, X, y, often, COUNTS[y], COUNTS[often])
    yield gradient("A candidate three times", REPEATS, *repeated)
    yield Case(
        "A label of -1",
        call(LOSS, W, B, X, np.array([0, -1]), s, COUNTS[y], COUNTS[s]),
        "NumPy takes -1 for the last class. Classes run from 0 to C - 1: raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    one, more = _batch(rng, 1), _batch(rng, 2)
    yield Case("Six rows: losses", call(LOSS, *one, remove_hits=True), HITS)
    yield Case("Six rows, hits kept: losses", call(LOSS, *one, remove_hits=False), KEPT)
    yield Case("Six rows: losses, as remove_hits has it by default", call(LOSS, *one), KEPT)
    yield Case("Six rows: mean", call(LOSS, *one, reduction="mean"), MEAN)
    yield Case("Six rows: sum", call(LOSS, *one, reduction="sum"), "The sum is over the rows of x.")
    yield gradient("Six rows: gradient of the mean", MEAN, *one)
    yield gradient("Six rows: gradient of the sum", FORMULA, *one, reduction="sum")
    yield gradient("Six rows, hits removed: gradient", HITS, *one, remove_hits=True)
    yield gradient("Six rows, hits kept: gradient", KEPT, *one, remove_hits=False)
    yield Case("Two true classes: losses", call(LOSS, *more, remove_hits=True), SEVERAL)
    yield Case("Two true classes, hits kept", call(LOSS, *more, remove_hits=False), SEVERAL)
    yield gradient("Two true classes: gradient", SEVERAL, *more, remove_hits=True)
    yield gradient("Two true classes, hits kept: gradient", SEVERAL, *more, remove_hits=False)
    yield from _special(rng, one)


def _batch(rng: np.random.Generator, t: int) -> tuple[np.ndarray, ...]:
    """Six rows over nine classes; two of the six candidates are hits, and one comes twice."""
    w, b, x = (
        stratified(rng, -1, 1, (9, 4)),
        stratified(rng, -1, 1, 9),
        stratified(rng, -2, 2, (6, 4)),
    )
    number = rng.permutation(9)
    labels = number[np.array([[0, 1], [1, 2], [2, 3], [3, 4], [4, 5], [0, 5]])[:, :t]]
    sampled = rng.permutation(number[[0, 4, 6, 7, 7, 8]])
    q = stratified(rng, 0.1, 2, 9)
    labels = labels[:, 0] if t == 1 else labels
    return w, b, x, labels, sampled, q[labels], q[sampled]


def _special(rng: np.random.Generator, one: tuple[np.ndarray, ...]) -> Iterator[Case]:
    w, b, x, y, s, qt, qs = one
    column = (w, b, x, y[:, None], s, qt[:, None], qs)
    yield Case("Labels as a column", call(LOSS, *column), "(B,) and (B, 1) are the same labels.")
    plain = (np.ones(6), np.ones(6))
    yield Case("All counts 1", call(LOSS, w, b, x, y, s, *plain), FORMULA)
    half = (w, b, x, y, s, qt, qs / 2)
    yield Case("Candidates with half of the counts", call(LOSS, *half), CORRECTED)
    yield gradient("Candidates with half of the counts: gradient", CORRECTED, *half)
    size = np.array([1, 1, 1, 1, 2000, 2000])[:, None]
    far = (2000 * w, b, x / size, y, s, qt, qs)  # the last two rows stay ordinary
    yield Case("Logits of thousands", call(LOSS, *far), LARGE)
    yield gradient("Logits of thousands: gradient", LARGE, *far)
    single = tuple(a.astype(np.float32) if a.dtype.kind == "f" else a for a in one)
    yield gradient("float32: gradient", "float32 in gives float32 out.", *single)
    everyone = rng.permutation(9)
    full = (w, b, x, y, everyone, np.ones(6), np.ones(9))
    yield Case("Every class a candidate", call(LOSS, *full, remove_hits=True), HITS)
    yield gradient("Every class a candidate: gradient", HITS, *full, remove_hits=True)
    yield Case(
        "A count of 0",
        call(LOSS, w, b, x, y, s, qt, qs * (np.arange(6) > 0)),
        "An expected count is positive: raise ValueError.",
        expects=raises(ValueError),
    )
    yield Case(
        "q_true of another shape",
        call(LOSS, w, b, x, y, s, qt[:1], qs),
        "q_true has the shape of labels: raise ValueError for any other.",
        expects=raises(ValueError),
    )
