"""What a report says, and that its JSON stays what others read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grader.messages import entries, message
from grader.results.report import CaseResult, LoadFailure, Memory, Performance, Report
from grader.results.verdicts import Verdict
from grader.results.worst_entry import WorstEntry

RIGHT = CaseResult("right", True, "f", 1.0, Verdict.passed)
WRONG = CaseResult("wrong", True, "f", 3.0, Verdict.wrong_values, hint="Look at the sign.")
SPEED = Performance(1.23456, 1.1, 1.4, 0.98765, 40, 2.0, 2.46912, "cpu")


def report(*cases: CaseResult, **changes: object) -> Report:
    made = Report(
        lab="doubling",
        number="L9.1",
        title="Doubling",
        weights={"correctness": 80.0, "performance": 20.0},
        cases=cases,
        performance=None,
        load=None,
        seconds=1.23456,
        receipt={"seed": "0x1"},
    )
    return replace(made, **changes)


def test_keys_are_those_that_others_read() -> None:
    assert list(report(RIGHT).as_dict()) == [
        "lab",
        "number",
        "title",
        "verdict",
        "sentence",
        "sentence_message",
        "score",
        "correctness",
        "performance",
        "scaling",
        "memory",
        "smallest",
        "gradient",
        "seconds",
        "load",
        "visible_only",
        "weights",
        "thresholds",
        "receipt",
    ]
    json.dumps(report(RIGHT, WRONG, performance=SPEED).as_dict(), allow_nan=False)


def test_score_adds_up_correctness_and_speed() -> None:
    assert report(RIGHT, WRONG).score == 20.0
    assert report(RIGHT, performance=SPEED).score == 99.75
    assert report().score == 0.0
    assert report(RIGHT, failure="The host is broken.").score is None


@pytest.mark.parametrize(
    ("cases", "full"), [((RIGHT,), True), ((RIGHT, WRONG), False), ((), False)]
)
def test_full_correctness_needs_cases_that_all_passed(
    cases: tuple[CaseResult, ...], full: bool
) -> None:
    assert report(*cases).full_correctness is full


def test_verdict_is_the_worst() -> None:
    load = LoadFailure(Verdict.does_not_parse)
    assert report(RIGHT, WRONG).verdict is Verdict.wrong_values
    assert report(WRONG, load=load).verdict is Verdict.does_not_parse
    assert report(WRONG, load=load, failure="Broken.").verdict is Verdict.grader_failed


def test_case_that_says_most_is_explained_and_of_the_whole_verdict() -> None:
    raised = replace(WRONG, name="raised", verdict=Verdict.raised)
    guessed = replace(raised, name="guessed", hypothesis="sign")
    known = replace(raised, name="known", mistake="half")
    for cases, name in (
        ((WRONG, raised), "raised"),
        ((WRONG, raised, guessed), "guessed"),
        ((guessed, known), "known"),
        ((replace(WRONG, mistake="half"), raised), "raised"),
    ):
        first = report(*cases).first
        assert first is not None and first.name == name
    assert report(RIGHT).first is None


def test_sentence_ends_with_the_cause() -> None:
    assert report(WRONG).sentence == "The answer's values are wrong. Look at the sign."
    load = LoadFailure(Verdict.does_not_parse, hint="A bracket is missing.")
    assert report(load=load).sentence == "Python cannot read the file. A bracket is missing."
    failed = report(WRONG, failure="The host is broken.")
    assert failed.sentence.endswith("It will be graded again. The host is broken.")


def test_texts_of_the_grader_are_messages_beside_english() -> None:
    hint = message("Every value is {factor} times ours.", factor=2)
    shown = report(replace(WRONG, hint=hint)).as_dict()
    (case,) = shown["correctness"]["cases"]
    assert case["hint"] == "Every value is 2 times ours."
    assert case["hint_message"] == ["Every value is {factor} times ours.", {"factor": "2"}]
    assert shown["sentence_message"][1]["first"] == ["The answer's values are wrong."]
    author = report(WRONG).as_dict()["correctness"]["cases"][0]
    assert author["hint"] == "Look at the sign." and "hint_message" not in author


def test_hidden_case_carries_no_value() -> None:
    secret = replace(
        WRONG,
        visible=False,
        input=(("x", "3.14"),),
        expected="3.14",
        got="3.14",
        worst=WorstEntry((0,), "3.14", "3.14", "3.14", 1, 1),
        output="3.14",
        traceback="3.14",
    )
    assert "3.14" not in json.dumps(secret.as_dict())
    assert "3.14" in json.dumps(replace(secret, visible=True).as_dict())


def test_speed_is_rounded_to_what_is_known() -> None:
    assert SPEED.as_dict() | {} == {
        "ratio": 1.235,
        "low": 1.1,
        "high": 1.4,
        "score": 0.9877,
        "reference_ms": 2.0,
        "submission_ms": 2.469,
        "pairs": 40,
        "basis": "cpu",
        "note": "",
        "void": "",
        "freezing": "",
    }


def test_why_a_time_is_void_has_no_twin_that_would_pass_to_students() -> None:
    void = replace(SPEED, void=message("The session ran on."), note=message("No points."))
    assert "void_message" not in void.as_dict()
    assert void.as_dict()["note_message"] == entries("note", message("No points."))["note_message"]


def test_memory_is_never_negative() -> None:
    assert Memory(3 << 20, -5).as_dict() == {"submission_mib": 3.0, "reference_mib": 0.0}
