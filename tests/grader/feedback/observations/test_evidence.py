from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.observations.evidence import ENOUGH, evidence_of

V = np.array([0.51372, -1.03711, 2.07193])


@pytest.mark.parametrize(
    ("got", "expected", "evidence"),
    [
        (0.51372, 1.0, 2),  # many digits
        (V, -V, 6),
        (np.array([0.51372, 0.51372]), np.ones(2), 2),  # the same number twice
        (0.5, 1.0, 1),
        (2.4, 1.0, 1),
        (3 / 64, 1.0, 1),
        (np.array([0.5, 3.0]), np.ones(2), 1),
        (np.array([0.5, 3.0, 7.0]), np.ones(3), 2),
        (np.zeros(3), np.ones(3), 1),
        (np.zeros(3), np.zeros(3), 0),
        (np.array([np.nan, 1.0]), np.ones(2), 2),
        (np.full(3, np.nan), np.ones(3), 2),
        (np.zeros(0), np.zeros(0), 0),
        ("text", 1.0, 0),
        (1.0, None, 0),
    ],
)
def test_digits_prove_more_than_round_numbers(got: Any, expected: Any, evidence: int) -> None:
    assert evidence_of(got, expected) == evidence


@pytest.mark.parametrize("number", [1.2345e307, -1.7e308, 2.0**60 + 2.0**20, 1e16 + 2])
def test_huge_numbers_are_evidence_too(number: float) -> None:
    assert evidence_of(number, 1.0) >= 1


def test_one_number_of_many_digits_is_enough() -> None:
    assert evidence_of(V[:1], V[1:2]) >= ENOUGH
    assert evidence_of(0.65, 1.0) < ENOUGH


def test_numbers_in_tuples_of_a_list_count() -> None:
    W, b = np.array([[0.123456789, 0.3]]), np.array([0.987654321])
    assert evidence_of(([(W, b)], W), ([(2 * W, b)], W)) >= 2 * ENOUGH
    assert evidence_of([(np.zeros(2), None)], [(np.ones(2), 1.0)]) == 0
