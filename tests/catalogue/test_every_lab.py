"""Every lab in the catalogue, collected from its folder, through the real sandbox.

The starter loads and fails, every solution is right, every mistake is caught and named, the
speed of the solutions reads in order.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import grader
from grader.lab import Lab, lab_folders, load_lab
from grader.lab.lookup import SHIPPED
from grader.measuring import measure
from tests.selection import some_of_each

FOLDERS = list(lab_folders([SHIPPED]))
LABS = [folder.name for folder in FOLDERS]


def files_of(kind: str) -> list[Any]:
    """`lab/file` for every Python file of a kind."""
    return some_of_each(
        [path for folder in FOLDERS for path in sorted((folder / kind).glob("*.py"))],
        kind=lambda path: path.parents[1],
        values=lambda path: (path.parents[1].name, path.stem),
        name=lambda path: f"{path.parents[1].name}/{path.stem}",
        always=3,
    )


@cache
def lab_of(slug: str) -> Lab:
    return load_lab(SHIPPED / slug)


def untimed(lab: Lab) -> Lab:
    return replace(lab, weights={"correctness": 100.0, "performance": 0.0})


def test_the_catalogue_is_there() -> None:
    assert {"penalties", "proximal_operators"} <= set(LABS)


def test_numbers_are_given_once() -> None:
    numbers = [lab_of(slug).number for slug in LABS]
    assert sorted(numbers) == sorted(set(numbers))


@pytest.mark.parametrize("slug", LABS)
def test_starter_loads_and_earns_nothing(slug: str) -> None:
    report = grader.grade(untimed(lab_of(slug)), lab_of(slug).starter)
    assert (report.verdict.value, report.load, report.score) == ("raised", None, 0.0)


@pytest.mark.parametrize(("slug", "name"), files_of("solutions"))
def test_solution_is_right(slug: str, name: str) -> None:
    report = grader.grade(untimed(lab_of(slug)), lab_of(slug).solutions[name])
    assert [(case.name, case.verdict.value) for case in report.cases if not case.passed] == []
    assert report.correctness == 1.0


@pytest.mark.parametrize(("slug", "name"), files_of("mistakes"))
def test_mistake_is_caught_and_named(slug: str, name: str) -> None:
    lab = untimed(lab_of(slug))
    mistake = next(m for m in lab.mistakes if m.name == name)
    report = grader.grade(lab, mistake.source)
    failing = [case for case in report.cases if not case.passed]
    assert failing, "no case catches it"
    assert report.load is None
    named = {case.mistake for case in failing} - {None}
    assert named == {name}
    assert mistake.hint in {case.hint for case in failing}


@pytest.mark.alone
@pytest.mark.parametrize("slug", LABS)
def test_loops_are_told_from_whole_arrays_by_their_speed(slug: str) -> None:
    """A busy machine may disturb a measurement, so one in three has to be as expected."""
    lab = lab_of(slug)
    for turn in range(3):
        seed = np.random.SeedSequence(turn)
        found = {
            name: measure(lab, lab.solutions[name], seed).performance
            for name in ("naive", "vectorised", "expert")
        }
        ratios = {name: speed.ratio for name, speed in found.items() if speed is not None}
        scores = {name: speed.score for name, speed in found.items() if speed is not None}
        assert set(ratios) == {"naive", "vectorised", "expert"}
        in_order = (
            ratios["naive"] > 3 * ratios["vectorised"]
            and ratios["expert"] < 1.3 * ratios["vectorised"]
        )
        if (
            in_order
            and scores["naive"] < 0.2 < 0.7 < scores["vectorised"]
            and (scores["expert"] > 0.95)
        ):
            return
    raise AssertionError((ratios, scores))


@pytest.mark.parametrize("slug", LABS)
def test_cases_cover_enough(slug: str) -> None:
    lab = lab_of(slug)
    hidden = lab.hidden(np.random.default_rng(0))
    assert 3 <= len(lab.visible) <= 5
    assert len(hidden) >= 10
    for function in lab.functions:
        assert [case for case in lab.visible if case.inputs.function == function.name]
        assert [case for case in hidden if case.inputs.function == function.name]


@pytest.mark.parametrize("slug", LABS)
def test_hidden_inputs_are_drawn_anew(slug: str) -> None:
    lab = lab_of(slug)

    def numbers(seed: int) -> str:
        cases = lab.hidden(np.random.default_rng(seed))
        return repr([(case.name, case.inputs) for case in cases])

    assert numbers(1) == numbers(1)
    assert numbers(1) != numbers(2)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("slug", LABS)
def test_every_draw_is_answered_by_the_reference(slug: str, seed: int) -> None:
    lab = lab_of(slug)
    for case in lab.hidden(np.random.default_rng(seed)):
        function: Callable[..., Any] = lab.reference[case.inputs.function]
        if case.expects is None:
            function(*case.inputs.args, **case.inputs.kwargs)
        else:
            with pytest.raises(case.expects.exception):
                function(*case.inputs.args, **case.inputs.kwargs)


@pytest.mark.parametrize("slug", LABS)
def test_starter_has_the_signatures_of_the_lab(slug: str) -> None:
    lab = lab_of(slug)
    tree = ast.parse(lab.starter)
    defined = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert defined == [function.name for function in lab.functions]


@pytest.mark.parametrize("slug", LABS)
def test_statement_names_every_function_and_works_one_number_out(slug: str) -> None:
    lab = lab_of(slug)
    assert all(function.name in lab.statement for function in lab.functions)
    assert "## By hand" in lab.statement
    assert "$" in lab.statement


@pytest.mark.parametrize("slug", LABS)
def test_hints_do_not_give_the_code_away(slug: str) -> None:
    """No line of a solution stands in a hint."""
    lab = lab_of(slug)
    lines = {
        line.strip()
        for source in lab.solutions.values()
        for line in source.splitlines()
        if len(line.strip()) > 20
    }
    assert [line for line in lines if any(line in hint for hint in lab.hints)] == []


def test_folders_hold_nothing_but_labs() -> None:
    assert [path for path in Path(SHIPPED).iterdir() if path.name not in LABS] == []
