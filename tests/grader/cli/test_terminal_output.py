"""What a terminal shows of reports, mutants and labs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from grader.cli.terminal_output import labs_text, mutants_text, report_text
from grader.lab import Lab, load_lab
from grader.mutation_testing import MutationResult
from grader.mutation_testing.runner import Survivor
from grader.results.report import CaseResult, LoadFailure, Performance, Report
from grader.results.verdicts import Verdict
from grader.results.worst_entry import WorstEntry
from tests.grader.playground_lab import write_playground_lab
from tests.grader.result_lab import write_result_lab

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


def test_a_broken_rule_says_where() -> None:
    places = ('double, "l1"', 'double, "l2"')
    rule = replace(HIDDEN, verdict=Verdict.wrong_dtype, rule=True, places=places)
    line = report_text(report(rule)).splitlines()[-3]
    assert line == '  FAIL  drawn (rule): Wrong dtype, in double, "l1"; double, "l2"'


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


class Reached:
    """What a format adds to a report."""

    score = 0.5
    sentences = ("Accuracy 0.80 on 5 seeds.", "Training took 1 s.")

    def as_dict(self) -> dict[str, float]:
        return {}


def test_what_a_format_adds_is_said_before_the_score() -> None:
    text = report_text(replace(report(HIDDEN), result=Reached()))
    assert text.splitlines()[-5:] == [
        "Accuracy 0.80 on 5 seeds.",
        "",
        "Training took 1 s.",
        "",
        "Score 100 of 100",
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
    lines = labs_text([doubling]).splitlines()
    assert lines[4:8:3] == ["", ""]
    assert lines[5].startswith("Code runs on Python 3.")
    assert lines[8:10] == [
        "Limits of L9.1:",
        "  One call:                     1 s",
    ]
    assert lines[:4] == [
        "L9.1  doubling  Doubling (5 min; 2 visible and 2 hidden cases)",
        "      double(x)  Twice x.",
        "      root(x)  The root of a number that is not negative.",
        f"      {len(doubling.solutions)} solutions, {len(doubling.mistakes)} mistakes",
    ]
    assert labs_text([]) == "There are no labs."


def test_lab_of_another_format_says_by_what_it_is_judged(tmp_path: Path) -> None:
    lab = load_lab(write_result_lab(tmp_path))
    assert labs_text([lab]).splitlines()[0] == (
        "L9.2  clouds  Two clouds (10 min; judged by its result)"
    )


def test_a_lab_without_functions_has_no_limits_of_programs(tmp_path: Path) -> None:
    text = labs_text([load_lab(write_playground_lab(tmp_path))])
    assert text.startswith("P9  clouds  Clouds (5 min; format playground)\n")
    assert "Limits of" not in text


def test_cells_that_were_left_out_are_listed() -> None:
    text = report_text(replace(report(HIDDEN), skipped=("cell 2, line 1: NameError",)))
    assert "Left out of the notebook because it failed:\n  cell 2, line 1: NameError\n" in text
    assert "Left out" not in report_text(report(HIDDEN))
