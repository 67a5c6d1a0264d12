"""The report in a terminal."""

from __future__ import annotations

import io

import pytest
from courseware_client.report_text import headline, local_results, report
from courseware_client.visible_cases import CaseResult
from rich.console import Console

from tests.client.reports import CASE, REPORT, submission


def text_of(shown) -> str:
    written = io.StringIO()
    Console(file=written, width=100).print(shown)
    return written.getvalue()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "queued", "place": 3}, "Waiting, place 3 in the queue"),
        ({"state": "queued"}, "Waiting"),
        ({"state": "running"}, "Running: 2 cases so far"),
        ({"state": "running", "correctness": 1.0}, "Correct; measuring speed"),
        ({"state": "failed"}, "Could not be graded. Your code is kept."),
        ({}, "Wrong values, 12.5 of 100"),
        ({"verdict": "passed", "score": None}, "Passed"),
        ({"verdict": "", "score": None, "released": False}, "Graded, not released"),
    ],
)
def test_one_line_says_how_far_it_is(fields, words):
    assert headline(submission(**fields)) == words


def test_the_whole_result_is_told():
    text = text_of(report(submission()))
    for words in (
        "0 of 2 cases pass",
        "1. Three.  (1 case)",
        "expected  2",
        "one [two]",
        "Twice <b>one</b>.",
        "hello <i>",
        "1.25 times the reference's time (95 %: 1.2 to 1.3), 18 points",
        "https://a.example.org/s/7/",
    ):
        assert words in text, words


def test_local_results_show_what_was_called_where_it_failed():
    results = [
        CaseResult("one", True, "", "f(1)"),
        CaseResult("two", False, "[3] instead of [2]", "f(2)"),
        CaseResult("three", None, "it makes several calls"),
    ]
    text = text_of(local_results(results))
    assert "f(2)" in text and "f(1)" not in text and "[3] instead of [2]" in text


def test_a_sentence_is_told_once():
    shown = REPORT | {"sentence": "Three. This explains all 2 failures."}
    assert text_of(report(submission(report=shown))).count("Three.") == 1


def test_cases_that_pass_are_told_when_asked_for():
    passing = CASE | {"passed": True, "name": "fine", "visible": False}
    found = submission(report=REPORT | {"cases": [CASE, passing]})
    assert "fine" not in text_of(report(found))
    text = text_of(report(found, every_case=True))
    assert "fine" in text and "hidden" in text


def test_of_many_failures_some_are_told_and_where_the_others_are():
    cases = [CASE | {"name": f"case {number}"} for number in range(15)]
    text = text_of(report(submission(report=REPORT | {"cases": cases})))
    assert "case 11" in text and "case 12" not in text
    assert "and 3 more; every case: courseware watch twice 7 --cases" in text


def test_of_a_file_that_cannot_be_loaded_no_case_is_told():
    text = text_of(report(submission(report=REPORT | {"load": "SyntaxError"})))
    assert "SyntaxError" in text and "one [two]" not in text
