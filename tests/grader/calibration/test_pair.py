"""The pairs of the set: found by themselves, and both programs give one result."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.calibration import all_pairs, set_digest
from grader.values.comparison import Tolerances, compare


def answer(source: str, scale: float) -> Any:
    names: dict[str, Any] = {}
    exec(source, names)
    return names["run"](scale)


@pytest.mark.parametrize("name", all_pairs())
def test_both_programs_give_one_result(name: str) -> None:
    expected, found = (answer(source, 0.95) for source in all_pairs()[name].programs)
    assert compare(found, expected, Tolerances().for_values((expected,))).right


@pytest.mark.parametrize("name", all_pairs())
def test_no_result_can_be_remembered(name: str) -> None:
    reference, _ = all_pairs()[name].programs
    assert not np.array_equal(answer(reference, 0.95), answer(reference, 1.05))


def test_a_pair_is_a_lab_that_can_be_timed() -> None:
    lab = all_pairs()["small_arrays"].as_lab("small_arrays")
    calls = lab.workload.make(np.random.default_rng(1), 1)
    assert {call.function for call in calls} == {"run"}
    assert len({call.args for call in calls}) == len(calls)
    assert lab.weights["performance"] and "def run" in lab.reference_source


def test_kinds_of_work_are_all_there() -> None:
    kinds = {"elementwise_in_cache", "elementwise_in_memory", "exponentials", "matrix_product"}
    assert kinds | {"reduction", "gather", "scatter", "small_arrays"} <= set(all_pairs())
    assert len(set_digest()) == 12
