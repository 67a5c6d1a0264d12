from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.values.formatting import (
    MAX_CHARS,
    describe_kind,
    format_number,
    format_value,
    printable,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (2.0, "2.0"),
        (1 / 3, "0.3333333333"),
        (np.float32(0.1), "0.1"),
        (1e-9, "1e-09"),
        (float("nan"), "nan"),
        (float("-inf"), "-inf"),
        (3, "3"),
        (True, "True"),
        (None, "None"),
        ("l1", "'l1'"),
        ((0.5, 1.0), "(0.5, 1.0)"),
        ([np.array([1.0])], "[[1.]]"),
        (np.zeros((0, 3)), "[]  (shape (0, 3))"),
        (np.array([1.5], np.float32), "[1.5]  (float32)"),
        ({"w": 1.0}, "{'w': 1.0}"),
    ],
)
def test_value_is_shown_as_it_would_be_typed(value: Any, text: str) -> None:
    assert format_value(value) == text


def test_large_array_is_shown_in_part_with_its_shape() -> None:
    text = format_value(np.arange(10_000.0))
    assert "..." in text
    assert text.endswith("(shape (10000,))")
    assert len(text) < 200


def test_no_text_is_longer_than_the_limit() -> None:
    assert len(format_value("x" * 10_000)) == MAX_CHARS
    assert format_number(1 << 100_000) == "an integer of 100001 bits"


def test_kind_tells_no_value() -> None:
    assert describe_kind(np.full((2, 3), 7.0)) == "an array of shape (2, 3) and dtype float64"
    assert describe_kind(7.5) == "a float"
    assert describe_kind(np.bool_(True)) == "a bool"
    assert describe_kind([1, 2]) == "a list of 2"


def test_control_and_direction_characters_are_written_out() -> None:
    assert printable("a\x1b[31mb\u202ec\x00\ud800\n") == "a\\x1b[31mb\\u202ec\\x00\\ud800\n"
    assert printable("é ∑ 日本") == "é ∑ 日本"
