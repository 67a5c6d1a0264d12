"""Visible cases on the student's computer."""

from __future__ import annotations

import pytest
from courseware_client.visible_cases import TooLong, load, run_cases, traceback_of

LOCAL = {"local": True, "kwargs": {}, "raises": "", "rtol": 1e-9, "atol": 0.0, "call": "f(2.0)"}
CASE = LOCAL | {"name": "two", "function": "f", "args": [2.0], "expected": 4.0}


def run(code: str, **changed: object):
    (result,) = run_cases(load(code, "mine"), [CASE | changed])
    return result


def test_a_right_answer_passes_and_a_wrong_one_says_what_came():
    assert run("def f(x): return 2 * x").passed
    wrong = run("def f(x): return 3 * x")
    assert not wrong.passed and "6.0" in wrong.detail and "4.0" in wrong.detail


@pytest.mark.parametrize("code", ["", "f = 3"])
def test_a_function_that_is_missing_is_named(code):
    assert run(code).detail == "there is no function f"


def test_an_exception_is_told_with_its_line():
    result = run("def f(x):\n    return 1 / 0")
    assert result.detail == "ZeroDivisionError: division by zero (line 2)"


def test_an_exception_that_is_asked_for():
    assert run("def f(x): raise ValueError", raises="ValueError").passed
    assert run("def f(x): raise UnicodeError", raises="ValueError").passed
    assert not run("def f(x): raise TypeError", raises="ValueError").passed
    assert run("def f(x): return 4.0", raises="ValueError").detail == "no ValueError was raised"


def test_an_argument_that_is_changed_fails():
    code = "def f(x):\n    x[0] = 5\n    return 4.0"
    assert run(code, args=[{"list": [1]}]).detail == "an argument was changed"


def test_a_case_for_the_site_is_left_to_it():
    result = run("", local=False, why="more than one answer is right")
    assert result.passed is None and result.detail == "more than one answer is right"


def test_a_loop_without_end_is_stopped():
    module = load(
        "def f(x):\n    try:\n        while True: pass\n    except Exception: pass", "mine"
    )
    (result,) = run_cases(module, [CASE], seconds=0.1)
    assert not result.passed and "still running after 0.1 seconds" in result.detail
    with pytest.raises(TooLong):
        load("while True: pass", "mine", seconds=0.1)


def test_a_traceback_begins_in_the_file_and_shows_its_lines():
    with pytest.raises(ZeroDivisionError) as caught:
        load("def f():\n    return 1 / 0\nf()\n", "mine.py")
    text = traceback_of(caught.value, "mine.py")
    assert text.splitlines()[1].strip().startswith('File "mine.py", line 3')
    assert "return 1 / 0" in text and "visible_cases" not in text


def test_a_line_inside_numpy_is_not_told():
    result = run("import numpy as np\ndef f(x):\n    return np.linalg.inv(np.zeros((2, 2)))")
    assert result.detail == "LinAlgError: Singular matrix (line 3)"
