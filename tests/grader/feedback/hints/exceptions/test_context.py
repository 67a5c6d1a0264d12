from __future__ import annotations

from grader.feedback.hints.exceptions import Program, Raised
from grader.feedback.hints.exceptions.context import filled, said
from grader.messages import message
from grader.sandbox.outcome import RaisedException

CODE = "def double(v):\n    return soft(v,\n        huber)\n"
EXCEPTION = RaisedException("package.OddError", "no huber with 0.37", ((2, "    return soft(v,"),))


def raised(visible: bool) -> Raised:
    return Raised(EXCEPTION, Program.of(CODE), visible=visible)


def test_of_a_hidden_case_only_words_of_the_line_are_told() -> None:
    assert raised(True).may_tell("0.37")
    assert not raised(False).may_tell("0.37")
    assert raised(False).may_tell("huber")
    assert raised(False).may_tell("numpy.ndarray")


def test_type_without_its_module() -> None:
    assert raised(True).type == "OddError"


def test_pattern_with_groups_that_may_not_be_told() -> None:
    rule = said(r"no \w+ with (?P<value>.+)", message("It is {value}."), message("It is {np}."))
    assert rule(raised(True)) == "It is 0.37."
    assert rule(raised(False)) == "It is np."
    without = said(r"no \w+ with (?P<value>.+)", message("It is {value}."))
    assert without(raised(False)) == ""
    assert said("other", message("It."))(raised(True)) == ""


def test_text_of_a_table_keeps_its_template() -> None:
    text = filled(message("Use {np}."), np="numpy")
    assert (text, text.template) == ("Use numpy.", "Use {np}.")
