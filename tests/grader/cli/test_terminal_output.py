"""What a terminal shows of reports, mutants and labs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.cli.terminal_output import labs_text, mutants_text, report_text
from grader.lab import Lab
from grader.mutation_testing import MutationResult
from grader.mutation_testing.runner import Survivor
from grader.results.report import CaseResult, LoadFailure, Performance, Report
from grader.results.verdicts import Verdict
from grader.results.worst_entry import WorstEntry

WRONG = CaseResult(
    name="small",
    visible=True,
    function="double",
    weight=1.0,
    verdict=Verdict.wrong_values,
    hint="Twice every entry.",
    input=(("x", "[1.0 2.0]"),),
    expected="[2.0 4.0]",
    got="[1.0 4.0]",
    worst=WorstEntry((0,), "2.0", "1.0", "1", 1, 2),
)
HIDDEN = CaseResult("drawn", False, "double", 1.0, Verdict.passed)


def report(*cases: CaseResult) -> Report:
    return Report(
        lab="doubling",
        number="L9.1",
        title="Doubling",
        weights={"correctness": 100.0, "performance": 0.0},
        cases=cases,
        performance=None,
        load=None,
        seconds=0.5,
        receipt={},
    )


def test_report_shows_verdict_cases_and_the_first_failure() -> None:
    assert report_text(report(WRONG, HIDDEN)).splitlines() == [
        "L9.1 Doubling",
        "Wrong values · 1 of 2 cases pass",
        "The answer's values are wrong. Twice every entry.",
        "",
        "  FAIL  small: Wrong values",
        "  ok    drawn (hidden)",
        "",
        "small:",
        "  x:        [1.0 2.0]",
        "  expected: [2.0 4.0]",
        "  got:      [1.0 4.0]",
        "  worst at [0]: expected 2.0, got 1.0, off by 1",
        "  1 of 2 entries differ",
        "",
        "Score 50 of 100",
    ]


def test_nothing_of_a_submission_reaches_the_terminal_unescaped() -> None:
    hostile = replace(WRONG, output="\x1b[2J\x07done", got="\u202eabc")
    text = report_text(report(hostile))
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text
    assert "\\x1b[2J\\x07done" in text


def test_file_that_does_not_load_shows_where() -> None:
    load = LoadFailure(Verdict.does_not_parse, "SyntaxError: invalid", "", "line 3: def f(:")
    text = report_text(replace(report(), load=load))
    assert "Does not parse · no case was run" in text
    assert "  SyntaxError: invalid\n  line 3: def f(:" in text


def test_long_texts_are_indented_below_their_label() -> None:
    text = report_text(report(replace(WRONG, got="[1.0\n 4.0]")))
    assert "  got:      [1.0\n             4.0]" in text


@pytest.mark.parametrize("note", ["", "The machine was busy."])
def test_speed_has_ratio_interval_and_points(note: str) -> None:
    speed = Performance(1.234, 1.1, 1.4, 0.5, 40, 2.0, 2.468, "cpu", note)
    text = report_text(replace(report(HIDDEN), performance=speed))
    assert "1.23x the reference's time (1.1 to 1.4, 40 pairs) -> 50% of the points" in text
    assert text.count("busy") == bool(note)


def test_smallest_input_and_what_its_gradient_says_are_shown() -> None:
    more = {
        "smallest": {"input": [{"name": "x", "text": "[1.0]"}], "expected": "2.0", "got": "1.0"},
        "gradient": {"sentence": "double_grad is not the gradient of your own double."},
        "scaling": None,
    }
    text = report_text(replace(report(WRONG), more=more))
    assert "The smallest input found that fails:\n  x:        [1.0]" in text
    assert "double_grad is not the gradient" in text


def test_mutants_are_listed_with_what_shows_them(doubling: Lab) -> None:
    survivor = Survivor("reference.py:5", "2.0 -> 3.0", "double(x=array([0.]))")
    assert mutants_text(doubling, MutationResult(3, (survivor,), 2)).splitlines() == [
        "L9.1 Doubling: 3 of 4 mutants caught (75.0%); 2 more give the reference's answers.",
        "  let through: reference.py:5: 2.0 -> 3.0",
        "      seen by double(x=array([0.]))",
    ]


def test_labs_are_listed_with_their_functions(doubling: Lab) -> None:
    assert labs_text([doubling]).splitlines() == [
        "L9.1  doubling  Doubling (5 min)",
        "      double(x)  Twice x.",
        "      root(x)  The root of a number that is not negative.",
    ]
    assert labs_text([]) == "There are no labs."
