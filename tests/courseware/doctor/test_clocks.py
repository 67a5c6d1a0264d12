"""How far another machine's clock may be off."""

from __future__ import annotations

import pytest

from courseware.doctor.clocks import compare_clock
from courseware.doctor.findings import Level


@pytest.mark.parametrize(
    ("there", "level"),
    [
        (100.5, Level.OK),
        (99.2, Level.OK),
        (98.0, Level.WARNING),
        (104.0, Level.WARNING),
        (110.0, Level.FAILED),
        (40.0, Level.FAILED),
    ],
)
def test_level_by_skew(there: float, level: Level):
    assert compare_clock("clock", there, before=100.0, after=101.0).level is level


def test_a_slow_answer_is_no_skew():
    assert compare_clock("clock", 108.0, before=100.0, after=120.0).level is Level.OK


def test_the_sentence_names_the_difference_and_the_remedy():
    sentence = compare_clock("clock", 90.0, before=100.0, after=100.1).sentence
    assert "10.0 s" in sentence
    assert "chrony" in sentence
