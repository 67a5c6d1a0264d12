from __future__ import annotations

from dataclasses import replace

from grader.feedback.hints.exceptions import Program, Raised, hint_for_exception
from grader.lab import Lab
from grader.messages import Message
from grader.sandbox.outcome import RaisedException

CODE = """\
TABLE = {"l1": 1}


def double(x, kind):
    if kind == "l2":
        raise ValueError("l2")
    return TABLE[kind] * x
"""


def raised(
    type_name: str,
    text: str = "",
    line: int | None = 7,
    visible: bool = True,
    expects: str = "",
    bases: tuple[str, ...] = (),
) -> Raised:
    program = Program.of(CODE)
    lines = ((line, program.line(line)),) if line else ()
    exception = RaisedException(type_name, text, lines, bases)
    return Raised(exception, program, None, "double", visible, expects)


def test_without_a_rule_the_line_and_the_exception_are_told() -> None:
    assert hint_for_exception(raised("OddError", "a\n b")) == "Line 7 raised OddError: a b."
    assert hint_for_exception(raised("OddError")) == "Line 7 raised OddError."
    assert hint_for_exception(raised("OddError", line=None)) == "The call raised OddError."


def test_a_class_of_the_submission_tells_nothing_of_a_hidden_case() -> None:
    """A class could be named after an input."""
    hint = hint_for_exception(raised("t_is_0_37", "secret", visible=False))
    assert hint == "Line 7 raised an exception."
    assert (
        hint_for_exception(raised("OSError", "secret", visible=False)) == "Line 7 raised OSError."
    )


def test_rules_of_the_bases_count() -> None:
    found = raised("submission.Zero", "", bases=("ZeroDivisionError", "Exception"))
    assert "divided by zero" in hint_for_exception(found)


def test_where_another_exception_is_right_it_is_named() -> None:
    hint = hint_for_exception(raised("KeyError", "'l3'", expects="ValueError"))
    assert hint == (
        "Line 7: KeyError is raised here, but this input must raise ValueError: test for it before."
    )
    hint = hint_for_exception(raised("ValueError", "l2", line=6, expects="TypeError"))
    assert hint == "Line 6: ValueError is raised, and for this input TypeError is asked for."
    hint = hint_for_exception(raised("OddError", expects="ValueError"))
    assert hint.endswith("This input must raise ValueError.")


def test_what_every_input_meets_says_nothing_of_this_one() -> None:
    hint = hint_for_exception(raised("NameError", "name 'x' is not defined", expects="ValueError"))
    assert "ValueError" not in hint


def test_the_starters_own_exception_is_no_failure_of_the_code(doubling: Lab) -> None:
    """A lab may raise RuntimeError, where NotImplementedError is a right answer."""
    code = 'def penalty(W):\n    raise RuntimeError("penalty is still to be written")\n'
    program = Program.of(code)
    exception = RaisedException("RuntimeError", "", ((2, program.line(2)),))
    lab = replace(doubling, starter=code)
    hint = hint_for_exception(Raised(exception, program, lab, "penalty"))
    assert hint == ("Line 2: penalty is still to be written: put your code in place of raise.")
    other = hint_for_exception(Raised(exception, program, doubling, "penalty"))
    assert "still to be written" not in other


def test_hints_can_be_translated() -> None:
    hint = hint_for_exception(raised("KeyError", "'l3'"))
    assert isinstance(hint, Message)
    assert hint.template == "{place}: {text}"
