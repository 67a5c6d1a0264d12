"""The inverted index against sets that are compared one by one."""

from __future__ import annotations

import math

import numpy as np

from grader.similarity import index as module
from grader.similarity.index import blocks, build

RNG = np.random.default_rng(0)
PRINTS = [RNG.integers(0, 60, RNG.integers(0, 25)).astype(np.uint64) for _ in range(40)]
OWNERS = [n // 2 for n in range(40)]  # two submissions a person
KNOWN = np.array([3, 4, 5], np.uint64)
MOST = 12


def slow(rows: int) -> list[list[float]]:
    """What each two share, from sets."""
    sets = [set(each.tolist()) for each in PRINTS]
    people = {h: {OWNERS[n] for n in range(40) if h in sets[n]} for h in range(60)}
    weight = {
        h: math.log2(21 / max(len(who), 2)) ** 2
        for h, who in people.items()
        if 0 < len(who) <= MOST and h not in (3, 4, 5)
    }
    return [
        [sum(weight.get(h, 0.0) for h in sets[a] & sets[b]) for b in range(40)] for a in range(rows)
    ]


def test_shared_weights_equal_those_of_sets(monkeypatch) -> None:
    monkeypatch.setattr(module, "ROWS", 7)  # several blocks
    index = build(PRINTS, OWNERS, KNOWN, MOST)
    found = np.concatenate([shared for _, shared in blocks(index, 40, 30)])
    expected = np.array(slow(30))
    several = expected > 0
    np.testing.assert_allclose(found[several], expected[several], rtol=1e-5)
    assert (found[~several] == 0).all()


def test_common_and_known_fingerprints_are_taken_out() -> None:
    prints = [np.array([1, 2, 100 + n], np.uint64) for n in range(30)]
    index = build(prints, list(range(30)), np.array([2], np.uint64), 10)
    assert index.common == 2
    assert [index.hash_set(ids) for ids in index.prints] == [{100 + n} for n in range(30)]


def test_what_one_person_has_twice_counts_once() -> None:
    prints = [np.array([7], np.uint64)] * 3
    assert build(prints, [1, 1, 2], np.empty(0, np.uint64), 10).owners.tolist() == [2]


def test_no_submissions_and_empty_ones() -> None:
    empty = np.empty(0, np.uint64)
    assert build([], [], empty, 3).prints == []
    index = build([empty, empty], [1, 2], empty, 3)
    ((first, shared),) = blocks(index, 2, 2)
    assert first == 0 and not shared.any()
