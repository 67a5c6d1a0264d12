from __future__ import annotations

from dataclasses import replace

import numpy as np

from grader.judging.drawn_cases import TIMED_SIZE, draw_cases
from grader.lab import Case, Lab, call
from grader.lab.model import Workload
from grader.messages import Message


def draw(lab: Lab, seed: int = 1) -> list[Case]:
    return draw_cases(lab, np.random.default_rng(seed), np.random.default_rng(seed + 1))


def test_hidden_cases_come_before_those_of_the_timed_size(doubling: Lab) -> None:
    names = [case.name for case in draw(doubling)]
    assert names == ["drawn", "negative", TIMED_SIZE]


def test_timed_size_is_the_workloads_smallest(doubling: Lab) -> None:
    (array,) = draw(doubling)[-1].inputs.args
    assert array.shape == (doubling.workload.sizes[0],)


def test_several_timed_calls_are_numbered(doubling: Lab) -> None:
    workload = Workload((3,), lambda rng, size: [call("double", rng.random(size))] * 2)
    names = [case.name for case in draw(replace(doubling, workload=workload))]
    assert names[-2:] == [f"{TIMED_SIZE}, 1 of 2", f"{TIMED_SIZE}, 2 of 2"]


def test_same_seeds_draw_the_same(doubling: Lab) -> None:
    first, again, other = draw(doubling), draw(doubling), draw(doubling, 5)
    assert np.array_equal(first[0].inputs.args[0], again[0].inputs.args[0])
    assert np.array_equal(first[-1].inputs.args[0], again[-1].inputs.args[0])
    assert not np.array_equal(first[0].inputs.args[0], other[0].inputs.args[0])


def test_hint_of_the_timed_size_can_be_translated(doubling: Lab) -> None:
    assert isinstance(draw(doubling)[-1].hint, Message)
