"""Assignments of nbgrader."""

from __future__ import annotations

import pytest

from grader.exchange.imports.nbgrader import is_nbgrader, read_nbgrader, students_version
from grader.exchange.imports.notebook import read_cells
from tests.grader.exchange.imports.notebooks import (
    NBGRADER,
    OTTER,
    RELEASE,
    code,
    graded,
    notebook,
    solution,
    text,
)


def test_its_notebooks_are_recognized():
    assert is_nbgrader(read_cells(NBGRADER)) and not is_nbgrader(read_cells(OTTER))


def test_the_authors_version_has_solution_tests_and_points():
    found = read_nbgrader(read_cells(NBGRADER))
    assert found.has_solution and found.texts[0].startswith("# Sums of squares")
    assert "return np.arange(1, n + 1) ** 2" in found.solution[3]
    assert "### " not in found.solution[3]
    assert "np.arange" not in found.starter[3] and found.starter[3].count("YOUR CODE HERE") == 2
    visible, hidden, other = found.tests
    assert (visible.points, hidden.points, other.points) == (2, 2, 2)
    assert (visible.hidden, hidden.hidden) == (False, True)
    assert "power=2" in hidden.source and "power=2" not in visible.source
    assert visible.place == "Cell 4 (test_a)"
    assert found.left_out == ["Cell 6: it is graded by hand, which labs are not."]


def test_what_students_get_has_no_solution():
    found = read_nbgrader(read_cells(RELEASE))
    assert not found.has_solution and "YOUR CODE HERE" in found.solution[2]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "def f(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\nf(1)",
            "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()\nf(1)\n",
        ),
        ("def f(x):\n    return x\n", "# YOUR CODE HERE\nraise NotImplementedError()\n"),
    ],
)
def test_students_get_a_stub_in_place_of_a_solution(source: str, expected: str):
    assert students_version(source) == expected


def test_mark_schemes_and_automatic_tests_are_not_taken_over():
    scheme = "Why?\n### BEGIN MARK SCHEME\nBecause.\n### END MARK SCHEME\n"
    data = notebook(
        text(scheme), solution("def f(x):\n    return x"), graded("### AUTOTEST f(1)", points=0)
    )
    found = read_nbgrader(read_cells(data))
    assert found.texts == ["Why?\n"]
    assert any("AUTOTEST" in each for each in found.left_out)
    assert any("no points" in each for each in found.left_out)


def test_a_code_cell_that_is_graded_by_hand_is_code_without_tests():
    data = notebook(code("def f(x):\n    return x", grade=True, solution=True, points=3))
    found = read_nbgrader(read_cells(data))
    assert not found.tests and 1 in found.solution and "by hand" in found.left_out[0]
