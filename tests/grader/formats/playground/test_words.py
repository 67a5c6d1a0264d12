import math

import pytest

from grader.formats.playground.conditions import parse_condition
from grader.formats.playground.words import condition_words, goal_words, number_words, seen


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("test_loss <= 0.02 in 8 of 10 seeds", "Test loss at most 0.02 in 8 of 10 runs"),
        ("nonzero < 10", "Non-zero weights below 10 in 10 of 10 runs"),
        ("units = 3", "Hidden units exactly 3"),
        ("diverged = 1", "Training diverges in 10 of 10 runs"),
        ("dataset != xor", "dataset other than xor"),
    ],
)
def test_conditions_in_words(text: str, words: str):
    assert condition_words(parse_condition(text)) == words


def test_what_has_to_hold_in_the_same_runs_is_added():
    beside = [parse_condition("test_loss <= 0.1"), parse_condition("dead_units < 1")]
    words = goal_words(parse_condition("nonzero <= 10"), beside)
    assert words.endswith("runs, with test loss at most 0.1 and dead units below 1")


def test_numbers_that_are_none_are_called_so():
    assert [number_words(x) for x in (0.12345, math.nan, math.inf, 84)] == [
        "0.123",
        "not a number",
        "infinite",
        "84",
    ]


def test_what_was_seen_names_the_goal_the_count_and_every_value():
    text = seen("Test loss at most 0.1", [0.31, 0.05], 1)
    assert "1 of 2 runs reach it" in text and "0.31, 0.05" in text
