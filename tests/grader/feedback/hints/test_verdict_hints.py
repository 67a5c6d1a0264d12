from __future__ import annotations

import pytest

from grader.feedback.hints.exceptions import Program
from grader.feedback.hints.verdict_hints import hint_for_load, hint_for_outcome, hint_for_verdict
from grader.judging.judgment import Judgment
from grader.lab import Case, Lab, call
from grader.lab.expected_answers import ExpectedAnswer
from grader.messages import Message, message
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome, RaisedException
from grader.values.comparison import Tolerance


def judgment(outcome: Outcome, visible: bool = True) -> Judgment:
    case = Case("a", call("double", 1.0), "Twice.")
    tolerance = Tolerance(1e-9, 1e-12)
    return Judgment(case, visible, outcome, ExpectedAnswer(2.0), tolerance, outcome.verdict)


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        (Verdict.time_limit, "Is there a loop that cannot end"),
        (Verdict.memory_limit, "How many entries"),
        (Verdict.process_limit, "One process with one thread"),
        (Verdict.output_limit, "Print less"),
        (Verdict.ended_early, "Remove sys.exit"),
        (Verdict.forbidden_call, "A lab needs the Python language and NumPy"),
        (Verdict.changed_inputs, "The arrays that are given belong to the caller"),
        (Verdict.no_such_function, "Define double(x) at the top level of the file."),
    ],
)
def test_verdict_has_a_hint_of_its_own(doubling: Lab, verdict: Verdict, text: str) -> None:
    hint = hint_for_verdict(verdict, "double", doubling)
    assert hint.startswith(text)
    assert isinstance(hint, Message)


@pytest.mark.parametrize("verdict", [Verdict.wrong_values, Verdict.raised, Verdict.passed])
def test_other_verdicts_leave_it_to_the_case(doubling: Lab, verdict: Verdict) -> None:
    assert hint_for_verdict(verdict, "double", doubling) == ""


@pytest.mark.parametrize(("visible", "begins"), [(True, "There is a doubel."), (False, "Define")])
def test_near_names_are_reported_of_visible_cases_alone(
    doubling: Lab, visible: bool, begins: str
) -> None:
    outcome = Outcome(Verdict.no_such_function, detail=message("There is a doubel."))
    assert hint_for_outcome(judgment(outcome, visible), doubling).startswith(begins)


def test_limit_gets_the_line_that_is_likely_to_exceed_it(doubling: Lab) -> None:
    code = "def double(x):\n    while True:\n        x = x + 1\n"
    outcome = Outcome(Verdict.time_limit)
    assert hint_for_outcome(judgment(outcome), doubling, Program.of(code)).startswith("Line 2")
    plain = hint_for_outcome(judgment(outcome), doubling, Program.of("def double(x): ..."))
    assert plain.startswith("Is there a loop that cannot end")


def test_file_that_is_too_large_is_not_looked_at() -> None:
    outcome = Outcome(Verdict.does_not_parse, detail="The file is too large.")
    assert hint_for_load(b"In [1]: x\n" + b"x = 1\n" * 10**6, outcome) == "The file is too large."


def test_exception_gets_its_remedy_with_its_line(doubling: Lab) -> None:
    code = "def double(x):\n    return np.abs(x)\n"
    raised = RaisedException("NameError", "name 'np' is not defined", ((2, "return np.abs(x)"),))
    outcome = Outcome(Verdict.raised, raised=raised)
    remedy = "Line 2: np is used but never imported: begin the file with import numpy as np."
    assert hint_for_outcome(judgment(outcome), doubling, Program.of(code)) == remedy
    assert hint_for_outcome(judgment(outcome, False), doubling, Program.of(code)) == remedy
    assert hint_for_load(code, outcome) == remedy


def test_exception_that_nobody_knows_is_told_with_its_line(doubling: Lab) -> None:
    outcome = Outcome(Verdict.raised, raised=RaisedException("OddError", "0.37", ((2, "x"),)))
    assert hint_for_outcome(judgment(outcome), doubling) == "Line 2 raised OddError: 0.37."
    hidden = hint_for_outcome(judgment(outcome, False), doubling)
    assert hidden == "Line 2 raised an exception."


def test_file_that_does_not_parse_is_explained_from_its_line() -> None:
    raised = RaisedException("SyntaxError", "'(' was never closed", ((2, "x = ("),))
    outcome = Outcome(Verdict.does_not_parse, raised=raised)
    hint = hint_for_load("# print x\nx = (\n", outcome)
    assert hint == "Line 2: The ( is never closed: count the brackets of this line."
    assert hint_for_load("x".encode("utf-16"), outcome).startswith("The file is UTF-16")


def test_file_that_runs_without_end_is_reported_apart_from_a_call() -> None:
    hint = hint_for_load("f()", Outcome(Verdict.time_limit))
    assert hint == "The file itself does not end when it is imported; keep it to definitions."
    assert hint_for_load("", Outcome(Verdict.memory_limit)).startswith("How many entries")


def test_call_that_ends_the_program_is_named_with_its_line(doubling: Lab) -> None:
    program = Program.of("import sys\n\ndef double(x):\n    sys.exit(1)\n")
    raised = RaisedException("SystemExit", "1", ((4, "sys.exit(1)"),))
    outcome = Outcome(Verdict.ended_early, raised=raised)
    hint = hint_for_outcome(judgment(outcome), doubling, program)
    assert hint.startswith("Line 4 ends the whole program (sys.exit): a function returns")
    assert hint_for_outcome(judgment(outcome), doubling).startswith("Remove sys.exit")


def test_function_that_is_somewhere_else_is_named(doubling: Lab) -> None:
    program = Program.of("def dubble(x):\n    return x\n")
    outcome = Outcome(Verdict.no_such_function, detail=message("There is no double."))
    for visible in (True, False):
        hint = hint_for_outcome(judgment(outcome, visible), doubling, program)
        assert hint == "Line 1 defines dubble(x): give the function the name double."
