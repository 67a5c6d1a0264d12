"""What training runs have reached, as numbers and as sentences."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grader.formats.result.runs import Run
from grader.formats.result.scores import MeasureScore, ResultScore, score_runs
from grader.formats.result.task import Task
from grader.lab import Lab
from grader.results.verdicts import Verdict
from grader.sandbox import Limits

NAN = float("nan")
LIMITS = Limits(cpu_seconds=2.0)


def run(value: float, **facts: float | int) -> Run:
    return Run(Verdict.passed, values={"Held-out accuracy": value}, **facts)  # type: ignore[arg-type]


FAILED = Run(Verdict.raised)


def scored(task: Task, *runs: Run, is_public: bool = False) -> ResultScore:
    found = score_runs(task, runs, runs[0], LIMITS, is_public=is_public)
    assert found is not None
    return found


@pytest.fixture
def task(clouds: Lab) -> Task:
    task: Task = clouds.content
    return task


def test_sentence_names_all_that_a_value_is_compared_with(task: Task) -> None:
    (score,) = scored(task, run(0.8), run(0.9)).measures
    assert score.sentence == (
        "Held-out accuracy 0.85 on 2 seeds; 0.90 earns all points, 0.70 none (baseline 0.50, "
        "reference 0.97)."
    )


def test_sentence_says_on_what(task: Task) -> None:
    (one,) = scored(task, run(0.8)).measures
    (public,) = scored(task, run(0.8), is_public=True).measures
    assert "0.80 on one seed; " in one.sentence
    assert "0.80 on public data; " in public.sentence


def test_time_is_that_of_the_longest_training(task: Task) -> None:
    score = scored(task, run(0.9, cpu_seconds=0.5, steps=3), run(0.9, cpu_seconds=0.75, steps=2))
    assert (score.cpu_seconds, score.steps) == (0.75, 3)
    assert score.sentences[-1] == "Training took up to 0.75 s of CPU time; it may take 2 s."


def test_score_is_the_credit_of_the_mean(task: Task) -> None:
    score = scored(task, run(0.75), run(0.85))
    assert score.score == pytest.approx(0.5)
    assert not score.is_full
    assert scored(task, run(0.85), run(0.97)).is_full


def test_failed_run_costs_what_the_summary_says(task: Task) -> None:
    assert scored(task, run(0.95), FAILED).score == 0.0
    median = replace(task, measures=[replace(task.measures[0], over_seeds="median")])
    assert scored(median, run(0.95), run(0.96), FAILED).score == 1.0


def test_nothing_is_reached_where_no_run_ends(task: Task) -> None:
    assert score_runs(task, [FAILED, FAILED], FAILED, LIMITS, is_public=False) is None
    assert score_runs(task, [], FAILED, LIMITS, is_public=False) is None


def test_json_has_no_numbers_that_are_not_finite(task: Task) -> None:
    text = json.dumps(scored(task, run(0.95), FAILED).as_dict(), allow_nan=False)
    (measure,) = json.loads(text)["measures"]
    assert (measure["value"], measure["values"], measure["credit"]) == (None, [0.95, None], 0.0)
    assert measure["train_value"] is None
    assert measure["sentence"].startswith("Held-out accuracy — on 2 seeds;")
    assert measure["sentence_message"][0].startswith("{name} {value} {where};")


def test_value_on_training_data_is_that_of_the_public_run(task: Task) -> None:
    public = replace(run(0.6), train_values={"Held-out accuracy": 1.0})
    found = score_runs(task, [run(0.6)], public, LIMITS, is_public=False)
    assert found is not None
    assert found.measures[0].train_value == 1.0
    assert found.as_dict()["measures"][0]["train_value"] == 1.0


def test_value_may_be_unknown(task: Task) -> None:
    score = MeasureScore(task.measures[0], (NAN, NAN))
    assert score.credit == 0.0


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.8, "0.80"),
        (0.9, "0.90"),
        (0.896, "0.896"),
        (0.89996, "0.89996"),
        (0.9 - 1e-9, "0.900000"),
    ],
)
def test_a_value_just_below_its_target_does_not_look_like_it(
    clouds: Lab, value: float, shown: str
) -> None:
    score = MeasureScore(clouds.content.measures[0], (value,))
    assert f" {shown} on one seed" in score.sentence
    assert score.as_dict()["digits"] == len(shown) - 2
