"""Values as JSON and back, by what the client does with it."""

from __future__ import annotations

import json

import numpy as np
import pytest
from courseware_client.values import decode

from grader.values.json_values import encode

ARRAY = np.arange(6.0).reshape(2, 3)
VALUES = [
    *(None, True, 3, -0.5, 1e-300, "é\n", [1, 2], (1, (2,)), {"a": [1], 2: None}),
    *(ARRAY, ARRAY.T, ARRAY[:, ::2], np.float32(0.1), np.array(2), np.zeros((0, 3))),
    *(np.array([True, False]), np.array([1, 2], ">i4"), np.array([np.nan, np.inf, -0.0])),
    np.array([2**63], np.uint64),
]


def same(a: object, b: object) -> bool:
    if isinstance(a, (np.ndarray, np.generic)):
        return type(a) is type(b) and a.dtype == b.dtype and a.tobytes() == b.tobytes()
    if isinstance(a, (list, tuple)):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and a == b


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_nothing_is_lost(value):
    assert same(value, decode(json.loads(json.dumps(encode(value)))))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_floats_that_json_has_not(value):
    text = json.dumps(encode(value), allow_nan=False)
    assert same(repr(value), repr(decode(json.loads(text))))


@pytest.mark.parametrize(
    "value", [object(), {1, 2}, np.array([None]), np.random.default_rng(0), 1j]
)
def test_what_no_json_stands_for_is_refused(value):
    with pytest.raises(TypeError):
        encode(value)
