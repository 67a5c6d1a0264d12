"""Assignments of Otter."""

from __future__ import annotations

import pytest

from grader.exchange.imports.notebook import read_cells
from grader.exchange.imports.otter import (
    authors_version,
    is_otter,
    read_otter,
    students_version,
)
from tests.grader.exchange.imports.notebooks import NBGRADER, OTTER, code, notebook, raw


def test_its_notebooks_are_recognized():
    assert is_otter(read_cells(OTTER)) and not is_otter(read_cells(NBGRADER))


def test_solution_tests_points_and_texts_are_read():
    found = read_otter(read_cells(OTTER))
    assert found.title == "hw1" and found.texts == ["# Means\n\nWrite `mean` and `spread`.", "Why?"]
    assert "np.max(x) - np.min(x)" in found.solution[6] and "SOLUTION" not in found.solution[6]
    mean, spread, answer = found.tests
    assert (mean.output, spread.output, answer.output) == ("2.0", "8", "1.5")
    assert (mean.hidden, spread.hidden, answer.hidden) == (False, True, False)
    assert (mean.points, spread.points, answer.points) == (0.5, 2, 0.5)
    assert mean.place == "Cell 9 (question q1)" and "TEST CONFIG" not in spread.source
    assert found.left_out == ["Question q2: it is graded by hand, which labs are not."]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = 5  # SOLUTION", "x = ...\n"),
        ("    return x + 1 # SOLUTION", "    ...\n"),
        ("x = 5 # SOLUTION NO PROMPT\ny = 1", "y = 1\n"),
        ("if a == 5: # SOLUTION", "...\n"),
        ("def f():\n    # BEGIN SOLUTION\n    return 1\n    # END SOLUTION", "def f():\n    ...\n"),
        ("# BEGIN SOLUTION NO PROMPT\nx = 1\n# END SOLUTION\ny = 2", "y = 2\n"),
        (
            '# BEGIN SOLUTION\nx = 1\n""" # BEGIN PROMPT\nx = 0\n""" # END PROMPT\n# END SOLUTION',
            "x = 0\n",
        ),
        ("x = 1", "x = 1\n"),
    ],
)
def test_students_get_what_otter_hands_out(source: str, expected: str):
    assert students_version(source) == expected


def test_the_authors_version_has_no_marks():
    source = "# BEGIN SOLUTION\nx = 1 # SOLUTION\n# END SOLUTION\ny = 2  # SOLUTION NO PROMPT"
    assert authors_version(source) == "x = 1\ny = 2"


def test_a_prompt_is_the_starter():
    data = notebook(
        raw("# BEGIN QUESTION\nname: q"),
        raw("# BEGIN PROMPT"),
        code("def f(x):\n    ..."),
        raw("# END PROMPT"),
        raw("# BEGIN SOLUTION"),
        code("def f(x):\n    return x"),
        raw("# END SOLUTION"),
        raw("# END QUESTION"),
    )
    found = read_otter(read_cells(data))
    assert found.starter[3] == "def f(x):\n    ..."
    assert list(found.solution.values()) == ["def f(x):\n    return x"]


@pytest.mark.parametrize("settings", ["name: [", "- 1", "points: {total: x}", "points: -3", ": :"])
def test_settings_that_cannot_be_read_are_none(settings: str):
    data = notebook(
        raw(f"# BEGIN QUESTION\n{settings}"),
        raw("# BEGIN TESTS"),
        code("# HIDDEN\nf(1)", output="1"),
        code("f(2)", output="2"),
        raw("# END TESTS"),
    )
    hidden, visible = read_otter(read_cells(data)).tests
    assert (hidden.hidden, visible.hidden) == (True, False)
    assert hidden.points == visible.points == 1


def test_points_of_a_question_are_those_of_its_tests():
    data = notebook(
        raw("# BEGIN QUESTION\nname: q\npoints:\n  total: 3"),
        raw("# BEGIN TESTS"),
        *(code(f"f({n})", output="1") for n in range(3)),
        raw("# END TESTS"),
        raw("# END SOMETHING"),
    )
    assert [test.points for test in read_otter(read_cells(data)).tests] == [1, 1, 1]
