"""Programs that raise, in YAML files: each runs in the sandbox, and its hint is looked at.

A row has a ``name``, the ``code`` and the ``hint``. A program that can be imported is called:
``double`` with those of the inputs below that its parameters name, or with those of ``given``.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from grader.feedback.hints.exceptions import Program, Raised, hint_for_exception
from grader.judging.runner import Runner
from grader.lab import Call, Lab
from grader.results.verdicts import Verdict

INPUTS = {
    "v": np.array([0.5, -2.0, 3.0]),
    "W": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
    "y": np.array([0, 1, 2]),
}
Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """The rows of a file of this folder."""
    path = Path(__file__).with_name(f"{name}.yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def named(row: Row) -> str:
    """For the ids of tests."""
    return row["name"]


def raised_by(row: Row, runner: Runner, lab: Lab, visible: bool = True) -> Raised:
    """What comes of a row's program."""
    code, program = row["code"], Program.of(row["code"])
    runner.swap(code)
    if runner.load.verdict is not Verdict.passed:
        assert runner.load.raised is not None, runner.load
        return Raised(runner.load.raised, program)
    outcome = runner.run(Call("double", _given(row), {}))
    assert outcome.raised is not None, outcome
    return Raised(outcome.raised, program, lab, "double", visible)


def _given(row: Row) -> tuple[Any, ...]:
    names = row.get("given")
    if names is None:
        function = Program.of(row["code"]).function("double")
        assert function is not None
        names = [argument.arg for argument in function.args.args]
        names = ["v" if name in ("V", "values") else name for name in names]
    return tuple(INPUTS[name] for name in names if name in INPUTS)


def check(row: Row, runner: Runner, lab: Lab) -> None:
    """The hint is the row's; on a hidden case it tells the line and nothing of the inputs."""
    raised = raised_by(row, runner, lab)
    assert hint_for_exception(raised) == row["hint"]
    if raised.function:
        hidden = Raised(raised.exception, raised.program, lab, "double", visible=False)
        told = set(re.findall(r"\d+", hint_for_exception(hidden)))
        assert told <= _numbers_known(hidden) | _NUMBERS_OF_RULES


_NUMBERS_OF_RULES = {"0", "1", "2", "3", "709", "8", "308", "11", "12", "13", "14", "32", "64"}
"""In the sentences themselves, as in Python 3.12 and float64."""


def _numbers_known(raised: Raised) -> set[str]:
    """Numbers of lines, of versions and in the program."""
    lines = {str(number + 1) for number in range(len(raised.program.lines))}
    text = "\n".join(raised.program.lines) + np.__version__
    code = {str(n.value) for n in ast.walk(raised.program.tree) if isinstance(n, ast.Constant)}
    return lines | code | set(re.findall(r"\d+", text))
