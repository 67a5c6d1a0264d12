"""The inverted index: which submissions share a fingerprint, and what all pairs share.

For each fingerprint there is a list of the submissions that have it. What a pair shares is summed
over these lists, so a pair that shares nothing costs nothing, and sets are never compared. What
more than a share of the class has is an idiom of the lab and left out, which also bounds the lists.

Memory: 4 bytes for each pair of a block of rows and all columns; 16 MB at 2,000 submissions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

ROWS = 1000
"""Of a block: with 10,000 submissions it has 40 MB."""


@dataclass(frozen=True)
class Index:
    """What is left of all submissions after common fingerprints are taken out.

    ``prints`` are the ids of each submission's fingerprints, ascending; ``weights`` and ``owners``
    are those of a fingerprint by its id: how much it tells, and how many people have it.
    """

    prints: list[Ints]
    weights: NDArray[np.float64]
    owners: Ints
    hashes: Hashes
    common: int

    @property
    def totals(self) -> NDArray[np.float64]:
        """What a submission could share at most."""
        return np.array([self.weights[ids].sum() for ids in self.prints])

    def hash_set(self, ids: Ints) -> set[int]:
        """The hashes with these ids."""
        return set(self.hashes[ids].tolist())


def build(
    prints: Sequence[Hashes], owners: Sequence[int], known: Hashes, most_owners: int
) -> Index:
    """The index of submissions.

    Args:
        prints: the fingerprints of each submission.
        owners: a number for the person of each; what one person has twice counts once.
        known: fingerprints that are subtracted: of starter code and the lab's own programs.
        most_owners: what more people have than this is common.
    """
    sets = [np.unique(each) for each in prints]
    if not sets:
        nothing = np.empty(0, np.int64)
        return Index([], nothing.astype(float), nothing, nothing.astype(np.uint64), 0)
    lengths = [len(each) for each in sets]
    rows = np.repeat(np.arange(len(sets)), lengths)
    flat = np.concatenate(sets)
    hashes, ids = np.unique(flat, return_inverse=True)
    people = np.asarray(owners, np.int64)[rows] if len(rows) else np.empty(0, np.int64)
    pairs = np.unique(np.stack([ids, people], axis=1), axis=0) if len(ids) else np.empty((0, 2))
    counts = np.bincount(pairs[:, 0].astype(np.int64), minlength=len(hashes))
    class_size = len(set(owners))
    usable = (counts <= most_owners) & ~np.isin(hashes, known)
    weights = np.where(usable, _weight(counts, class_size), 0.0)
    usable &= weights > 0
    kept = [ids_of[usable[ids_of]] for ids_of in np.split(ids, np.cumsum(lengths)[:-1])]
    return Index(kept, weights, counts, hashes, int((~usable).sum()))


def rarest_weight(class_size: int) -> float:
    """Of a fingerprint that two people have."""
    return float(_weight(np.array([2]), class_size)[0])


def _weight(owners: Ints, class_size: int) -> NDArray[np.float64]:
    """The square of the bits that a fingerprint tells: a few rare ones outweigh many idioms."""
    bits = np.log2((max(class_size, 2) + 1) / np.maximum(owners, 2))
    weights: NDArray[np.float64] = bits * bits
    return weights


def blocks(index: Index, columns: int, rows: int) -> Iterator[tuple[int, Floats]]:
    """What the first ``rows`` submissions share with the first ``columns``, in blocks of rows."""
    lengths = [len(ids) for ids in index.prints[:columns]]
    flat = np.concatenate(index.prints[:columns]) if columns else np.empty(0, np.int64)
    owners = np.repeat(np.arange(columns), lengths)
    order = np.argsort(flat, kind="stable")
    flat, owners = flat[order], owners[order]
    starts = np.flatnonzero(np.r_[True, flat[1:] != flat[:-1]]) if len(flat) else flat
    lists = np.split(owners, starts[1:]) if len(starts) else []
    ids = flat[starts]
    for first in range(0, rows, ROWS):
        last = min(first + ROWS, rows)
        shared = np.zeros((last - first, columns), np.float32)
        for fingerprint, listed in zip(ids, lists, strict=True):
            if len(listed) < 2:
                continue
            own = listed[np.searchsorted(listed, first) : np.searchsorted(listed, last)]
            if len(own):
                shared[np.ix_(own - first, listed)] += index.weights[fingerprint]
        yield first, shared
