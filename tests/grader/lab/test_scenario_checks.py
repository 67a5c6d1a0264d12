from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.lab.cases import call
from grader.lab.scenario_checks import is_plain, scenario_faults
from grader.lab.scenarios import MOST_CALLS, Scenario, result, steps

ONE, TWO = call("fit", 1), call("apply", result(0), 2)


@pytest.mark.parametrize(
    ("scenario", "fault"),
    [
        (steps(call("fit", result(0))), "call 0 (fit) is given result(0), which is not there yet"),
        (steps(call("fit", result(0))), "the first call can be given no result"),
        (
            steps(ONE, call("apply", [result(1).mean])),
            "call 1 (apply) is given result(1).mean, which is not there yet; name one of result(0)",
        ),
        (steps(ONE, call("apply", result(-1))), "result(-1), which is not there yet"),
        (steps(ONE, TWO, judged=result(2)), "judges result(2); its calls are numbered 0 to 1"),
        (steps(ONE, TWO, judged=3), "judges 3; expected results alone"),
        (steps(ONE, TWO, judged=()), "judges (); expected results alone"),
        (steps(ONE, TWO, judged=(result(0), 1.0)), "expected results alone"),
        (steps(*[ONE] * (MOST_CALLS + 1)), f"has {MOST_CALLS + 1} calls; at most {MOST_CALLS}"),
    ],
)
def test_scenario_that_cannot_be_made_is_a_fault(scenario: Scenario, fault: str) -> None:
    assert fault in "; ".join(scenario_faults(scenario))


@pytest.mark.parametrize("judged", [None, (result(0).mean, result(1)), {"a": [result(0)]}])
def test_good_scenario_has_no_fault(judged: Any) -> None:
    assert list(scenario_faults(steps(ONE, TWO, judged=judged))) == []


@pytest.mark.parametrize(
    ("value", "plain"),
    [(np.ones(3), True), ((1, [2.0, {"a": None}]), True), (object(), False), ([{1}], False)],
)
def test_what_can_leave_the_sandbox_is_plain(value: Any, plain: bool) -> None:
    assert is_plain(value) is plain
