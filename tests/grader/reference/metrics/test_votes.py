"""Decisions from several binary models, against counting by hand."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from grader import reference as ref


def test_labels_are_decided_each_by_itself() -> None:
    logits = np.array([[0.0, -0.1, 2.0], [-5.0, 0.1, np.inf]])
    assert ref.predict_labels(logits).tolist() == [[True, False, True], [False, True, True]]
    assert ref.predict_labels(logits, [0.5, 0.4, 0.9]).tolist() == [
        [True, True, False],
        [False, True, True],
    ]
    assert ref.predict_labels(logits, 0.0).all()


@pytest.mark.parametrize("threshold", [-0.1, 1.1, [0.5, 0.5], [[0.5, 0.5, 0.5]]])
def test_thresholds_are_probabilities_one_or_one_a_label(threshold: object) -> None:
    with pytest.raises(ValueError, match=r"^threshold"):
        ref.predict_labels(np.zeros((2, 3)), threshold)


def test_highest_score_wins_and_of_equals_the_lowest_class() -> None:
    assert ref.ova_predict([[0.1, 0.9, 0.9], [3.0, -1.0, 2.0]]).tolist() == [1, 0]
    assert ref.ova_predict(np.zeros((2, 1))).tolist() == [0, 0]
    with pytest.raises(ValueError, match=r"at least one class is needed"):
        ref.ova_predict(np.zeros((2, 0)))
    with pytest.raises(ValueError, match=r"^scores holds NaN"):
        ref.ova_predict([[np.nan, 1.0]])


@pytest.mark.parametrize("classes", [1, 2, 3, 7])
def test_pairs_are_counted(classes: int) -> None:
    assert ref.pair_count(classes) == len(list(combinations(range(classes), 2)))


@pytest.mark.parametrize("classes", [1, 2, 3, 5])
def test_most_votes_win(classes: int) -> None:
    pairs = list(combinations(range(classes), 2))
    votes = np.random.default_rng(classes).random((50, len(pairs))) < 0.5
    expected = []
    for row in votes:
        counts = [0] * classes
        for vote, (i, j) in zip(row, pairs, strict=True):
            counts[i if vote else j] += 1
        expected.append(int(np.argmax(counts)))
    assert ref.ovo_predict(votes, classes).tolist() == expected


def test_votes_are_bools_one_a_pair() -> None:
    with pytest.raises(TypeError, match=r"^votes holds int64"):
        ref.ovo_predict([[1, 0, 1]], 3)
    with pytest.raises(ValueError, match=r"3 classes have 3 pairs"):
        ref.ovo_predict(np.zeros((1, 2), bool), 3)


def test_large_integers_are_not_tied_by_rounding():
    assert ref.ova_predict([[2**53, 2**53 + 1]]).tolist() == [1]
    assert ref.ova_predict(np.array([[1, 1, 0]], "u1")).tolist() == [0]
