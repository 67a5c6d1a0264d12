"""What a guest says, as an outcome: believed in nothing, said in a student's words."""

from __future__ import annotations

import pytest

from grader.results.verdicts import Verdict
from grader.sandbox.replies import Source, to_outcome
from grader.sandbox.wire import ProtocolError

SOURCE = Source.of("one\r\ntwo\rthree\nfour")


def raised(**changes):
    told = {"raised": "ValueError", "message": "m", "lines": [2], "bases": ["Exception"]}
    return to_outcome(told | changes, SOURCE)


def test_lines_are_looked_up_in_our_own_copy():
    assert raised(lines=[1, 2, 4]).raised.lines == ((1, "one"), (2, "two"), (4, "four"))


def test_lines_that_are_not_in_the_file_are_left_out():
    assert raised(lines=[0, -1, 99, 1.5, None, True, "1", 10**30]).raised.lines == ()


@pytest.mark.parametrize(
    "changes", [{"message": 7}, {"lines": "12"}, {"raised": None}, {"bases": {}}, {"bases": [1]}]
)
def test_parts_of_the_wrong_kind_are_refused(changes):
    with pytest.raises(ProtocolError):
        raised(**changes)


def test_nothing_said_is_refused():
    with pytest.raises(ProtocolError):
        to_outcome({"other": 1}, SOURCE)


def test_memory_error_is_the_memory_limit():
    assert raised(memory=True).verdict is Verdict.memory_limit


def test_missing_module_says_what_there_is():
    detail = raised(raised="ModuleNotFoundError", module="torch").detail
    assert detail == "Only the Python standard library and NumPy are available."


def test_long_message_is_cut():
    assert raised(message="x" * 5000).raised.message.endswith("… (cut)")


def test_look_alike_of_the_function_is_named():
    told = {"missing": ["pen\u0430lty", "other"]}
    assert "only looks like penalty" in to_outcome(told, SOURCE, "penalty").detail


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        (">>> x = 1", ">>>"),
        ("```python\nx\n```", "Markdown fences"),
        ("%matplotlib inline", "notebook commands"),
        ("x = “a”", "curly quotes"),
    ],
)
def test_pasted_surroundings_are_named(source, hint):
    assert hint in to_outcome({"syntax": [1, "invalid syntax"]}, Source.of(source)).detail
