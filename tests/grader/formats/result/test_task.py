"""What an author declares: credit between thresholds, values over runs, and data that are drawn."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.formats.result.task import Measure, Task, draw_data
from grader.lab import Lab

ACCURACY = Measure(
    "Accuracy",
    lambda y, predicted, model: 0.0,
    full_at=0.9,
    zero_at=0.5,
    baseline=0.4,
    reference=0.95,
)
LOSS = replace(ACCURACY, name="Loss", full_at=0.2, zero_at=0.6, baseline=0.7, reference=0.1)


@pytest.mark.parametrize(
    ("measure", "value", "credit"),
    [
        (ACCURACY, 0.95, 1.0),
        (ACCURACY, 0.9, 1.0),
        (ACCURACY, 0.7, 0.5),
        (ACCURACY, 0.5, 0.0),
        (ACCURACY, 0.1, 0.0),
        (ACCURACY, float("nan"), 0.0),
        (ACCURACY, float("-inf"), 0.0),
        (LOSS, 0.1, 1.0),
        (LOSS, 0.4, 0.5),
        (LOSS, 0.7, 0.0),
        (LOSS, float("inf"), 0.0),
        (LOSS, float("-inf"), 1.0),
    ],
)
def test_credit_grows_between_the_thresholds(measure: Measure, value: float, credit: float) -> None:
    assert measure.credit(value) == pytest.approx(credit)


def test_values_of_runs_become_one() -> None:
    median = replace(ACCURACY, over_seeds="median")
    assert ACCURACY.summary([0.9, 0.8, 0.1]) == pytest.approx(0.6)
    assert median.summary([0.9, 0.8, 0.1]) == 0.8


def test_failed_run_is_the_worst() -> None:
    median = replace(ACCURACY, over_seeds="median")
    assert ACCURACY.summary([0.9, float("nan")]) == -np.inf
    assert LOSS.summary([0.1, float("nan")]) == np.inf
    assert median.summary([0.9, 0.8, float("nan")]) == 0.8
    assert ACCURACY.summary([]) == -np.inf


def test_values_are_shown_with_the_decimals_of_the_measure() -> None:
    assert ACCURACY.shown(0.12345) == "0.12"
    assert replace(ACCURACY, digits=0).shown(12345.6) == "12,346"
    assert ACCURACY.shown(float("nan")) == "—"


def test_measures_count_together_or_by_weight(clouds: Lab) -> None:
    task: Task = replace(clouds.content, measures=[ACCURACY, replace(LOSS, weight=3.0)])
    values = {"Accuracy": 0.9, "Loss": 0.4}
    assert task.credit(values) == pytest.approx(0.5)
    assert replace(task, together=False).credit(values) == pytest.approx((1 + 3 * 0.5) / 4)


def test_data_depend_on_the_seeds_alone(clouds: Lab) -> None:
    seeds = np.random.SeedSequence(1)
    first, again = draw_data(clouds.content, seeds), draw_data(clouds.content, seeds)
    other = draw_data(clouds.content, np.random.SeedSequence(2))
    assert np.array_equal(first.train[0], again.train[0])
    assert np.array_equal(first.held_out[1], again.held_out[1])
    assert first.seed == again.seed != other.seed
    assert not np.array_equal(first.train[0], other.train[0])


def test_sets_and_seed_come_from_generators_of_their_own(clouds: Lab) -> None:
    """Whoever had the training generator could not go on with it to the held-out data."""
    states = []

    def recorded(rng: np.random.Generator, world: object) -> tuple[np.ndarray, np.ndarray]:
        states.append(rng.bit_generator.state["state"]["state"])
        return rng.random(3), rng.random(3)

    task = replace(clouds.content, train_set=recorded, held_out=recorded)
    data = draw_data(task, np.random.SeedSequence(1))
    assert states[0] != states[1]
    assert not np.isin(data.held_out[0], np.random.default_rng(data.seed).random(100)).any()
    assert not np.isin(data.held_out[0], np.random.default_rng(data.seed).random(100)).any()


def test_world_is_what_both_sets_have_in_common(clouds: Lab) -> None:
    worlds = []

    def draw(rng: np.random.Generator, world: float) -> tuple[np.ndarray, np.ndarray]:
        worlds.append(world)
        return rng.random(3), rng.random(3)

    task = replace(clouds.content, world=lambda rng: rng.random(), train_set=draw, held_out=draw)
    draw_data(task, np.random.SeedSequence(1))
    draw_data(task, np.random.SeedSequence(2))
    assert worlds[0] == worlds[1] != worlds[2] == worlds[3]
