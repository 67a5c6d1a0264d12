"""Reads ``task.py``: executed, checked as a whole, and its data drawn once."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from grader.files.faults import Faults
from grader.formats.result.task import Measure, RunData, Task, draw_data
from grader.lab.cases import Call
from grader.lab.model import Metadata
from grader.lab.programs import describe_exception, execute, line_in

NAME = "task.py"
MOST_SEEDS = 20


def read_task(
    folder: Path, sources: Mapping[str, str], metadata: Metadata, faults: Faults
) -> Task | None:
    """The lab's task, or ``None`` and at least one fault; arguments as of `Format.read`."""
    path, text = folder / NAME, sources.get(NAME, "")
    if not text:
        return None  # the missing file, or its syntax, is reported by now
    found = execute(path, text, faults)
    if found is None:
        return None
    task = found.get("TASK")
    line = _line_of(text)
    if not isinstance(task, Task):
        faults.add(path, line, "TASK is not defined; write TASK = Task(...)")
        return None
    functions = {function.name for function in metadata.functions}
    defined = functions | _names_defined(sources.get("reference.py", ""))
    problems = [*_problems(task, folder), *_data_problems(path, task, functions, defined)]
    for problem_line, problem in problems:
        faults.add(path, problem_line or line, problem)
    return None if problems else task


Problem = tuple[int, str]
"""A line, 0 for that of ``TASK``, and a sentence."""


def _problems(task: Task, folder: Path) -> Iterator[Problem]:
    if not task.measures or not all(isinstance(each, Measure) for each in task.measures):
        yield 0, "measures must be at least one Measure(...)"
        return
    names = [measure.name for measure in task.measures]
    if len(set(names)) < len(names):
        yield 0, "two measures have the same name"
    for measure in task.measures:
        for problem in _measure_problems(measure):
            yield 0, f'measure "{measure.name}": {problem}'
    if not 1 <= task.seeds <= MOST_SEEDS:
        yield 0, f"seeds is {task.seeds}; expected 1 to {MOST_SEEDS} training runs"
    for name in task.mistakes:
        if not (folder / "mistakes" / f"{name}.py").is_file():
            yield 0, f"mistakes names {name}; there is no mistakes/{name}.py"


def _measure_problems(measure: Measure) -> Iterator[str]:
    numbers = (measure.full_at, measure.zero_at, measure.baseline, measure.reference)
    if not all(np.isfinite(number) for number in numbers):
        yield "full_at, zero_at, baseline and reference must be finite numbers"
        return
    if measure.full_at == measure.zero_at:
        yield f"full_at and zero_at are both {measure.full_at:g}; they must differ"
        return
    if not measure.weight > 0:
        yield f"weight is {measure.weight:g}; expected more than 0"
    if measure.over_seeds not in ("mean", "median"):
        yield f'over_seeds is "{measure.over_seeds}"; expected "mean" or "median"'
    if measure.credit(measure.baseline) > 0:
        yield f"the baseline, {measure.baseline:g}, would earn points; move zero_at beyond it"
    if measure.credit(measure.reference) < 1:
        yield f"the reference, {measure.reference:g}, would not earn all points"


def _data_problems(
    path: Path, task: Task, functions: set[str], defined: set[str]
) -> Iterator[Problem]:
    """Draws the data twice, and makes the calls: what the author's code raises is a problem."""
    try:
        first, again = (draw_data(task, np.random.SeedSequence(0)) for _ in range(2))
        call = task.train(*first.train, first.seed)
        predicted = task.predict(None, first.held_out[0])
    except Exception as error:  # the author's code may raise anything
        yield line_in(path, error), f"data or calls cannot be made: {describe_exception(error)}"
        return
    if repr(first) != repr(again):
        yield 0, "the same seed gives other data; draw from the generator that is given alone"
    yield from _set_problems(first)
    if isinstance(call, Call) and call.function not in functions:
        yield 0, f"train calls {call.function}, which lab.yaml does not name"
    if not isinstance(call, Call) and not hasattr(call, "send"):
        yield 0, 'train must return call("...") or be a generator of calls'
    if not isinstance(predicted, Call):
        yield 0, 'predict must return call("...")'
    elif predicted.function not in defined:
        unknown = f"predict calls {predicted.function}"
        yield 0, f"{unknown}, which neither lab.yaml nor reference.py defines"


def _set_problems(data: RunData) -> Iterator[Problem]:
    for name, (_, y) in (("train_set", data.train), ("held_out", data.held_out)):
        if np.size(y) == 0:
            yield 0, f"{name} gives no examples"


def _names_defined(source: str) -> set[str]:
    """Functions and imported names at the top level of a program."""
    names: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


def _line_of(text: str) -> int:
    """The line of ``TASK = …``; 1 where there is none."""
    return next(
        (
            node.lineno
            for node in ast.parse(text).body
            if isinstance(node, ast.Assign) and any(_is_task(target) for target in node.targets)
        ),
        1,
    )


def _is_task(target: Any) -> bool:
    return isinstance(target, ast.Name) and target.id == "TASK"
