"""What to look for when a model falls short."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.feedback.hints.exceptions import Program
from grader.formats.result import hints
from grader.formats.result.hints import (
    Cause,
    after_cases,
    hint_for_run,
    hint_for_score,
    known_mistake,
)
from grader.formats.result.runs import Run
from grader.formats.result.scores import MeasureScore
from grader.formats.result.task import Task, draw_data
from grader.lab import Lab
from grader.results import cause as results
from grader.results.verdicts import Verdict
from grader.sandbox import RaisedException


def score(lab: Lab, *values: float, train: float = float("nan")) -> MeasureScore:
    return MeasureScore(lab.content.measures[0], values, train)


@pytest.mark.parametrize(
    ("values", "train", "hint"),
    [
        ((0.5, 0.52, 0.49), float("nan"), "no better than a model that has learned nothing"),
        ((0.1, 0.2), 0.1, "no better than a model that has learned nothing"),
        ((0.1, 0.2), 0.52, "no better than a model that has learned nothing"),
        ((0.52, 0.5), 1.0, "much better (1.00) than on others (0.51)"),
        ((0.65, 0.65), 1.0, "much better (1.00) than on others (0.65)"),
        ((0.95, 0.6, 0.95), 0.97, "It depends on luck: 2 of 3 training runs reach the target."),
        ((0.8, 0.85), 0.85, "It learns, but not enough."),
        ((0.8, 0.85), float("nan"), "It learns, but not enough."),
    ],
)
def test_hint_for_values(clouds: Lab, values: tuple[float, ...], train: float, hint: str) -> None:
    assert hint in hint_for_score(score(clouds, *values, train=train))


def test_small_values_may_be_the_good_ones(clouds: Lab) -> None:
    loss = replace(
        clouds.content.measures[0], full_at=0.2, zero_at=0.6, baseline=0.7, reference=0.1
    )
    assert hint_for_score(MeasureScore(loss, (0.69, 0.7))) == hints.NOTHING_LEARNED
    assert hint_for_score(MeasureScore(loss, (0.3, 0.31))) == hints.CLOSE
    assert "much better (0.01)" in hint_for_score(MeasureScore(loss, (0.8, 0.9), 0.01))


@pytest.mark.parametrize(
    ("run", "hint"),
    [
        (Run(Verdict.time_limit, steps=1), hints.OUT_OF_TIME),
        (Run(Verdict.time_limit, "All steps.", steps=9), f"All steps. {hints.OUT_OF_TIME}"),
        (Run(Verdict.not_finite), hints.NOT_FINITE),
        (Run(Verdict.output_limit), "Print less, and return a model of at most 1 MiB."),
        (Run(Verdict.wrong_type, "A pair."), "A pair."),
        (
            Run(Verdict.raised, raised=RaisedException("NotImplementedError", "")),
            "The function is still to be written: its body raises NotImplementedError.",
        ),
        (Run(Verdict.raised, raised=RaisedException("ValueError", "")), ""),
        (
            Run(Verdict.no_such_function, function="predict"),
            "Define predict(model, X) at the top level of the file.",
        ),
    ],
)
def test_hint_for_a_run_that_failed(clouds: Lab, run: Run, hint: str) -> None:
    assert hint_for_run(clouds, run) == hint


ENDLESS = "def train(X, y, seed):\n    while True:\n        seed += 1\n"
FLAT = "def train(X, y, seed):\n    return y[:, 0]\n"
TOO_MANY = RaisedException(
    "IndexError",
    "too many indices for array: array is 1-dimensional, but 2 were indexed",
    ((2, "return y[:, 0]"),),
)


@pytest.mark.parametrize(
    ("run", "source", "hint"),
    [
        (Run(Verdict.time_limit), ENDLESS, "Line 2 begins a loop that nothing ends"),
        (Run(Verdict.time_limit), FLAT, "The time for training was used up."),
        (Run(Verdict.raised, raised=TOO_MANY), FLAT, "Line 2: "),
    ],
)
def test_lines_of_the_public_run_are_told(clouds: Lab, run: Run, source: str, hint: str) -> None:
    assert hint_for_run(clouds, run, Program.of(source)).startswith(hint)
    assert "Line" not in hint_for_run(clouds, run)


def test_known_mistake_is_named_by_its_test(clouds: Lab) -> None:
    data = draw_data(clouds.content, np.random.SeedSequence(0))
    run = Run(Verdict.passed, model=[np.ones(2), 0.0], values={"Held-out accuracy": 0.5})
    expected = next(mistake for mistake in clouds.mistakes if mistake.name == "without_bias")
    assert known_mistake(clouds, clouds.content, run, data) == Cause(expected.hint, "without_bias")
    right = replace(run, model=[np.ones(2), 1.0])
    assert known_mistake(clouds, clouds.content, right, data) is None
    assert known_mistake(clouds, clouds.content, Run(Verdict.raised), data) is None


def test_complaint_about_the_form_may_be_a_known_mistake(clouds: Lab) -> None:
    data = draw_data(clouds.content, np.random.SeedSequence(0))
    run = Run(Verdict.wrong_type, "There are two weights.", model=[np.ones(3), 0.0])
    cause = known_mistake(clouds, clouds.content, run, data)
    assert cause == Cause("There are two weights.", "weights_of_three")
    other = replace(run, detail="The model is a pair: weights and bias.")
    assert known_mistake(clouds, clouds.content, other, data) is None


def test_test_for_a_mistake_that_breaks_is_logged(
    clouds: Lab, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(trained: Any) -> bool:
        raise KeyError("layers")

    task: Task = replace(
        clouds.content, mistakes={"other_way_round": broken, "without_bias": lambda t: True}
    )
    data = draw_data(task, np.random.SeedSequence(0))
    with caplog.at_level(logging.ERROR):
        cause = known_mistake(clouds, task, Run(Verdict.passed, model=[1]), data)
    assert cause is not None
    assert cause.mistake == "without_bias"
    assert "the test for the mistake other_way_round failed" in caplog.text


def test_test_for_a_mistake_sees_predictions_for_training_data(clouds: Lab) -> None:
    task: Task = replace(
        clouds.content, mistakes={"without_bias": lambda trained: not trained.predictions.any()}
    )
    data = draw_data(task, np.random.SeedSequence(0))
    run = Run(Verdict.passed, model=[np.ones(2), 1.0], predictions=np.zeros(100))
    cause = known_mistake(clouds, task, run, data)
    assert cause is not None
    assert cause.mistake == "without_bias"
    assert known_mistake(clouds, task, replace(run, predictions=np.ones(100)), data) is None


def of_cases(source: str, name: str, stage: results.Stage = results.Stage.values) -> results.Cause:
    return results.Cause(stage, source, name, f"{name} it is.", ("a",), "a")


def test_model_is_explained_by_what_the_cases_show() -> None:
    alike, row = Cause("Centered.", "centered"), of_cases("mistake", "row")
    assert after_cases([row], alike) == Cause("row it is.", "row")
    assert after_cases([row, of_cases("mistake", "centered")], alike) == alike
    assert after_cases([of_cases("hypothesis", "sign")], None) == Cause("sign it is.")


@pytest.mark.parametrize(
    "cause",
    [
        of_cases("unwritten", "", results.Stage.nothing_runs),
        of_cases(results.UNKNOWN, ""),
        of_cases("mistake", "empty", results.Stage.special_inputs),
    ],
)
def test_cases_that_say_nothing_of_the_model_leave_it_to_its_looks(cause: results.Cause) -> None:
    alike = Cause("Centered.", "centered")
    assert after_cases([cause], alike) == alike
    assert after_cases([], alike) == alike
