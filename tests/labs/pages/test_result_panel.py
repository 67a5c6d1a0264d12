"""A submission whose stored result cannot be read stops nothing else, and its pages say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from labs.grading.services import record_decision
from labs.models import CaseRecord, State, Submission
from labs.pages import result_panel as result_panel_module
from labs.pages.result_panel import ResultPanel, result_panel
from tests.labs.writing import DOUBLE

LAB = "/courses/ml/labs/twice/"
REPORTS = [
    [],
    "text",
    {"correctness": [1]},
    {"correctness": {"first": "one"}, "performance": {"ratio": "fast"}, "thresholds": {"at": 1}},
    {"performance": 7, "scaling": "wide", "memory": {"mib": 1}, "receipt": [1], "load": 3},
]


@pytest.fixture
def bad(submit: Callable[..., Any]) -> Any:
    def spoil(report: Any, verdict: str = "wrong_values") -> Any:
        submission = submit()
        submission.state, submission.verdict, submission.report = State.DONE, verdict, report
        submission.score, submission.graded_at = 60.0, timezone.now()
        submission.save()
        CaseRecord.objects.create(submission=submission, position=0, result=["no", "case"])
        return submission

    return spoil


@pytest.mark.parametrize("report", REPORTS, ids=str)
def test_pages_with_a_report_of_another_shape_open(
    client: Client, ada: Any, ben: Any, bad: Callable[..., Any], course: Any, report: Any
) -> None:
    submission = bad(report)
    address = submission.get_absolute_url()
    own = [LAB, f"{LAB}submissions/", address, f"{address}result/", course.get_absolute_url()]
    own.append(f"{course.get_absolute_url()}grades/")
    for user, addresses in ((ben, own), (ada, [address, f"/courses/ml/gradebook/{ben.pk}/"])):
        client.force_login(user)
        for page in addresses:
            shown = client.get(page)
            assert shown.status_code == 200, page
            assert "This page cannot be shown" not in shown.text, page
    client.force_login(ben)
    assert "cannot read" in client.get(LAB).text
    assert 'name="code"' in client.get(LAB).text  # the lab itself goes on


def test_an_unknown_verdict_spoils_neither_lists_nor_the_next_score(
    client: Client, ben: Any, bad: Callable[..., Any], submit: Callable[..., Any]
) -> None:
    old = bad({}, verdict="a verdict of long ago")
    client.force_login(ben)
    for page in (LAB, f"{LAB}submissions/", "/courses/ml/grades/", old.get_absolute_url()):
        assert client.get(page).status_code == 200
    new = submit(DOUBLE + "\n")
    new.state, new.verdict, new.score, new.correctness = State.DONE, "passed", 50.0, 0.5
    new.save()
    record_decision(new)
    assert Submission.objects.get(pk=old.pk).score == 60.0


# -- the words of the panel ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"state": State.QUEUED}, ("waiting", "Waiting", "")),
        ({"state": State.RUNNING}, ("running", "Being graded", "")),
        ({"state": State.RUNNING, "purpose": "trial"}, ("running", "Running", "")),
        ({"state": State.FAILED}, ("grader_failed", "Could not be graded", "")),
        ({"state": State.DONE, "verdict": "does_not_parse"}, ("does_not_parse", "", "")),
    ],
    ids=["queued", "running", "a trial", "failed", "done"],
)
def test_the_verdict_line_follows_the_state(
    make_submission: Callable[..., Any], fields: Any, expected: Any
) -> None:
    panel = result_panel(make_submission(**fields))

    assert (panel.state, panel.word, panel.facts) == expected
    assert panel.finished is (fields["state"] in (State.DONE, State.FAILED))


def test_cases_are_counted_while_they_come(make_submission: Callable[..., Any]) -> None:
    submission = make_submission(state=State.RUNNING)
    for position, passed in enumerate([True, False, True]):
        case = {"name": f"case {position}", "visible": True, "passed": passed}
        CaseRecord.objects.create(submission=submission, position=position, result=case)

    assert result_panel(submission).facts == "3 cases so far, 2 passed"


def test_a_grading_that_is_repeated_says_when(make_submission: Callable[..., Any]) -> None:
    soon = make_submission(grader_error="No sandbox.")
    later = timezone.now() + timedelta(hours=1)
    late = make_submission(grader_error="No sandbox.", not_before=later)

    assert result_panel(soon).sentence.endswith("is being graded again.")
    assert f"again after {timezone.localtime(later):%H:%M}" in result_panel(late).sentence
    assert "No sandbox" not in result_panel(late).sentence  # that is for the instructor


@pytest.mark.parametrize(
    ("code", "file_name", "summary"),
    [
        ("x\n", "", "1 line"),
        ("x\ny", "ada.py", "ada.py, 2 lines"),
        ("x\n" * 1200, "", "1,200 lines"),
    ],
)
def test_the_panel_says_which_code_was_graded(code: str, file_name: str, summary: str) -> None:
    submission = Submission(code=code, file_name=file_name)

    assert ResultPanel(submission, "passed", "", "", "").code_summary == summary


def test_a_long_table_of_cases_is_folded() -> None:
    case = {"name": "a"}

    def panel(count: Any, **fields: Any) -> Any:
        return ResultPanel(Submission(), "passed", "", "", "", cases=[case] * count, **fields)

    assert [panel(8).folds_cases, panel(9).folds_cases] == [False, True]
    assert panel(1, key_case=case).folds_cases


def test_bands_lead_from_full_points_to_none_in_equal_ratios() -> None:
    bands = result_panel_module._bands({"full_at": 2, "zero_at": 32})

    assert [share for _, share in bands] == [1.0, 0.75, 0.5, 0.25]
    assert [ratio for ratio, _ in bands] == pytest.approx([2, 4, 8, 16])
    assert result_panel_module._bands({}) == []


def test_a_receipt_names_what_was_graded_and_by_what(make_submission: Callable[..., Any]) -> None:
    report = {"receipt": {"numpy": "2.1", "code": "abc", "seed": "5eed"}}
    submission = make_submission(
        state=State.DONE, verdict="passed", report=report, file_name="ada.py"
    )

    assert result_panel(submission).receipt == [
        ("File", "ada.py"),
        ("Code, lines", "1"),
        ("Code, SHA-256", "abc"),
        ("NumPy", "2.1"),
    ]


def test_a_submission_that_waits_shows_nothing_of_an_older_report(
    make_submission: Callable[..., Any],
) -> None:
    report = {"memory": {"submission_mib": 1, "reference_mib": 2}, "causes": CAUSES}
    done = make_submission(state=State.DONE, verdict="passed", report=report)
    waiting = make_submission(state=State.QUEUED, report=report)

    assert result_panel(done).memory == ("Peak memory while timed: 1 MiB; the reference: 2 MiB.")
    assert (result_panel(waiting).memory, result_panel(waiting).causes) == ("", [])


CAUSES = [
    {"sentence": "Halved <b>.", "cases": ["a", "b"], "case": "a"},
    {"sentence": "Bad input.", "cases": ["c"], "case": "c"},
]


@pytest.mark.parametrize(("count", "listed"), [(1, False), (2, True)])
def test_causes_after_the_first_are_listed_above_the_cases(
    make_submission: Callable[..., Any], count: int, listed: bool
) -> None:
    report = {"causes": CAUSES[:count], "sentence": "Halved <b>. This explains 2 of 3 failures."}
    done = make_submission(state=State.DONE, verdict="wrong_values", report=report)

    panel = result_panel(done)

    assert panel.sentence == "Halved <b>. This explains 2 of 3 failures."
    assert ('Bad input. <span class="meta">1 case<' in panel.report) is listed
    assert ("2 things to fix, in this order" in panel.report) is listed
    assert "Halved" not in panel.report


@pytest.mark.parametrize(
    ("visible", "hint", "key", "told"),
    [
        (True, "Halved <b>.", False, False),
        (True, "By hand it is 3.", False, True),
        (False, "Halved <b>.", False, False),
        (False, "By hand it is 3.", True, True),
    ],
)
def test_the_key_case_does_not_repeat_the_verdict_line(
    make_submission: Callable[..., Any], visible: bool, hint: str, key: bool, told: bool
) -> None:
    report = {"causes": CAUSES[:1], "correctness": {"first": "a"}}
    done = make_submission(state=State.DONE, verdict="wrong_values", report=report)
    case = {"name": "a", "visible": visible, "passed": False, "verdict": "wrong_values"}
    case |= {"sentence": "", "hint": hint}
    CaseRecord.objects.create(submission=done, position=0, result=case)

    panel = result_panel(done)

    assert (panel.key_case is not None) is key
    top, table, _rest = panel.report.partition("all-cases")
    assert ("By hand it is 3." in top or "Halved" in top) is (told and bool(table))


def test_each_cause_has_one_call_the_smallest_or_that_of_a_visible_case(
    make_submission: Callable[..., Any],
) -> None:
    made = {"name": "Smallest input that fails", "call": "double(np.array([1.0]))", "got": "3.0"}
    cells = [[{"expected": "2.0", "got": "<3.0>", "differs": True}]]
    causes = [CAUSES[0], CAUSES[1] | {"example": made | {"cells": cells}}]
    third = {"sentence": "Not for lists.", "cases": ["hidden"], "case": "hidden"}
    report = {"causes": [*causes, third]}
    done = make_submission(state=State.DONE, verdict="wrong_values", report=report)
    case = {"visible": True, "passed": False, "verdict": "wrong_values", "sentence": "", "hint": ""}
    for position, name in enumerate(["a", "hidden"]):
        result = case | {"name": name, "call": f"double({name})", "visible": name == "a"}
        CaseRecord.objects.create(submission=done, position=position, result=result)

    panel = result_panel(done)

    shown = [(each.smallest, each.case and each.case["call"]) for each in panel.causes]
    assert shown == [(False, "double(a)"), (True, "double(np.array([1.0]))"), (False, None)]
    assert "Visible case: a" in panel.report and "Smallest failing input found" in panel.report
    assert 'cell-differs"><span class="visually-hidden">differs: </span>&lt;3.0&gt;' in panel.report
    assert 'data-copy="call-2"' in panel.report and "double(hidden)" not in panel.report


def test_a_file_that_does_not_load_has_no_key_case_and_no_count(
    make_submission: Callable[..., Any],
) -> None:
    load = {"verdict": "raised", "sentence": "", "hint": "", "output": ""}
    load |= {"detail": "NameError: x", "traceback": "line 1: x\nNameError: x"}
    report = {"load": load, "correctness": {"first": "a"}, "sentence": "Line 1: x is unknown."}
    done = make_submission(state=State.DONE, verdict="raised", report=report)
    case = {"name": "a", "visible": True, "passed": False, "verdict": "not_run"}
    case |= {"sentence": "", "hint": ""}
    CaseRecord.objects.create(submission=done, position=0, result=case)

    panel = result_panel(done)

    assert (panel.key_case, panel.facts) == (None, "")
    assert panel.report.count("NameError: x") == 1


def test_a_case_says_what_was_returned_in_place_of_an_array() -> None:
    case = {"name": "a", "visible": True, "passed": False, "verdict": "wrong_type"}
    case |= {"sentence": "", "hint": ""}
    detail = "returned a dict of 2"
    panel = ResultPanel(Submission(), "wrong_type", "", "", "", cases=[case | {"detail": detail}])

    assert detail in panel.report


MEASURE = {
    "name": "Held-out accuracy",
    "value": 0.87,
    "values": [0.86, 0.88],
    "train_value": 0.99,
    "credit": 0.77,
    "full_at": 0.95,
    "zero_at": 0.6,
    "baseline": 0.52,
    "reference": 0.99,
    "digits": 2,
    "sentence": "Held-out accuracy 0.87 on 2 seeds; 0.95 earns all points.",
}
REACHED = {
    "score": 0.77,
    "measures": [MEASURE, MEASURE | {"name": "Loss <b>", "value": None, "credit": 0.0}],
    "runs": 2,
    "public": False,
    "time": "Training took up to 0.25 s of CPU time; it may take 2 s.",
}


def test_what_a_model_has_reached_is_shown_against_what_counts(
    make_submission: Callable[..., Any],
) -> None:
    report = {"format": "result", "result": REACHED}
    done = make_submission(state=State.DONE, verdict="below_target", report=report)

    panel = result_panel(done)

    assert panel.facts == "Held-out accuracy 0.87"
    shown = panel.report
    assert "Held-out accuracy 0.87 on 2 seeds; 0.95 earns all points." in shown
    assert "Training took up to 0.25 s of CPU time; it may take 2 s." in shown
    cells = ["0.99", "0.95", "0.87", "77%", "0.60", "0.52"]
    places = [shown.index(f">{cell}<") for cell in cells]
    assert places == sorted(places)
    assert "Loss &lt;b&gt;" in shown
    assert ">–<" in shown


def test_values_of_a_trial_are_said_to_be_of_public_data(
    make_submission: Callable[..., Any],
) -> None:
    report = {"result": REACHED | {"public": True}}
    done = make_submission(state=State.DONE, verdict="below_target", report=report)
    waiting = make_submission(state=State.QUEUED, report=report)

    assert "Result on public data" in result_panel(done).report
    assert result_panel(waiting).reached is None


@pytest.mark.parametrize(
    ("traceback", "lines"),
    [
        ("line 3: f(x)\nline 7: x[9]\nIndexError: 9", [(7, "IndexError: 9")]),
        ("cell 3, line 2: x[9]\nIndexError: 9", []),
        ("", []),
    ],
    ids=["the innermost line", "a notebook", "none"],
)
def test_the_editor_is_told_the_line_of_an_exception(
    make_submission: Callable[..., Any], traceback: str, lines: Any
) -> None:
    report = {"load": {"verdict": "raised", "traceback": traceback}}
    done = make_submission(state=State.DONE, verdict="raised", report=report)

    assert result_panel(done).lines == lines
