import pytest

import grader
from grader.formats.playground import grading
from grader.formats.playground.grading import grade_playground, grading_seconds
from grader.grading.replay import replay
from grader.playground import TrainingTimeout
from grader.results.verdicts import Verdict
from tests.grader.playground_lab import RIGHT


def test_a_right_state_and_answer_earn_everything(lab):
    told = []
    report = grader.grade(lab, RIGHT, on_case=told.append)
    assert (report.verdict, report.score, report.full_correctness) == (Verdict.passed, 100.0, True)
    assert [case.name for case in report.cases] == [
        "Test loss at most 0.2 in 8 of 10 runs",
        "Few units",
        "Question: side",
    ]
    assert list(report.cases) == told


def test_training_is_the_only_stage(lab):
    told = []
    grader.grade(lab, RIGHT, visible_only=True, on_stage=told.append)
    assert told == ["training"]


def test_a_missed_goal_is_answered_with_what_was_seen_and_the_hint_of_the_mistake(lab):
    report = grader.grade(lab, lab.mistakes[0].source)
    first = report.cases[0]
    assert (report.verdict, report.score) == (Verdict.below_target, 20.0)
    assert "0 of 10 runs reach it" in report.sentence
    assert report.sentence.endswith("The steps are too short. This explains all 2 failures.")
    assert first.mistake == "too_slow" and len(first.got.split(", ")) == 10
    assert report.causes[0].cases == (first.name, "Few units")


def test_without_a_known_mistake_the_authors_hint_is_told(lab):
    state = "state: dataset=gauss&points=100&networkShape=&learningRate=0.0002\nside: no"
    report = grader.grade(lab, state)
    assert report.cases[0].hint.endswith("Train faster.") and report.cases[0].mistake is None
    assert report.cases[2].hint == "Draw the clouds." and report.cases[2].expected == ""
    assert len(report.causes) == 3


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("state: dataset=xor&points=100", "dataset is xor, and the lab asks for gauss"),
        ("state: dataset=gauss", "points is 0, and the lab asks for 100"),
        ("state: dataset=gauss&points=100&networkShape=1,1,1", "layers is 3"),
        ("state: dataset=moons", "circle, xor, gauss, spiral"),
        ("side: yes", "There is no state"),
    ],
)
def test_a_state_that_is_not_allowed_is_not_trained(lab, text: str, part: str):
    report = grader.grade(lab, text)
    assert part in report.cases[0].hint
    assert report.cases[0].verdict is Verdict.wrong_values
    assert report.result.trained == ()


def test_a_text_without_answers_is_answered_with_how_to_write_them(lab):
    report = grader.grade(lab, b"x = 1\ny = 2\n")
    assert report.verdict is Verdict.does_not_parse and report.score == 0
    assert "state:, side:, why:" in report.sentence


def test_a_trial_trains_and_asks_no_question(lab):
    report = grader.grade(lab, RIGHT.replace("yes", "no"), visible_only=True)
    assert report.visible_only and len(report.cases) == 2 and report.full_correctness


def test_whoever_leaves_a_choice_out_is_told_so(lab):
    report = grader.grade(lab, "state: dataset=gauss&points=100")
    assert not report.cases[2].passed


def test_a_training_that_does_not_end_is_no_fault_of_the_state(lab, monkeypatch):
    def endless(*args, **options):
        raise TrainingTimeout("too long")

    monkeypatch.setattr(grading, "train", endless)
    assert grade_playground(lab, RIGHT).verdict is Verdict.grader_failed


def test_a_report_can_be_replayed(lab):
    report = grader.grade(lab, RIGHT, seed=1).as_dict()
    assert replay(report, lab, RIGHT.encode()) == []


def test_the_time_of_a_grading_covers_each_state(lab):
    assert grading_seconds(lab) >= 60


def test_no_sandbox_is_needed(lab, monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("a sandbox was opened")

    monkeypatch.setattr("grader.judging.runner.open_session", refuse)
    assert grader.grade(lab, "# %% Cell 1\n" + RIGHT).verdict is Verdict.does_not_parse
