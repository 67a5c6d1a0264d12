"""What is written into notebooks judges as the grader does."""

from __future__ import annotations

import numpy as np
import pytest

from grader.exchange.lab_checks import expects, value
from grader.values.comparison import Tolerance, compare
from grader.values.json_values import encode

ANSWERS = [
    1.0,
    1,
    1.0 + 1e-12,
    True,
    None,
    "text",
    np.float64(1.0),
    np.array(1.0),
    np.array([1.0, np.nan, np.inf]),
    np.array([1.0, np.nan, np.inf], np.float32),
    np.array([1, 2, 3]),
    np.array([[1.0, np.nan, np.inf]]),
    np.array([1.0, np.nan, -np.inf]),
    np.array([True, False]),
    [1.0, np.array([2.0])],
    (1.0, np.array([2.0])),
    [1.0],
    {"a": 1.0},
    {"a": 2.0},
    {"b": 1.0},
    np.zeros((0, 3)),
]


@pytest.mark.parametrize("expected", ANSWERS, ids=repr)
def test_every_answer_is_judged_as_by_the_grader(expected):
    for got in ANSWERS:
        right = compare(got, expected, Tolerance(1e-9, 1e-12)).right
        check = expects(expected, rtol=1e-9, atol=1e-12)
        if right:
            check.of(lambda got=got: got)
        else:
            with pytest.raises(AssertionError):
                check.of(lambda got=got: got)


def test_exceptions_missing_functions_and_changed_arguments():
    def fails(error):
        raise error

    expects(raises="ValueError").of(fails, ValueError())
    expects(raises="ValueError").of(fails, UnicodeError())
    with pytest.raises(KeyError):
        expects(raises="ValueError").of(fails, KeyError())
    with pytest.raises(AssertionError, match="no ValueError was raised"):
        expects(raises="ValueError").of(abs, 1)
    with pytest.raises(AssertionError, match="not defined"):
        expects(1).of(None)
    with pytest.raises(AssertionError, match="an argument was changed"):
        expects(None).of(lambda x: x.sort(), np.array([2.0, 1.0]))


def test_values_come_back_from_json():
    import json

    for each in ANSWERS:
        expects(each).of(lambda each=each: value(json.dumps(encode(each))))
