"""Scenarios as authors write them."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest

from grader.lab.cases import Call, call
from grader.lab.scenarios import (
    NoPart,
    Results,
    Scenario,
    call_of,
    path_text,
    references_in,
    result,
    steps,
)

FORWARD = call("forward", np.ones(3))
BACKWARD = call("backward", np.ones(3), result(0)[1])


def test_result_is_indexed_and_asked_for_attributes() -> None:
    part = result(2)[1]["state"].mean
    assert repr(part) == "result(2)[1]['state'].mean"
    assert (call_of(part), path_text(part)) == (2, "[1]['state'].mean")
    assert part == result(2)[1]["state"].mean != result(2)[1]["state"].var
    assert copy.copy(part) == copy.deepcopy(part) == part


def test_any_attribute_can_be_named() -> None:
    """None of the class's own stands in the way of a student's."""
    for name in ("call", "parts", "path", "number", "name", "shape", "T"):
        assert path_text(getattr(result(0), name)) == f".{name}"


def test_result_says_what_cannot_be_done_with_it() -> None:
    with pytest.raises(TypeError, match=r"cannot be unpacked; write result\(0\)\[0\]"):
        _out, _cache = result(0)
    with pytest.raises(TypeError, match="named by an int or a text"):
        result(0)[1:]
    with pytest.raises(AttributeError, match=r"represents what a call will return"):
        _ = result(0)._secret
    with pytest.raises(TypeError):
        result(0) + 1


def test_scenario_is_the_last_call_with_those_before() -> None:
    scenario = steps(FORWARD, BACKWARD)
    assert isinstance(scenario, Call)
    assert (scenario.function, scenario.args[1]) == ("backward", result(0)[1])
    assert [one.function for one in scenario.calls] == ["forward", "backward"]
    assert scenario.judged == result(1)
    assert FORWARD.calls == (FORWARD,)


def test_scenario_needs_a_call() -> None:
    with pytest.raises(TypeError, match="a scenario needs a call"):
        steps()


def test_many_steps_are_written_as_a_loop() -> None:
    w, state, calls = np.zeros(2), None, []
    for k in range(5):
        calls.append(call("optimizer_step", "adam", w, np.ones(2), state))
        w, state = result(k)[0], result(k)[1]
    scenario = steps(*calls, judged=[result(k)[0] for k in range(5)])
    assert [scenario.picked(k) for k in range(5)] == [(result(k)[0],) for k in range(5)]
    assert scenario.calls[4].args[3] == result(3)[1]


@pytest.mark.parametrize(
    ("judged", "parts", "answer"),
    [
        (result(1), [[], ["all"]], "all"),
        ((result(0)[0], result(1)), [["first"], ["all"]], ("first", "all")),
        ([result(1), result(0), result(1).b], [[1], [2, 3]], [2, 1, 3]),
        ({"mean": result(0)[1].mean}, [[0.5], []], {"mean": 0.5}),
    ],
)
def test_answer_has_the_form_of_what_is_judged(
    judged: Any, parts: list[list[Any]], answer: Any
) -> None:
    scenario = steps(FORWARD, BACKWARD, judged=judged)
    assert [len(scenario.picked(k)) for k in (0, 1)] == [len(part) for part in parts]
    assert scenario.answer(parts) == answer


def test_fresh_scenario_has_inputs_of_its_own() -> None:
    scenario = steps(FORWARD, BACKWARD, judged=(result(0)[0],))
    fresh = scenario.fresh()
    assert isinstance(fresh, Scenario)
    assert fresh.judged == scenario.judged
    assert fresh.calls[0].args[0] is not FORWARD.args[0]
    assert np.array_equal(fresh.calls[0].args[0], FORWARD.args[0])
    assert fresh.calls[1].args[1] == result(0)[1]


def test_other_calls_take_the_place_of_a_scenarios() -> None:
    other = steps(FORWARD, BACKWARD).with_calls([call("forward", 1), call("backward", 2)])
    assert [one.args for one in other.calls] == [(1,), (2,)]


def test_references_are_found_in_containers() -> None:
    value = [(result(0), 1), {"a": result(1)[0], "b": np.ones(2)}, "text"]
    assert list(references_in(value)) == [result(0), result(1)[0]]


def test_results_of_this_process_are_passed_on() -> None:
    results = Results()
    assert results.arguments_of(call("f", 1, k=[2])) == ([1], {"k": [2]})
    assert results.keep((5, {"s": 6}), [result(0)[1]["s"]]) == [6]
    assert results.arguments_of(call("f", [result(0)[0]], k=result(0)[1])) == (
        [[5]],
        {"k": {"s": 6}},
    )
    with pytest.raises(NoPart):
        results.arguments_of(call("f", result(0)[7]))
