"""The least time of a call, from the bytes that have to be moved."""

from __future__ import annotations

import numpy as np
import pytest

from grader.lab import call
from grader.lab.model import Traffic
from grader.measuring import floor


def test_floor_is_the_bytes_over_the_fastest_rate() -> None:
    one = call("f", np.zeros(1000), [np.zeros(500), np.zeros(500)])
    answer = np.zeros(2000, np.float32)
    rate = floor.fastest_rate()
    assert floor.floor_ns(Traffic(1, 0), one, answer) == pytest.approx(16_000 / rate)
    assert floor.floor_ns(Traffic(0, 1), one, answer) == pytest.approx(8_000 / rate)
    assert floor.floor_ns(Traffic(2, 0.5), one, answer) == pytest.approx(36_000 / rate)
    assert floor.floor_ns(Traffic(0, 0), one, answer) == 0


@pytest.mark.parametrize(
    ("answer", "size"),
    [
        (1.5, 0),
        (None, 0),
        (np.zeros(3), 24),
        ([np.zeros(3), (np.zeros(1),)], 32),
        ({"a": np.zeros(2)}, 16),
    ],
)
def test_bytes_of_an_answer_are_those_of_its_arrays(answer: object, size: int) -> None:
    assert floor.answer_bytes(answer) == size


def test_rate_is_only_ever_corrected_upwards() -> None:
    first = floor.measure_rate()
    assert first > 0
    assert floor.measure_rate() >= first
    assert floor.fastest_rate() >= first
