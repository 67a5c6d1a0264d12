"""What the guest keeps of a scenario, and which changes it reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from grader.sandbox import wire
from grader.sandbox.exchanges import pack_arguments
from grader.sandbox.guest.references import ITEM, NoPart, Reference, encode
from grader.sandbox.guest.scenario import Scenario
from grader.sandbox.guest.values import Inputs, map_payload


def enter(scenario: Scenario, *args: Any) -> list[Any]:
    """The arguments of the next call as the submission gets them."""
    header, packer = pack_arguments("f", args, {})
    request = wire.Request.create(header, packer.buffers, packer.size)
    try:
        inputs = Inputs(map_payload(request.fd, request.start), request.start)
    finally:
        request.close()
    given = [inputs.build(header["args"]), inputs.build(header["kwargs"])]
    return scenario.enter(given, inputs)[0]


def test_results_take_the_place_of_references() -> None:
    scenario, state = Scenario(), object()
    (x,) = enter(scenario, np.arange(3.0))
    assert scenario.keep((x * 2, state), []) == ()
    again, kept, number = enter(scenario, [Reference(0, ((ITEM, 0),))], Reference(0), 5)
    assert again[0].tolist() == [0.0, 2.0, 4.0]
    assert kept[1] is state
    assert number == 5


def test_picked_parts_are_taken_when_the_call_returns() -> None:
    scenario, weights = Scenario(), np.zeros(2)
    enter(scenario, 1)
    picked = scenario.keep((weights, {"t": 1}), [[0, ["item", 1], ["item", "t"]], [0]])
    assert picked[0] == 1
    assert picked[1][0] is weights


def test_missing_part_is_an_error() -> None:
    scenario = Scenario()
    enter(scenario, 1)
    with pytest.raises(NoPart):
        scenario.keep(3.0, [encode(Reference(0, ((ITEM, 0),)))])
    with pytest.raises(NoPart):
        enter(scenario, Reference(0, ((ITEM, "cache"),)))


def grow(values: list[Any]) -> None:
    values[0].append(2)


def reshape(values: list[Any]) -> None:
    values[1].shape = (3, 1)


def reassign(values: list[Any]) -> None:
    values[2]["k"] = 1


@pytest.mark.parametrize("change", [grow, reshape, reassign])
def test_input_of_an_earlier_call_must_keep_its_form(change: Callable[[list[Any]], None]) -> None:
    scenario = Scenario()
    first = enter(scenario, [1], np.zeros(3), {"k": 0})
    scenario.keep(first, [])
    enter(scenario, Reference(0))
    assert not scenario.changed()
    change(first)
    assert scenario.changed()


class LoudState:
    """Looked at by nobody but the submission."""

    def __repr__(self) -> str:
        raise AssertionError("looked at")


def test_state_of_the_submission_may_change_and_is_not_looked_at() -> None:
    scenario = Scenario()
    enter(scenario, 1)
    scenario.keep(({"m": np.zeros(2)}, [1], LoudState()), [])
    state, numbers, loud = enter(scenario, *(Reference(0, ((ITEM, part),)) for part in range(3)))
    state["v"] = np.ones(2)
    numbers.append(2)
    loud.count = 1
    assert not scenario.changed()


def test_container_from_outside_around_a_state_must_keep_its_form() -> None:
    scenario = Scenario()
    enter(scenario, 1)
    scenario.keep([1], [])
    (params,) = enter(scenario, [Reference(0), 0.5])
    params[0].append(2)
    assert not scenario.changed()
    params[1] = 0.25
    assert scenario.changed()
