"""The pairs of a comparison that are most alike, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from grader.similarity.base_rate import BaseRate
from grader.similarity.documents import Submission
from grader.similarity.index import Floats, Index, blocks, rarest_weight

SMOOTHING = 5.0
"""Fingerprints of the rarest kind that a pair is asked for in addition: short programs that share
everything are not told as surely as long ones."""
_SPARE = 4  # times as many candidates as pairs, as a person may have several submissions


@dataclass(frozen=True)
class Candidate:
    """Two submissions by their places, and how alike they are, from 0 to 1."""

    similarity: float
    left: int
    right: int


def ranked(
    index: Index, submissions: Sequence[Submission], rows: int, most: int
) -> tuple[list[Candidate], BaseRate]:
    """The most similar pairs of different people, at most one for two people, and all pairs' rate.

    The first ``rows`` are compared with all that follow them.
    """
    people = _numbers([each.person for each in submissions])
    totals = index.totals
    offset = SMOOTHING * rarest_weight(len(set(people.tolist())))
    rate, found = BaseRate(), list[Candidate]()
    for first, shared in blocks(index, len(submissions), rows):
        alike = _similarities(shared, totals, first, offset)
        wanted = _compared(people, first, len(alike))
        rate.add(alike[wanted])
        alike[~wanted] = -1.0
        found = _best([*found, *_candidates(alike, first, most * _SPARE)], people, most)
    return found, rate


def _numbers(names: list[str]) -> NDArray[np.int64]:
    _, numbers = np.unique(np.array(names, dtype=str), return_inverse=True)
    return numbers.astype(np.int64)


def _similarities(shared: Floats, totals: NDArray[np.float64], first: int, offset: float) -> Floats:
    """What is shared, as a share of the one that has less."""
    own = totals[first : first + len(shared), None].astype(np.float32)
    shared /= np.minimum(own, totals[None, :].astype(np.float32)) + np.float32(offset)
    return shared


def _compared(people: NDArray[np.int64], first: int, rows: int) -> NDArray[np.bool_]:
    """Each pair once, and none of one person."""
    own = np.arange(first, first + rows)
    later = np.arange(len(people))[None, :] > own[:, None]
    mask: NDArray[np.bool_] = later & (people[None, :] != people[own, None])
    return mask


def _candidates(alike: Floats, first: int, most: int) -> Iterator[Candidate]:
    flat = alike.ravel()
    count = min(most, len(flat))
    if not count:
        return
    places = np.argpartition(flat, len(flat) - count)[len(flat) - count :]
    for place in places.tolist():
        if flat[place] > 0:
            row, column = divmod(place, alike.shape[1])
            yield Candidate(float(flat[place]), row + first, column)


def _best(candidates: list[Candidate], people: NDArray[np.int64], most: int) -> list[Candidate]:
    kept: dict[tuple[int, int], Candidate] = {}
    for each in sorted(candidates, key=lambda c: (-c.similarity, c.left, c.right)):
        pair = sorted((int(people[each.left]), int(people[each.right])))
        kept.setdefault((pair[0], pair[1]), each)
    return list(kept.values())[:most]
