"""What a report says, and that its JSON stays what others read."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grader.messages import entries, message
from grader.results.cause import UNKNOWN, Cause, Stage
from grader.results.report import CaseResult, LoadFailure, Memory, Performance, Report
from grader.results.verdicts import Verdict
from grader.results.worst_entry import WorstEntry

RIGHT = CaseResult("right", True, "f", 1.0, Verdict.passed)
WRONG = CaseResult("wrong", True, "f", 3.0, Verdict.wrong_values, hint="Look at the sign.")
SPEED = Performance(1.23456, 1.1, 1.4, 0.98765, 40, 2.0, 2.46912, "cpu")


class Reached:
    """What a format may add to a report."""

    score = 0.5
    sentences = ("Accuracy 0.80 on 5 seeds.",)

    def as_dict(self) -> dict[str, float]:
        return {"score": self.score}


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
        "format",
        "number",
        "title",
        "verdict",
        "sentence",
        "sentence_message",
        "causes",
        "score",
        "correctness",
        "performance",
        "result",
        "scaling",
        "memory",
        "smallest",
        "gradient",
        "explanation",
        "seconds",
        "load",
        "skipped",
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


def test_format_adds_its_share_of_the_points() -> None:
    weights = {"correctness": 20.0, "result": 60.0, "performance": 20.0}
    found = report(RIGHT, weights=weights, result=Reached(), format="result")
    assert (found.score, found.correctness) == (50.0, 1.0)
    assert found.as_dict()["result"] == {"score": 0.5}
    assert found.as_dict()["format"] == "result"


def test_without_cases_that_count_the_result_is_what_is_correct() -> None:
    row = replace(RIGHT, weight=0.0)
    assert report(row, result=Reached()).correctness == 0.5
    assert report(row).correctness == 0.0


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


def cause(*cases: str, stage: Stage = Stage.values, sentence: str = "Halved.") -> Cause:
    return Cause(stage, "mistake", "half", sentence, cases, cases[-1])


def test_first_case_shows_the_first_cause() -> None:
    raised = replace(WRONG, name="raised", verdict=Verdict.raised)
    cases = (WRONG, replace(WRONG, name="other"), raised)
    told = report(*cases, causes=(cause("wrong", "other"), cause("raised")))
    assert told.first is told.cases[1]
    assert told.verdict is Verdict.wrong_values
    untold = report(*cases)
    assert untold.first is raised and untold.verdict is Verdict.raised
    assert report(RIGHT).first is None


def test_headline_counts_what_the_first_cause_explains() -> None:
    others = [replace(WRONG, name=name) for name in "abc"]
    idle = replace(WRONG, name="idle", verdict=Verdict.not_run)
    said = "Halved."
    for named, count in (("a", "1 of 3"), ("ab", "2 of 3"), ("abc", "all 3")):
        told = report(RIGHT, *others, idle, causes=(cause(*named),))
        assert told.sentence == f"{said} This explains {count} failures."
    assert report(WRONG, causes=(cause("wrong"),)).sentence == said
    unknown = replace(cause("wrong"), source=UNKNOWN, sentence="Look at the sign.")
    said = "The answer's values are wrong. Look at the sign."
    assert report(WRONG, causes=(unknown,)).sentence == said
    unsaid = replace(cause("wrong"), sentence="")
    assert report(WRONG, causes=(unsaid,)).sentence == "The answer's values are wrong."


def test_headline_of_bad_input_says_nothing_of_values() -> None:
    refusal = cause("wrong", stage=Stage.refusals, sentence="Refuse it.")
    assert report(WRONG, causes=(refusal,)).sentence == "Refuse it."


def test_causes_are_in_the_json() -> None:
    told = report(WRONG, causes=(cause("wrong", sentence=message("Halved.")),))
    assert told.as_dict()["causes"] == [
        {
            "stage": "values",
            "source": "mistake",
            "name": "half",
            "sentence": "Halved.",
            "sentence_message": ["Halved."],
            "cases": ["wrong"],
            "case": "wrong",
        }
    ]


def test_sentence_is_the_cause_where_the_file_does_not_load() -> None:
    assert report(WRONG).sentence == "The answer's values are wrong. Look at the sign."
    load = LoadFailure(Verdict.does_not_parse, hint="A bracket is missing.")
    assert report(load=load).sentence == "A bracket is missing."
    unknown = LoadFailure(Verdict.does_not_parse)
    assert report(load=unknown).sentence == "Python cannot read the file."
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
