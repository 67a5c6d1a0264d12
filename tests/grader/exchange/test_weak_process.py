"""The values that go to and from the process are those of the grader."""

from __future__ import annotations

import numpy as np
import pytest

from grader.exchange import weak_process
from grader.values import json_values
from tests.grader.exchange.test_lab_checks import ANSWERS


@pytest.mark.parametrize("answer", [*ANSWERS, np.float32(2.0), float("-inf")], ids=repr)
def test_values_are_written_as_the_grader_writes_them(answer):
    written = weak_process.encode(answer)
    assert written == json_values.encode(answer)
    assert weak_process.encode(weak_process.decode(written)) == written


@pytest.mark.parametrize("value", [object(), {1}, np.array(["a"]), np.array([None]), [object()]])
def test_what_is_no_plain_value_is_refused(value):
    with pytest.raises(TypeError):
        weak_process.encode(value)


@pytest.mark.parametrize(
    "written",
    [
        {"array": {"dtype": "O", "shape": [1], "data": "AAAAAAAAAAA="}},
        {"array": {"dtype": "<f8", "shape": [10**9], "data": "AAAAAAAAAAA="}},
        {"array": 3},
        {"what": 3},
        {},
        {"float": [1]},
    ],
)
def test_what_stands_for_no_value_is_an_error_that_is_caught(written):
    with pytest.raises((KeyError, TypeError, ValueError, AttributeError)):
        weak_process.decode(written)
