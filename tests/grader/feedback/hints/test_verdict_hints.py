from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("type_name", "begins"),
    [
        ("ModuleNotFoundError", "Only NumPy"),
        ("ImportError", "Only NumPy"),
        ("NotImplementedError", "The function is still to be written"),
        ("ValueError", ""),
    ],
)
def test_exception_says_what_is_missing(doubling: Lab, type_name: str, begins: str) -> None:
    outcome = Outcome(Verdict.raised, raised=RaisedException(type_name, "text"))
    assert hint_for_outcome(judgment(outcome), doubling).startswith(begins)
    assert bool(hint_for_load("", outcome)) == bool(begins)


@pytest.mark.parametrize(
    ("source", "begins"),
    [
        ("x = 1".encode("utf-16"), "The file is UTF-16"),
        (b"x = 1\0", "The file has NUL bytes"),
        ("x = 1\0", "The file has NUL bytes"),
        (b"x = '\xe4'", "The file is not UTF-8"),
        ("In [1]: x = 1", "The notebook's In [1]:"),
        ("print 'hello'", "This is Python 2 code"),
        ("<<<<<<< HEAD\nx = 1", "A merge left its conflict markers"),
        ("x\u00a0= 1", "The file has a non-breaking space"),
        ("x = (", "what the sandbox says"),
    ],
)
def test_text_that_is_no_python_says_why(source: str | bytes, begins: str) -> None:
    outcome = Outcome(Verdict.does_not_parse, detail="what the sandbox says")
    assert hint_for_load(source, outcome).startswith(begins)


def test_file_that_runs_without_end_is_reported_apart_from_a_call() -> None:
    hint = hint_for_load("while True: pass", Outcome(Verdict.time_limit))
    assert hint == "The file itself does not end when it is imported; keep it to definitions."
    assert hint_for_load("", Outcome(Verdict.memory_limit)).startswith("How many entries")


def test_printing_is_no_python_2() -> None:
    outcome = Outcome(Verdict.does_not_parse)
    assert hint_for_load("print (x)\nprint = log\nx = (", outcome) == ""
