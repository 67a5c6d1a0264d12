"""Whole gradings of a lab that is judged by what it reaches, through real sandboxes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import grader
from grader.formats.result.grading import grading_seconds
from grader.grading.replay import replay
from grader.judging import budget
from grader.lab import Lab, call
from grader.results.report import CaseResult, Report
from tests.grader.result_lab import FILES, GOOD, PREDICT

ACCURACY = "Held-out accuracy"


def untimed(lab: Lab) -> Lab:
    return replace(lab, weights={**lab.weights, "result": 100.0, "performance": 0.0})


def rows(report: Report) -> dict[str, str]:
    return {case.name: case.verdict.value for case in report.cases}


def test_right_solution_earns_everything(clouds: Lab) -> None:
    seen: list[CaseResult] = []
    report = grader.grade(clouds, GOOD, on_case=seen.append)
    assert rows(report) == {
        "Training on public data": "passed",
        "Training run 1 of 3": "passed",
        "Training run 2 of 3": "passed",
        "Training run 3 of 3": "passed",
        ACCURACY: "passed",
    }
    assert [case.name for case in seen] == list(rows(report))
    assert (report.verdict.value, report.correctness, report.full_correctness) == (
        "passed",
        1,
        True,
    )
    assert report.performance is not None
    assert report.performance.pairs == 3
    assert report.score == pytest.approx(100.0)
    facts = report.as_dict()
    assert (facts["format"], facts["result"]["score"], facts["result"]["runs"]) == ("result", 1, 3)
    json.dumps(facts, allow_nan=False)


@pytest.mark.parametrize("name", ["least_squares", "means"])
def test_every_solution_is_right(clouds: Lab, name: str) -> None:
    report = grader.grade(untimed(clouds), clouds.solutions[name])
    assert (report.score, report.performance) == (100.0, None)


@pytest.mark.parametrize("name", ["other_way_round", "without_bias", "weights_of_three"])
def test_every_mistake_is_caught_and_named(clouds: Lab, name: str) -> None:
    mistake = next(mistake for mistake in clouds.mistakes if mistake.name == name)
    report = grader.grade(clouds, mistake.source)
    assert not report.full_correctness
    assert {case.mistake for case in report.cases} - {None} == {name}
    assert [cause.name for cause in report.causes] == [name]
    assert mistake.hint in report.sentence
    assert report.score == 0.0


def test_starter_is_still_to_be_written(clouds: Lab) -> None:
    report = grader.grade(clouds, clouds.starter)
    assert (report.verdict.value, report.load, report.score) == ("raised", None, 0.0)
    assert rows(report)["Training run 1 of 3"] == "not_run"
    assert report.sentence.startswith("This is the starter code: all of it is still to be written")
    assert report.result is None


def test_starter_that_runs_is_told_what_it_is_beside_what_it_lacks(clouds: Lab) -> None:
    bad = next(mistake for mistake in clouds.mistakes if mistake.name == "without_bias")
    lab = replace(clouds, starter=bad.source, starter_runs=True)
    report = grader.grade(lab, bad.source, visible_only=True)
    assert "This is the starter code, unchanged: it runs" in report.sentence
    assert bad.hint in report.sentence


def test_file_that_does_not_load_is_explained_as_in_every_lab(clouds: Lab) -> None:
    report = grader.grade(clouds, "def train(:\n")
    assert (report.verdict.value, report.cases) == ("does_not_parse", ())
    assert report.score == 0.0


def test_nothing_is_told_before_the_result_is_known(clouds: Lab) -> None:
    told: list[str] = []
    report = grader.grade(clouds, GOOD, on_correct=lambda: told.append("correct"), seed=1)
    assert report.full_correctness
    assert told == []


def test_training_is_the_stage_after_those_of_the_cases(clouds: Lab) -> None:
    told: list[str] = []
    grader.grade(clouds, GOOD, visible_only=True, on_stage=told.append)
    assert told == ["sandbox", "cases", "training"]


def test_trial_stays_with_public_data(clouds: Lab) -> None:
    report = grader.grade(clouds, GOOD, visible_only=True)
    assert list(rows(report)) == ["Training on public data", ACCURACY]
    assert all(case.visible for case in report.cases)
    assert report.result is not None
    assert "on public data" in report.result.sentences[0]
    assert report.performance is None


def test_public_data_are_the_same_for_everybody(clouds: Lab) -> None:
    inputs = [
        grader.grade(clouds, GOOD, visible_only=True, seed=seed).cases[0].input for seed in (1, 2)
    ]
    assert inputs[0] == inputs[1]


def test_partial_credit_between_the_thresholds(clouds: Lab) -> None:
    """A fixed share of wrong answers: 85 % right is three quarters of the way."""
    answer = "return np.where(X @ model[0] + model[1] > 0, 1, 0)"
    spoiled = f"{answer} ^ (np.arange(len(X)) % 20 < 3)"
    assert answer in GOOD
    report = grader.grade(clouds, GOOD.replace(answer, spoiled))
    assert report.result is not None
    assert 0.5 < report.result.score < 0.9
    assert report.score == pytest.approx(80 * report.result.score, abs=0.1)
    assert report.correctness == report.result.score
    assert report.verdict.value == "below_target"


def test_grading_is_replayed_from_its_seed(clouds: Lab) -> None:
    lab = untimed(clouds)
    source = lab.mistakes[0].source
    report = grader.grade(lab, source).as_dict()
    assert replay(report, lab, source.encode()) == []
    again = grader.grade(lab, source, seed=int(report["receipt"]["seed"], 16)).as_dict()
    assert again["result"]["measures"] == report["result"]["measures"]


def test_data_are_drawn_anew_for_each_grading(clouds: Lab) -> None:
    """A model for the data of one grading, known by heart, is worth nothing in the next."""
    lab = untimed(clouds)
    model = "[np.array([1.0, 0.0]), -10.0]"
    fixed = f"import numpy as np\n\ndef train(X, y, seed):\n    return {model}\n"
    values = [
        grader.grade(lab, fixed + PREDICT, seed=seed).as_dict()["result"]["measures"][0]["values"]
        for seed in (1, 2)
    ]
    assert values[0] != values[1]
    assert min(map(min, values)) < 0.9


def test_output_of_secret_runs_is_nowhere(clouds: Lab) -> None:
    source = GOOD.replace("    a, b =", "    print('seen', X.tolist())\n    a, b =")
    source = source.replace("    return np.where(", "    print('seen', X)\n    return np.where(")
    report = grader.grade(untimed(clouds), source)
    shown = [case.name for case in report.cases if "seen" in json.dumps(case.as_dict())]
    assert shown == ["Training on public data"]


def test_cases_of_the_lab_come_first(clouds: Lab) -> None:
    model = (np.array([1.0, 2.0]), -9.0)
    case = grader.lab.Case("three", call("predict", model, np.ones((3, 2))), "All below.")
    lab = replace(
        untimed(clouds),
        make_visible=lambda: [case],
        weights={"correctness": 40.0, "result": 60.0, "performance": 0.0},
    )
    report = grader.grade(lab, GOOD)
    assert list(rows(report))[:2] == ["three", "Training on public data"]
    assert (report.correctness, report.score) == (1.0, 100.0)
    worse = grader.grade(lab, GOOD.replace("1, 0)", "1, 1)"))
    assert (worse.correctness, rows(worse)["three"]) == (0.0, "wrong_values")
    assert [cause.cases for cause in worse.causes] == [("three",), (ACCURACY,)]


def test_fault_of_the_author_is_none_of_the_student(clouds: Lab) -> None:
    def broken(rng: np.random.Generator, world: Any) -> Any:
        raise RuntimeError("no data")

    lab = replace(clouds, content=replace(clouds.content, held_out=broken))
    report = grader.grade(lab, GOOD)
    assert report.verdict.value == "grader_failed"
    assert report.failure == "clouds: task.py fails: RuntimeError: no data"


def test_reference_that_cannot_be_trained_is_a_failure(clouds: Lab) -> None:
    lab = replace(clouds, reference_source=FILES["starter.py"])
    report = grader.grade(lab, GOOD)
    assert report.failure.startswith("the reference cannot be trained")


def test_budget_covers_all_runs(clouds: Lab) -> None:
    more = replace(clouds, content=replace(clouds.content, seeds=6))
    assert grading_seconds(more) > 1.5 * grading_seconds(clouds) > budget.grading_seconds(clouds)
    assert grading_seconds(untimed(clouds)) < grading_seconds(clouds)
