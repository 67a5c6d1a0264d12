"""Whether thresholds lie far enough from what a lab's own programs reach."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from grader.formats.result import thresholds
from grader.formats.result.runs import Run
from grader.formats.result.thresholds import (
    FEW_RUNS,
    Reached,
    ThresholdCheck,
    _over_gradings,
    _runs,
    check_thresholds,
)
from grader.lab import Lab
from grader.sandbox.warm import Program

SEEDS = (1, 2, 3)


def quick(lab: Lab, **changes: Any) -> Lab:
    """One run in a grading, on many held-out points."""
    measure = replace(lab.content.measures[0], **changes)
    draw = lab.content.held_out
    return replace(
        lab,
        content=replace(
            lab.content,
            seeds=1,
            measures=[measure],
            held_out=lambda rng, world: tuple(
                np.concatenate(parts)
                for parts in zip(*(draw(rng, world) for _ in range(10)), strict=True)
            ),
        ),
    )


def faults_of(check: ThresholdCheck, lab: Lab) -> list[str]:
    return [str(fault).removeprefix(f"{lab.folder}/") for fault in check.faults]


def test_good_thresholds_have_no_fault(clouds: Lab) -> None:
    lab = quick(clouds)
    check = check_thresholds(lab, SEEDS)
    assert faults_of(check, lab) == []
    assert [each.program for each in check.reached] == [
        "solutions/least_squares",
        "solutions/means",
        "mistakes/other_way_round",
        "mistakes/without_bias",
        "reference",
    ]
    assert set(check.cpu_seconds) == {"least_squares", "means"}
    assert check.as_dict()["faults"] == []
    assert check.reached[1].distance(0.9) > 4


def test_threshold_beside_what_a_solution_reaches_is_a_fault(clouds: Lab) -> None:
    lab = quick(clouds, full_at=0.975, reference=0.98)
    found = faults_of(check_thresholds(lab, SEEDS), lab)
    assert [text for text in found if text.startswith("solutions/means.py:1: reaches 0.97")]
    assert all("full_at is 0.975, and must lie 4 standard deviations away" in t for t in found[:2])


def test_mistake_that_reaches_the_target_is_a_fault(clouds: Lab) -> None:
    lab = quick(clouds)
    lab = replace(lab, mistakes=(replace(lab.mistakes[0], source=lab.solutions["means"]),))
    (fault,) = faults_of(check_thresholds(lab, SEEDS), lab)
    assert fault.startswith("mistakes/other_way_round.py:1: reaches 0.97")
    assert fault.endswith("one measure must lie 4 standard deviations short of full_at")


def test_few_runs_tell_a_mistake_that_misses_the_target_by_far(
    clouds: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    lab, made = quick(clouds), Counter[str]()

    def runs(lab: Lab, source: str, seed: int, program: Program = "submission") -> list[Run]:
        made[source] += 1
        return _runs(lab, source, seed, program)

    monkeypatch.setattr(thresholds, "_runs", runs)
    seeds = range(FEW_RUNS + 3)
    few = check_thresholds(lab, seeds, all_seeds=False)
    far = lab.mistakes[0].source
    assert (made[far], made[lab.solutions["means"]]) == (FEW_RUNS, len(seeds))
    assert faults_of(few, lab) == []

    beside = replace(lab.mistakes[0], source=lab.solutions["means"])
    made.clear()
    lab = replace(lab, mistakes=(beside,), solutions={})
    (fault,) = faults_of(check_thresholds(lab, seeds, all_seeds=False), lab)
    assert fault.startswith("mistakes/other_way_round.py:1: reaches 0.97")
    assert made[beside.source] == len(seeds)


def test_solution_that_fails_or_takes_long_is_a_fault(clouds: Lab) -> None:
    busy = clouds.solutions["means"].replace("    a, b =", "    sum(range(4 * 10**6))\n    a, b =")
    lab = replace(
        quick(clouds),
        solutions={"broken": clouds.starter, "busy": busy},
        mistakes=(),
        limits=replace(clouds.limits, cpu_seconds=0.03),
    )
    found = faults_of(check_thresholds(lab, SEEDS), lab)
    assert found[0].startswith("solutions/broken.py:1: a training run fails: Raised.")
    assert found[1].startswith("solutions/busy.py:1: ")


def test_task_must_not_promise_another_reference(clouds: Lab) -> None:
    lab = replace(quick(clouds, reference=0.999), solutions={}, mistakes=())
    (fault,) = faults_of(check_thresholds(lab, SEEDS), lab)
    assert fault.startswith("reference.py:1: reaches 0.97")
    assert fault.endswith("task.py says 0.999")


def test_one_seed_has_no_deviation(clouds: Lab) -> None:
    with pytest.raises(ValueError, match="at least two seeds"):
        check_thresholds(clouds, [1])


def test_distance_in_deviations(clouds: Lab) -> None:
    measure = clouds.content.measures[0]
    assert Reached("a", measure, 0.96, 0.01).distance(0.9) == pytest.approx(6.0)
    assert Reached("a", measure, 0.96, 0.0).distance(0.9) == np.inf
    assert Reached("a", measure, 0.86, 0.0).distance(0.9) == -np.inf
    assert Reached("a", measure, 0.9, 0.0).distance(0.9) == 0.0
    loss = replace(measure, full_at=0.2, zero_at=0.6)
    assert Reached("a", loss, 0.1, 0.05).distance(0.2) == pytest.approx(2.0)
    assert Reached("a", loss, 0.1, 0.0).as_dict()["from_full_at"] is None


def test_deviation_of_a_mean_follows_from_single_runs(clouds: Lab) -> None:
    mean = clouds.content.measures[0]
    runs = [[0.9, 0.8, 1.0], [0.7, 0.9, 0.8]]
    assert _over_gradings(mean, runs) == pytest.approx((0.85, np.std(runs, ddof=1) / 3**0.5))
    median = replace(mean, over_seeds="median")
    assert _over_gradings(median, runs) == pytest.approx((0.85, np.std([0.9, 0.8], ddof=1)))
