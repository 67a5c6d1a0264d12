"""Which lines a call runs through, and which of them a change needs."""

from __future__ import annotations

import ast
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from grader import reference
from grader.lab import Case, Lab, call
from grader.mutation_testing import runner
from grader.mutation_testing.mutants import Mutant, mutants, reference_files
from grader.mutation_testing.reach import Reach, lines_run, reach_of

SOURCE = """\
def f(x):
    if x > 0:
        return [
            v + 1 for v in range(x)
        ]
    total = 0
    while x < 0: x += 1; total += 1
    return total
"""


@pytest.fixture
def program(tmp_path: Path) -> ModuleType:
    path = tmp_path / "program.py"
    path.write_text(SOURCE)
    module = ModuleType("program")
    module.__file__ = str(path)
    exec(compile(SOURCE, str(path), "exec"), module.__dict__)
    return module


@pytest.mark.parametrize(("x", "lines"), [(0, {1, 2, 6, 7, 8}), (2, {1, 2, 3, 4})])
def test_lines_that_a_call_runs_through(program: ModuleType, x: int, lines: set[int]) -> None:
    found = lines_run([str(program.__file__)], lambda: program.f(x))
    assert found == {str(program.__file__): lines}


def test_an_exception_ends_the_record_and_tracing_is_as_before(program: ModuleType) -> None:
    before = sys.gettrace()
    with pytest.raises(TypeError):
        lines_run([str(program.__file__)], lambda: program.f("text"))
    assert sys.gettrace() is before


@pytest.mark.parametrize(
    ("code", "span"),
    [("x > 0", (2, 5)), ("v + 1", (3, 5)), ("return total", (8, 8)), ("x", (1, 8))],
)
def test_a_change_needs_a_line_of_its_statement(code: str, span: tuple[int, int]) -> None:
    definition = ast.parse(SOURCE).body[0]
    assert isinstance(definition, ast.FunctionDef)
    changed = next(node for node in ast.walk(definition) if ast.unparse(node) == code)
    reach = reach_of("file", definition, changed)
    assert reach == Reach("file", *span)
    assert reach.is_met({"file": {span[1]}})
    assert not reach.is_met({"file": {span[1] + 1}, "other": {span[1]}})


def test_lines_say_nothing_of_a_function_whose_results_are_cached() -> None:
    definition = ast.parse("@functools.lru_cache\ndef f(x):\n    return x").body[0]
    assert isinstance(definition, ast.FunctionDef)
    assert reach_of("file", definition, definition.body[0]) is None


def reached(lab: Lab) -> tuple[list[runner.AnsweredCase], list[Mutant]]:
    asked = [call("double", np.array([1.0, -2.0])), call("root", 4.0)]
    answered = runner._answered(lab, [Case("a case", inputs, "") for inputs in asked])
    return answered, list(mutants(lab, asked))


def test_what_no_line_of_a_call_reaches_gives_the_reference_s_answer(doubling: Lab) -> None:
    functions = {"double": lambda x: reference.l1(x) + x, "root": lambda x: reference.softplus(x)}
    lab = replace(doubling, reference=functions)
    answered, found = reached(lab)
    apart = [(m, entry) for m in found for entry in answered if not entry.can_notice(m)]
    assert len(apart) > len(found) / 4
    assert all(m.reach is not None and m.reach.path in reference_files() for m, _ in apart)
    for mutant, entry in apart[::9]:
        with mutant.activate():
            again = runner._answered(lab, [entry.case])[0]
        np.testing.assert_array_equal(again.expected.value, entry.expected.value)
