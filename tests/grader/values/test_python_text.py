"""Source that makes values: what is pasted is what the case was called with."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.values.python_text import MOST_ENTRIES, call_text, value_text

VALUES = [
    None,
    True,
    -3,
    0.1,
    "l1",
    "a\n\"b'",
    [1, [2.5]],
    (1,),
    (),
    {"W": np.eye(2), "b": [0.0]},
    np.array([3.0, -4.0, 0.0]),
    np.array([[1, 2], [3, 4]]),
    np.array([0.1, 1e-30], np.float32),
    np.array([True, False]),
    np.array([7, 8], np.int8),
    np.array(2.5),
    np.zeros((0, 3)),
    np.zeros(0, np.float32),
    np.float32(0.1),
    np.int64(4),
    np.bool_(True),
    np.asfortranarray(np.arange(6.0).reshape(2, 3)),
]


def evaluated(text: str) -> Any:
    return eval(text, {"np": np})


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_the_source_makes_the_same_value(value: Any) -> None:
    made = evaluated(value_text(value))

    assert type(made) is type(value)
    if isinstance(value, np.ndarray):
        assert (made.dtype, made.shape) == (value.dtype, value.shape)
        assert made.flags.f_contiguous == value.flags.f_contiguous
        assert made.tobytes("A") == value.tobytes("A")
    elif not isinstance(value, dict):
        assert made == value


def test_infinities_and_nan_have_names() -> None:
    text = value_text(np.array([np.inf, -np.inf, np.nan]))

    assert text == "np.array([np.inf, -np.inf, np.nan])"
    assert np.isnan(evaluated(value_text(float("nan"))))


def test_a_call_names_its_keywords() -> None:
    text = call_text("penalty", (np.array([3.0]), "l1"), {"l1": 0.5})

    assert text == "penalty(np.array([3.0]), 'l1', l1=0.5)"


@pytest.mark.parametrize(
    "value",
    [np.zeros(MOST_ENTRIES + 1), object(), np.array(["text"]), np.zeros(2, complex), "x" * 2000],
    ids=["large", "an object", "texts", "complex", "a long text"],
)
def test_a_call_that_cannot_be_written_out_is_empty(value: Any) -> None:
    assert call_text("f", (value,), {}) == ""
