"""Worked examples of the rules, and what holds for every sequence of tries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.delivery.tries import Tries, TriesStatus

INTERACTIVE = Tries("interactive", count=3, penalty=1 / 3)
ADAPTIVE = Tries("adaptive", penalty=0.1)
EXAM = Tries("points", points=(1.0, 0.7, 0.4))


@pytest.mark.parametrize(
    ("rule", "fractions", "earned"),
    [
        # final = max(0, f_last - p * tries before)
        (INTERACTIVE, [], 0.0),
        (INTERACTIVE, [1.0], 1.0),
        (INTERACTIVE, [0.0, 1.0], 2 / 3),
        (INTERACTIVE, [0.0, 0.5, 1.0], 1 / 3),
        (INTERACTIVE, [0.0, 0.0, 0.5], 0.0),
        (INTERACTIVE, [0.8, 0.5], 0.5 - 1 / 3),
        # after try i = max(previous best, f_i - p * i)
        (ADAPTIVE, [0.0, 1.0], 0.9),
        (ADAPTIVE, [0.5, 0.4, 0.7], 0.5),
        (ADAPTIVE, [0.5, 0.4, 0.8], 0.6),
        (ADAPTIVE, [0.0] * 12 + [1.0], 0.0),
        # q += (s - b) * P[n] where s beats the best before
        (EXAM, [1.0], 1.0),
        (EXAM, [0.0, 1.0], 0.7),
        (EXAM, [0.5, 1.0], 0.5 + 0.5 * 0.7),
        (EXAM, [0.5, 0.2, 1.0], 0.5 + 0.5 * 0.4),
        (EXAM, [0.0, 0.0, 0.0, 1.0], 0.0),
    ],
)
def test_worked_examples(rule: Tries, fractions: list[float], earned: float):
    assert rule.status(fractions).fraction == pytest.approx(earned)


def test_a_right_try_or_the_last_one_ends_it():
    assert INTERACTIVE.status([0.5]) == TriesStatus(0.5, False, 2, pytest.approx(2 / 3))
    assert INTERACTIVE.status([0.5, 1.0]).done
    assert INTERACTIVE.status([0.0, 0.0, 0.0]) == TriesStatus(0.0, True, 0, pytest.approx(0.0))
    assert EXAM.status([0.0, 0.0]) == TriesStatus(0.0, False, 1, 0.4)
    assert EXAM.status([0.0, 0.0, 0.0]).done
    assert ADAPTIVE.status([0.0] * 50) == TriesStatus(0.0, False, None, pytest.approx(0.0))


tries = st.lists(st.floats(0, 1), max_size=8)


@given(tries)
def test_no_rule_earns_more_than_the_best_try(fractions: list[float]):
    for rule in (INTERACTIVE, ADAPTIVE, EXAM):
        standing = rule.status(fractions)
        assert 0 <= standing.fraction <= max(fractions, default=0.0) + 1e-12


@given(tries)
def test_a_right_next_try_reaches_the_share_that_was_promised(fractions: list[float]):
    for rule in (INTERACTIVE, ADAPTIVE, EXAM):
        standing = rule.status(fractions)
        if not standing.done:
            reached = rule.status([*fractions, 1.0]).fraction
            assert reached == pytest.approx(standing.next_share)


@given(tries)
def test_more_tries_never_take_points_under_adaptive_and_points(fractions: list[float]):
    for rule in (ADAPTIVE, EXAM):
        earned = [rule.status(fractions[:n]).fraction for n in range(len(fractions) + 1)]
        assert earned == sorted(earned)
