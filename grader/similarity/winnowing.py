"""Fingerprints of sequences by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003).

Every run of ``K`` tokens has a hash, and of each window of ``W`` neighboring hashes the least is
kept, the rightmost of equal ones. This guarantees:

* Two sequences that share a run of ``W + K - 1`` tokens or more share a fingerprint, because the
  windows inside the run are the same in both, and so are their least hashes.
* No match is shorter than ``K`` tokens, but for hashes that collide by chance, which in 64 bits is
  less likely than one in a million for all submissions of a large course.

About ``2 / (W + 1)`` of all hashes are kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from grader.similarity.nodes import number_of

K, W = 9, 4
Hashes = NDArray[np.uint64]
_BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Fingerprint:
    """A hash that was kept, and where its run begins."""

    hash: int
    sequence: int
    start: int


def run_hashes(labels: list[str], k: int = K) -> Hashes:
    """One hash for each run of ``k`` tokens; none for a sequence that is shorter."""
    if len(labels) < k:
        return np.empty(0, np.uint64)
    numbers = np.array([number_of(label) for label in labels], np.uint64)
    found = np.zeros(len(labels) - k + 1, np.uint64)
    for offset in range(k):
        found = found * _BASE + numbers[offset : offset + len(found)]
    return _mixed(found)


def _mixed(values: Hashes) -> Hashes:
    """Spread over all bits, so that the least hash is one by chance (splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed


def kept_positions(hashes: Hashes, w: int = W) -> NDArray[np.intp]:
    """Of the least hash in each window of ``w``, the rightmost; of a short sequence its least."""
    if not len(hashes):
        return np.empty(0, np.intp)
    w = min(w, len(hashes))
    windows = sliding_window_view(hashes, w)
    least = w - 1 - windows[:, ::-1].argmin(axis=1)
    return np.unique(least + np.arange(len(windows)))


def fingerprints(sequences: list[list[str]], k: int = K, w: int = W) -> list[Fingerprint]:
    """Of all sequences of a submission, in their order."""
    found = []
    for number, labels in enumerate(sequences):
        hashes = run_hashes(labels, k)
        for place in kept_positions(hashes, w).tolist():
            found.append(Fingerprint(int(hashes[place]), number, place))
    return found
