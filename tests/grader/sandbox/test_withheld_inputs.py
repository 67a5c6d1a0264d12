"""Nothing of a prepared call's inputs is known inside before the call is fired."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.results.verdicts import Verdict
from grader.sandbox import Limits, open_session

# Tells what was there when the call was prepared, and what came with it.
SPY = """
import guest.loop
prepare = guest.loop.Loop.prepare
def spy(self, *args):
    global early
    prepare(self, *args)
    early = repr(self.prepared[2:4])
guest.loop.Loop.prepare = spy
def f(*args, **kwargs):
    return [early, repr((list(args), kwargs))]
"""


@pytest.mark.parametrize(
    ("args", "kwargs"),
    [
        ((7, 2.5, "seven", True), {}),
        (([7, (2.5, 7)], {"seven": 7}), {"option": "seven", "rate": 2.5}),
        ((np.float64(2.5), np.full(3, 7.0)), {"rate": 7j}),
        ((), {"name": "seven" * 1000}),
    ],
)
def test_inputs_are_unknown_until_the_call_is_fired(
    args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    with open_session(Limits()) as session:
        assert session.load(SPY).verdict is Verdict.passed
        for _ in range(2):
            assert session.prepare("f", args, kwargs, shift=64).verdict is Verdict.passed
            outcome = session.fire()
            early, late = outcome.value
            values = early.replace("{'seven': 0}", "")  # keys are part of the form
            assert not any(known in values for known in ("7", "2.5", "seven", "True"))
            assert late == repr((list(args), kwargs))


def test_arrays_alone_are_not_built_twice() -> None:
    source = SPY.replace(
        "return [early", "import guest.loop; return [guest.loop.now.withheld_length"
    )
    source = source.replace("global early", "global early; guest.loop.now = self")
    with open_session(Limits()) as session:
        session.load(source)
        session.prepare("f", (np.ones(3),), {})
        assert session.fire().value[0] == 0
