"""Grading where no sandbox can be made."""

from __future__ import annotations

import os

import pytest

from grader.exchange.weak_grading import grade_weakly
from grader.lab import Lab, load_lab
from grader.results.report import Report
from grader.results.verdicts import Verdict
from tests.grader.small_lab import FILES, write_lab

RIGHT = FILES["solutions/adding.py"]


class Graded:
    """Called with code, gives the verdicts by case, and keeps the report."""

    report: Report

    def __init__(self, lab: Lab) -> None:
        self.lab = lab

    def __call__(self, code: str) -> dict[str, Verdict]:
        self.report = grade_weakly(self.lab, code.encode(), 1)
        return {case.name: case.verdict for case in self.report.cases}


@pytest.fixture
def verdicts(tmp_path):
    return Graded(load_lab(write_lab(tmp_path)))


def test_right_code_gets_all_points_without_speed(verdicts):
    assert set(verdicts(RIGHT).values()) == {Verdict.passed}
    assert verdicts.report.score == 100.0 and verdicts.report.performance is None


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("return 3 * x", Verdict.wrong_values),
        ("return x.tolist()", Verdict.wrong_type),
        ("return object()", Verdict.wrong_type),
        ("x += x\n    return x", Verdict.changed_inputs),
        ("return 1 / 0", Verdict.raised),
        ("raise SystemExit", Verdict.raised),
        ("import os\n    os._exit(0)", Verdict.ended_early),
        ("print(1)\n    return x + x", Verdict.passed),
        ("while True: pass", Verdict.time_limit),
    ],
)
def test_each_end_of_a_call_has_its_verdict(verdicts, line, verdict):
    code = RIGHT.replace("return x + x", line)
    found = verdicts(code)
    assert found["small"] is verdict and found["drawn"] is verdict
    assert found["root of four"] is Verdict.passed and found["negative"] is Verdict.passed


def test_code_that_cannot_be_loaded_is_explained(verdicts):
    assert set(verdicts("def double(x").values()) == {Verdict.not_run}
    assert verdicts.report.verdict is Verdict.does_not_parse
    assert "closed" in verdicts.report.load.hint


def test_a_missing_function_is_named(verdicts):
    assert verdicts("def root(x): return x")["small"] is Verdict.no_such_function


@pytest.mark.skipif(os.geteuid() != 0, reason="root's rights are given up by root alone")
def test_the_rights_of_root_are_given_up(verdicts):
    verdicts("import os\ndef double(x): raise ValueError(os.getresuid()[:2])")
    (case,) = [case for case in verdicts.report.cases if case.name == "small"]
    assert "ValueError" in case.got and "(0, 0)" not in case.got


def test_nothing_of_the_environment_is_seen(verdicts, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_HOST", "x")
    verdicts("import os\ndef double(x): raise ValueError('SECRET_OF_THE_HOST' in os.environ)")
    (case,) = [case for case in verdicts.report.cases if case.name == "small"]
    assert "False" in case.got
