from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from grader.judging.scenario_text import scenario_text
from grader.lab import Lab, Scenario, call, load_lab, result, steps
from tests.grader.scenario_lab import write_scenario_lab

X, G = np.array([1.0, 2.0]), np.array([0.5, 0.5])


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return load_lab(write_scenario_lab(tmp_path_factory.mktemp("labs")))


def five_steps() -> Scenario:
    w: Any = X
    state, calls = None, []
    for k in range(2):
        calls.append(call("step", w, G + k, state, rate=0.1))
        w, state = result(k)[0], result(k)[1]
    return steps(*calls, judged=[result(0)[0], result(1)[0]])


@pytest.mark.parametrize(
    ("scenario", "lines", "names"),
    [
        (
            steps(call("forward", X), call("backward", G, result(0)[1])),
            ("r0 = forward(x)", "backward(g, r0[1])"),
            ["x", "g"],
        ),
        (
            five_steps(),
            (
                "r0 = step(w, g, None, rate=0.1)",
                "r1 = step(r0[0], g_2, r0[1], rate=0.1)",
                "[r0[0], r1[0]]",
            ),
            ["w", "g", "g_2"],
        ),
        (
            steps(call("forward", X), judged=(result(0)[1].mean,)),
            ("r0 = forward(x)", "(r0[1].mean,)"),
            ["x"],
        ),
        (
            steps(call("forward", X), call("backward", X, [result(0)[1], X, G])),
            ("r0 = forward(x)", "backward(x, [r0[1], x, cache2])"),
            ["x", "cache2"],
        ),
        (
            steps(call("forward", X), call("forward", X), judged={"a": result(1)[0]}),
            ("forward(x)", "r1 = forward(x)", "{'a': r1[0]}"),
            ["x"],
        ),
    ],
    ids=["two calls", "several steps", "an attribute", "nested", "unused"],
)
def test_scenario_reads_like_a_notebook(
    lab: Lab, scenario: Scenario, lines: tuple[str, ...], names: list[str]
) -> None:
    shown, rows = scenario_text(lab, scenario)
    assert shown == lines
    assert [name for name, _ in rows] == names


def test_values_stand_beside_their_names(lab: Lab) -> None:
    _, rows = scenario_text(lab, steps(call("forward", X), call("forward", X + 1)))
    assert rows == (("x", "[1., 2.]"), ("x_2", "[2., 3.]"))


def test_long_lines_are_cut(lab: Lab) -> None:
    given = [result(0)] * 300
    lines, _ = scenario_text(lab, steps(call("forward", X), call("backward", given, None)))
    assert len(lines[1]) == 500
    assert Path(lab.folder).name == "steps"
