"""Where mutants come from, and that each is in place only while its context is entered."""

from __future__ import annotations

import inspect
from dataclasses import replace

import numpy as np
import pytest

from grader import reference
from grader.lab import Lab, call
from grader.lab.expected_answers import expected_answer
from grader.mutation_testing.mutants import Mutant, mutants

X = np.array([1.0, -2.0, 3.0])
SOURCE = """\
from grader import reference


def double(x):
    return reference.l1(x) + x


def root(x):
    return x
"""


@pytest.fixture
def lab(doubling: Lab) -> Lab:
    names: dict = {}
    exec(SOURCE, names)
    functions = {name: names[name] for name in ("double", "root")}
    return replace(doubling, reference_source=SOURCE, reference=functions)


def found(lab: Lab) -> dict[tuple[str, str], Mutant]:
    return {(m.place, m.words): m for m in mutants(lab, [call("double", X)])}


def test_lab_file_course_reference_and_whole_functions_are_changed(lab: Lab) -> None:
    places = {place.split(":")[0] for place, _ in found(lab)}
    assert {"double", "root", "reference.py", "penalties.norms"} <= places


def test_functions_that_are_not_reached_are_left_alone(lab: Lab) -> None:
    assert not any(place.startswith("losses") for place, _ in found(lab))


def test_change_of_the_labs_file_is_its_own_program(lab: Lab) -> None:
    mutant = next(
        m
        for (p, w), m in found(lab).items()
        if w.endswith(": reference.l1(x) + x -> reference.l1(x)")
    )
    with mutant.activate() as functions:
        assert functions["double"](X) == 6.0
    assert lab.reference["double"](X).tolist() == [7.0, 4.0, 9.0]


def test_change_of_the_course_reference_is_undone(lab: Lab) -> None:
    before = reference.l1(X)
    changed = [m for (p, _), m in found(lab).items() if p.startswith("penalties.norms")]
    answers = set()
    for mutant in changed:
        with mutant.activate() as functions:
            answer = expected_answer(functions, call("double", X))
            answers.add(str(answer.value if answer.raised is None else answer.raised))
        assert reference.l1(X) == before
    assert len(answers) > 1


@pytest.mark.parametrize(
    "source",
    [
        "from grader.reference import l0 as double",
        "from grader.reference import l0\n\n\ndef double(x):\n    return l0(x)\n",
    ],
    ids=["exported", "called"],
)
def test_change_reaches_functions_that_the_labs_file_imports(lab: Lab, source: str) -> None:
    names: dict = {}
    exec(source, names)
    importing = replace(lab, reference_source=source, reference={"double": names["double"]})
    lines, first = inspect.getsourcelines(inspect.unwrap(reference.l0))
    own = {f"penalties.norms:{first + n}" for n in range(len(lines))}
    changed = [m for (place, _), m in found(importing).items() if place in own]
    answers = set()
    for mutant in changed:
        with mutant.activate() as functions:
            answer = expected_answer(functions, call("double", X))
            answers.add(str(answer.value if answer.raised is None else answer.raised))
        assert importing.reference["double"](X) == 3
    assert len(answers) > 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("last entry left out", [7.0, 4.0]),
        ("always single", [7.0, 4.0, 9.0]),
    ],
)
def test_whole_function_is_wrapped(lab: Lab, words: str, expected: list[float]) -> None:
    with found(lab)["double", words].activate() as functions:
        assert functions["double"](X).tolist() == expected
        assert functions["root"] is lab.reference["root"]


def test_callers_array_is_overwritten(lab: Lab) -> None:
    own = X.copy()
    with found(lab)["double", "works in the caller's array"].activate() as functions:
        functions["double"](own)
    assert own.tolist() == [7.0, 4.0, 9.0]
