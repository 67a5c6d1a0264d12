"""Scores and votes by hand, ties and drawn tournaments. The rules follow from ARGUMENTS."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from grader.lab import Case, call, floats, raises, takes

OVA, OVO = "ova_predict", "ovo_predict"
LARGEST = "The class with the largest score, whatever its sign is."
COUNT = (
    "True in the column of (i, j) is a vote for i, False one for j; the class with most votes wins."
)
ORDER = "The pairs come in lexical order: (0,1), (0,2), …, (1,2), …"
LOWEST = "Of equal classes the one with the lowest number wins."
ALWAYS = "There is always an answer, also where no model says yes or where several do."

ARGUMENTS = [
    takes(OVA, scores=floats("*S C", nan=ValueError, float32=False, ties=False, zeros=False))
    .refuses_empty(ValueError, "C")
    .in_order("*S", "C")
]


def visible() -> Iterator[Case]:
    scores = np.array([[0.5, 2.0, -1.0], [-1.2, -0.3, -2.0]])
    yield Case("By hand: scores", call(OVA, scores), LARGEST)
    yield Case("Equal scores", call(OVA, np.array([[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]])), LOWEST)
    votes = np.array([[True, False, False], [True, True, False], [False, True, True]])
    yield Case("By hand: votes", call(OVO, votes, 3), COUNT)
    yield Case("A circle of votes", call(OVO, np.array([[True, False, True]]), 3), LOWEST)
    yield Case(
        "Both ways round",
        call(OVO, np.zeros((1, 6), bool), 3),
        "Three classes have 3 pairs, not 6: each pair is asked once. Raise ValueError.",
        expects=raises(ValueError),
    )


def ranked(order: np.ndarray) -> np.ndarray:
    """The votes of a row in which the classes beat each other in this order."""
    place = np.argsort(order)
    return np.array([place[i] < place[j] for i, j in combinations(range(order.size), 2)])


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    yield from _scores(rng)
    yield from _votes(rng)
    yield from _refused(rng)


def drawn_scores(rng: np.random.Generator) -> np.ndarray:
    """Nine rows whose classes have the same ranks and signs in every draw; one is all negative."""
    levels = np.random.default_rng(1).permutation(45).reshape(9, 5)
    scores = 0.2 * levels - 4.5 + rng.uniform(-0.05, 0.05, (9, 5))
    scores[2] -= scores[2].max() + 0.1
    return np.asarray(scores)


def _scores(rng: np.random.Generator) -> Iterator[Case]:
    scores = drawn_scores(rng)
    yield Case("Nine rows of scores", call(OVA, rng.permutation(scores)), LARGEST)
    yield Case("All scores negative", call(OVA, scores - 9), ALWAYS)
    yield Case("All scores large", call(OVA, scores + 900), ALWAYS)
    yield Case("Scores near 1e-9", call(OVA, scores * 1e-9), LARGEST)
    yield Case("As many rows as classes", call(OVA, scores[:5]), LARGEST)
    tied = np.tile([4.0, 1.0, 4.0, 0.0, 4.0], (3, 1))
    tied[1, 0], tied[2, 0], tied[2, 2] = 0, 0, 1
    yield Case("Rows with equal scores", call(OVA, tied[rng.permutation(3)]), LOWEST)
    row = np.array([-3.6, 1.1, -0.4, 2.7, 0.6]) + rng.uniform(-0.1, 0.1, 5)
    yield Case("One row without its axis", call(OVA, row), "One row gives one class.")
    near = 2**53 + rng.permutation(np.array([[0, 1], [1, 0], [0, 1]]), axis=0)
    yield Case(
        "Integers that are equal as floats",
        call(OVA, near),
        "Compare the integers themselves: 2^53 and 2^53 + 1 are the same float.",
    )
    zeros = rng.permutation([[-0.0, 0.0, -1.0], [-2.0, -0.0, 0.0]])
    yield Case(
        "Zeros of both signs", call(OVA, zeros), "0 and -0 are equal, so the first of them wins."
    )
    endless = rng.permutation([[-np.inf, -3.0, -5.0], [-np.inf, -np.inf, np.inf]])
    yield Case("Infinite scores", call(OVA, endless), LARGEST)
    low = np.full((2, 3), -np.inf)
    yield Case("All scores -∞", call(OVA, low), LOWEST)


def _votes(rng: np.random.Generator) -> Iterator[Case]:
    fixed = np.random.default_rng(4)
    orders = np.array([fixed.permutation(5) for _ in range(5)])
    for first, order in enumerate(orders):  # every class wins once
        orders[first] = np.r_[first, order[order != first]]
    orders = rng.permutation(orders)
    clear = np.array([ranked(order) for order in orders])
    yield Case("A winner against all others", call(OVO, clear, 5), COUNT, weight=2)
    other = np.array([ranked(order[::-1]) for order in orders])
    yield Case("Losers against all others", call(OVO, other, 5), ORDER)
    four = np.array([[bool(number >> k & 1) for k in range(6)] for number in range(64)])
    yield Case("Four classes, all 64 answers", call(OVO, four, 4), COUNT, weight=2)
    circle = np.array([[True, False, True], [False, True, False]])
    yield Case("Two circles", call(OVO, circle[rng.permutation(2)], 3), LOWEST)
    two = rng.permutation([[True], [False], [False]])
    yield Case("Two classes", call(OVO, two, 2), "One vote decides between two classes.")
    yield Case("One class", call(OVO, np.zeros((3, 0), bool), 1), "Without a rival class 0 wins.")
    yield Case("No rows", call(OVO, np.zeros((0, 6), bool), 4), "No rows, no classes: shape (0,).")
    many = rng.permutation([ranked(fixed.permutation(40)) for _ in range(4)])
    yield Case("Forty classes, 780 pairs", call(OVO, many, 40), ORDER)
    all_for_last = np.zeros((2, 45), bool)
    all_for_last[0] = True
    yield Case("All for i, all for j", call(OVO, all_for_last, 10), COUNT)
    fortran = np.asfortranarray(four[10:40])
    fortran.flags.writeable = False
    yield Case(
        "Read-only votes in Fortran order",
        call(OVO, fortran, 4),
        "The votes may be read-only, and lie in memory in any order: work by index.",
    )


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    for pairs in (3, 5, 7, 12):
        votes = np.zeros((2, pairs), bool)
        hint = "Four classes have 6 pairs; with another number of columns raise ValueError."
        yield Case(f"{pairs} columns", call(OVO, votes, 4), hint, expects=raises(ValueError))
    for what, wrong in (("Integers", np.eye(3, dtype=int)), ("Floats", np.eye(3))):
        yield Case(
            f"{what} for bools",
            call(OVO, wrong, 3),
            "Votes are bools; scores or counts mean something else. Raise TypeError.",
            expects=raises(TypeError),
        )
    row = np.array([True, False, True])
    yield Case(
        "One row of votes without its axis",
        call(OVO, row[rng.permutation(3)], 3),
        "Votes have two axes, also those of a single row: raise ValueError.",
        expects=raises(ValueError),
    )
    yield Case(
        "No classes at all",
        call(OVO, np.zeros((2, 0), bool), 0),
        "There is at least one class: raise ValueError.",
        expects=raises(ValueError),
    )
