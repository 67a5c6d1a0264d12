"""Words that somebody may have meant."""

from __future__ import annotations

import pytest

from courseware.search.spelling import Speller, distance, mistakes_allowed


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("softmax", "softmax", 0),
        ("sofmax", "softmax", 1),
        ("softmaxx", "softmax", 1),
        ("softmqx", "softmax", 1),
        ("sotfmax", "softmax", 1),  # two neighbors swapped
        ("sigmiod", "sigmoid", 1),
        ("regulrizaton", "regularization", 2),
        ("", "ab", 2),
    ],
)
def test_a_letter_more_less_other_or_swapped_is_one_step(one, other, steps):
    assert distance(one, other, 3) == steps
    assert distance(other, one, 3) == steps


def test_distances_that_are_too_large_are_not_counted_to_their_end():
    assert distance("softmax", "gradient", 2) == 3


@pytest.mark.parametrize(
    ("word", "allowed"), [("roc", 0), ("l1l1", 0), ("lass", 1), ("softmax", 1), ("momentum", 2)]
)
def test_short_words_and_numbers_are_taken_as_they_are(word, allowed):
    assert mistakes_allowed(word) == allowed


def test_only_close_words_are_found():
    speller = Speller(["softmax", "softmin", "sigmoid", "l1", "soft"])
    assert speller.close_to("sofmax") == [("softmax", 1)]
    assert speller.close_to("softmxa") == [("softmax", 1)]
    assert speller.close_to("roc") == []
    assert speller.close_to("gradient") == []
