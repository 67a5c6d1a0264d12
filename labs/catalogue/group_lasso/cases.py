"""Groups by hand, then drawn ones. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, floats, integers, rate, stratified, takes

VALUE, GRAD, PROX = "group_lasso", "group_lasso_grad", "prox_group_lasso"
SUM = "Each group adds the root of its size times its length, the root of its sum of squares."
SLOPE = "A weight's slope is the weight over the length of its group, times the root of the size."
SHRINK = "All weights of a group have one factor, 1 - t sqrt(p) / length, and it is never below 0."
ZEROS = "A group of zeros has no length to divide by: the answer for it is 0."
NAMES = "Group numbers are names: they may be negative, huge, and need not come in order."

W = floats("D", ties=False)
GROUPS = integers("D", low=-1, high=0, wrong_shape=ValueError, wrong_type=TypeError)
ARGUMENTS = [
    takes(VALUE, w=W, groups=GROUPS).may_be_empty("D").in_order("D").gives_number(),
    takes(GRAD, w=W, groups=GROUPS).may_be_empty("D").in_order("D").gives_like("w"),
    takes(PROX, v=W, t=rate(outside=ValueError), groups=GROUPS)
    .may_be_empty("D")
    .in_order("D")
    .gives_like("v"),
]
LENGTHS = {3: 4.0, 8: 2.5, 4: 0.5, 1: 1.5}
"""Of four groups of 5, 4, 2 and 1 weights: t near 0.5 drops the third and keeps the others."""


def visible() -> Iterator[Case]:
    w, groups = np.array([1.0, -2.0, 5.0, -1.0, 3.0]), np.array([7, 2, 7, 7, 7])
    yield Case("By hand: penalty", call(VALUE, w, groups), SUM)
    yield Case("By hand: gradient", call(GRAD, w, groups), SLOPE)
    yield Case("By hand: prox", call(PROX, w, 1.5, groups), SHRINK)
    yield Case(
        "By hand: prox drops a group",
        call(PROX, np.array([1.0, -1.0, 1.0, 1.0, 3.0]), 2.0, np.array([0, 0, 0, 0, 1])),
        "The length of the first group is 2, and t sqrt(p) is 4: nothing of it is left.",
    )
    yield Case(
        "Gradient of a group of zeros",
        call(GRAD, np.array([0.0, 3.0, 0.0, -4.0]), np.array([1, 5, 1, 5])),
        ZEROS,
    )


def in_groups(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Weights of four groups of known lengths, mixed, and their group numbers."""
    groups = np.repeat(list(LENGTHS), [5, 4, 2, 1])
    w = stratified(rng, 0.5, 1.5, 12) * rng.permuted(np.tile([1.0, -1.0], 6))
    for number, length in LENGTHS.items():
        part = w[groups == number]
        w[groups == number] = part * (length / np.linalg.norm(part))
    mixed = np.argsort(np.arange(12) * 5 % 12)  # no two neighbors of one group
    return w[mixed], groups[mixed]


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    (w, groups), t = in_groups(rng), float(rng.uniform(0.48, 0.52))
    yield from _each("Four groups of different sizes", w, t, groups)
    side_by_side = np.sort(groups)
    yield Case("Groups side by side", call(PROX, w[np.argsort(groups)], t, side_by_side), SHRINK)
    yield from _names(w, t, groups)
    yield from _edges(rng, w, groups)
    yield Case(
        "Weights of 1e100 and of 1e-100",
        call(GRAD, stratified(rng, 1, 2, 6) * np.repeat([1e100, 1e-100], 3), np.repeat([0, 1], 3)),
        "The gradient depends on the direction of a group alone: nothing may be added to a length.",
    )


def _each(name: str, w: np.ndarray, t: float, groups: np.ndarray) -> Iterator[Case]:
    yield Case(f"{name}: penalty", call(VALUE, w, groups), SUM)
    yield Case(f"{name}: gradient", call(GRAD, w, groups), SLOPE)
    yield Case(f"{name}: prox", call(PROX, w, t, groups), SHRINK)


def _names(w: np.ndarray, t: float, groups: np.ndarray) -> Iterator[Case]:
    names = {3: -(10**12), 8: 10**15, 4: -3, 1: 0}
    odd = np.array([names[number] for number in groups.tolist()])
    for function, rates in ((VALUE, ()), (GRAD, ()), (PROX, (t,))):
        yield Case(
            f"Negative and huge group numbers: {function}", call(function, w, *rates, odd), NAMES
        )
    alone = np.arange(12)[::-1].copy()
    yield Case("Every weight alone: penalty", call(VALUE, w, alone), SUM)
    yield Case(
        "Every weight alone: prox",
        call(PROX, w, t, alone),
        "In groups of one the group lasso is the L1 penalty, and its prox the soft threshold.",
    )
    yield Case("One group", call(PROX, w, t, np.full(12, 4)), SHRINK)
    yield Case("One weight", call(GRAD, w[:1], groups[:1]), SLOPE)


def _edges(rng: np.random.Generator, w: np.ndarray, groups: np.ndarray) -> Iterator[Case]:
    zeros = np.where(groups == 8, 0.0, w)
    yield Case("A group of zeros: gradient", call(GRAD, zeros, groups), ZEROS)
    yield Case("A group of zeros: prox", call(PROX, zeros, 0.1, groups), ZEROS)
    yield Case(
        "A group of zeros, t = 0",
        call(PROX, zeros, 0.0, groups),
        "With t = 0 nothing changes; 0 / 0 is NaN in a group of zeros.",
    )
    yield Case(
        "As long as t sqrt(p)",
        call(PROX, np.array([1.0, 5.0, -1.0, 3.0, 3.0]), 3.0, np.array([0, 0, 0, 0, 1])),
        "A group exactly as long as t sqrt(p) becomes 0.",
    )
    yield Case(
        "A large t",
        call(PROX, w, float(rng.uniform(20, 30)), groups),
        "Where t sqrt(p) is more than a group's length the group becomes 0, and its signs stay.",
    )
