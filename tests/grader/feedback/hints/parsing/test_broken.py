from __future__ import annotations

from grader.feedback.hints.parsing.broken import Broken, by_message, by_pattern
from grader.messages import message
from grader.sandbox.outcome import RaisedException


def test_from_the_exception() -> None:
    raised = RaisedException("SyntaxError", "invalid syntax", ((2, "y"),))
    broken = Broken.of(b"x\r\ny '#' # z\r", raised)
    assert (broken.line, broken.says, broken.text) == (2, "invalid syntax", "y '#' # z")
    assert Broken.of("x", None) == Broken("x", "", 0)
    assert Broken.of("x", RaisedException("SyntaxError", "a")).line == 0


def test_code_of_a_line_is_without_quotes_and_comment() -> None:
    assert Broken("x = 'a && b' + \"#\"  # else if", "", 1).code == "x = '' + ''"


def test_line_that_is_not_there_is_empty() -> None:
    assert Broken("x", "", 7).text == ""


def test_only_the_start_of_a_long_line_is_looked_at() -> None:
    assert len(Broken("x" * 10_000, "", 1).text) == 500


def test_rules_of_tables() -> None:
    broken = Broken("i++", "unmatched ')'", 1)
    assert by_pattern(r"\+\+", message("Yes."))(broken) == "Yes."
    assert by_pattern("--", message("Yes."))(broken) == ""
    found = by_message(r"unmatched '(?P<bracket>.)'", message("A {bracket}."))
    assert found(broken) == "A )."
    assert by_message("other", message("Yes."))(broken) == ""
