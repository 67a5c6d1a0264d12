"""The guarantees of winnowing."""

from __future__ import annotations

import random

import numpy as np

from grader.similarity.winnowing import K, W, fingerprints, kept_positions, run_hashes

WORDS = [f"w{n}" for n in range(200)]


def text(rng: random.Random, length: int) -> list[str]:
    return [rng.choice(WORDS) for _ in range(length)]


def hashes(labels: list[str]) -> set[int]:
    return {each.hash for each in fingerprints([labels])}


def test_a_shared_run_of_the_promised_length_shares_a_fingerprint() -> None:
    rng = random.Random(1)
    for _ in range(200):
        shared = text(rng, W + K - 1)
        one = text(rng, rng.randrange(30)) + shared + text(rng, rng.randrange(30))
        two = text(rng, rng.randrange(30)) + shared + text(rng, rng.randrange(30))
        assert hashes(one) & hashes(two)


def test_no_match_is_shorter_than_k() -> None:
    rng = random.Random(2)
    for _ in range(200):
        shared = text(rng, K - 1)
        one = [*(f"a{n}" for n in range(20)), *shared, *(f"b{n}" for n in range(20))]
        two = [*(f"c{n}" for n in range(20)), *shared, *(f"d{n}" for n in range(20))]
        assert not hashes(one) & hashes(two)


def test_of_each_window_the_rightmost_least_hash_is_kept() -> None:
    values = np.array([5, 3, 3, 9, 9, 9, 9, 1], np.uint64)
    assert kept_positions(values, 4).tolist() == [2, 6, 7]
    assert kept_positions(values[:2], 4).tolist() == [1]
    assert kept_positions(values[:0], 4).tolist() == []


def test_hashes_are_those_of_the_runs() -> None:
    labels = ["a", "b", "c", "a", "b", "c"]
    found = run_hashes(labels, 3)
    assert len(found) == 4 and found[0] == found[3] and len(set(found.tolist())) == 3
    assert len(run_hashes(["a"], 3)) == 0


def test_a_fingerprint_says_where_its_run_begins() -> None:
    labels = text(random.Random(3), 60)
    for each in fingerprints([["short"], labels]):
        assert each.sequence == 1
        assert each.hash == int(run_hashes(labels[each.start : each.start + K])[0])


def test_about_the_expected_share_is_kept() -> None:
    count = len(fingerprints([text(random.Random(4), 20_000)]))
    assert 0.35 < count / 20_000 < 0.45  # 2 / (W + 1)
