from __future__ import annotations

import warnings

import numpy as np
import pytest

from grader.lab.cases import call
from grader.lab.expected_answers import ExpectedAnswer, expected_answer


def root(x: float) -> float:
    if x < 0:
        raise ValueError("negative")
    return float(np.sqrt(x))


def test_value_is_the_answer() -> None:
    assert expected_answer({"root": root}, call("root", 4.0)) == ExpectedAnswer(2.0)


def test_exception_is_an_answer_too() -> None:
    answer = expected_answer({"root": root}, call("root", -1.0))
    assert answer.value is None
    assert isinstance(answer.raised, ValueError) and str(answer.raised) == "negative"


@pytest.mark.parametrize("arguments", [(), (1.0, 2.0)])
def test_arguments_that_do_not_fit_are_an_exception(arguments: tuple[float, ...]) -> None:
    assert isinstance(expected_answer({"root": root}, call("root", *arguments)).raised, TypeError)


def test_numpy_does_not_warn() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        answer = expected_answer({"log": np.log}, call("log", np.zeros(1)))
    assert answer.value[0] == -np.inf


def test_keyword_arguments_are_passed() -> None:
    assert expected_answer({"root": root}, call("root", x=9.0)).value == 3.0
