"""Notebooks of nbgrader and Otter as their authors write them."""

from __future__ import annotations

import json
from typing import Any

import nbformat.v4 as v4
from nbformat import NotebookNode, writes


def notebook(*cells: NotebookNode) -> bytes:
    return writes(v4.new_notebook(cells=list(cells))).encode()


def text(source: str, **grading: Any) -> NotebookNode:
    return v4.new_markdown_cell(source, metadata={"nbgrader": grading} if grading else {})


def code(source: str, output: str = "", **grading: Any) -> NotebookNode:
    outputs = [v4.new_output("execute_result", {"text/plain": output})] if output else []
    metadata = {"nbgrader": grading} if grading else {}
    return v4.new_code_cell(source, outputs=outputs, metadata=metadata)


def raw(source: str) -> NotebookNode:
    return v4.new_raw_cell(source)


def solution(source: str) -> NotebookNode:
    """A cell that nbgrader calls an autograded answer."""
    return code(source, schema_version=3, grade=False, solution=True, locked=False, grade_id="s")


def graded(source: str, points: float = 2) -> NotebookNode:
    """A cell that nbgrader calls autograder tests."""
    return code(
        source,
        schema_version=3,
        grade=True,
        solution=False,
        locked=True,
        points=points,
        grade_id="test_a",
    )


SQUARES = """\
import numpy as np

def squares(n):
    \"\"\"The squares of the numbers from 1 to n.\"\"\"
    ### BEGIN SOLUTION
    if n < 1:
        raise ValueError("n must be at least 1")
    return np.arange(1, n + 1) ** 2
    ### END SOLUTION

def total(values, power: int = 1):
    ### BEGIN SOLUTION
    return float(np.sum(np.asarray(values) ** power))
    ### END SOLUTION
"""
NBGRADER = notebook(
    text("# Sums of squares\n\nWrite `squares` and `total`."),
    code("%matplotlib inline\nimport matplotlib.pyplot as plt\nLIMIT = 10\nprint(LIMIT)"),
    solution(SQUARES),
    graded(
        "assert np.array_equal(squares(3), [1, 4, 9])\n"
        "x = np.array([1.0, 2.0])\n"
        "assert total(x) == 3\n"
        "### BEGIN HIDDEN TESTS\n"
        "assert abs(total([1, 2, 3], power=2) - 14) < 1e-9\n"
        "try:\n    squares(0)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError\n"
        "### END HIDDEN TESTS\n",
        points=4,
    ),
    graded(
        "for n in range(5):\n    assert len(squares(n + 1)) == n + 1\nassert LIMIT == 10\n"
        "assert total(np.random.rand(3)) > 0\nassert squares(2).shape == (2,)\n"
    ),
    text("Explain.", schema_version=3, grade=True, solution=True, points=3, grade_id="t"),
)
RELEASE = notebook(
    text("# Sums"),
    solution("def double(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()"),
    graded("assert double(2) == 4"),
)
OTTER = notebook(
    raw("# ASSIGNMENT CONFIG\nname: hw1\ninit_cell: true"),
    text("# Means\n\nWrite `mean` and `spread`."),
    code("import numpy as np"),
    raw("# BEGIN QUESTION\nname: q1\npoints: 3"),
    raw("# BEGIN SOLUTION"),
    code(
        "def mean(x):\n    total = sum(x)  # SOLUTION\n    return total / len(x) # SOLUTION\n\n"
        'def spread(x):\n    """Largest less smallest."""\n    # BEGIN SOLUTION\n'
        "    return np.max(x) - np.min(x)\n    # END SOLUTION\n"
        "answer = mean([1, 2])  # SOLUTION\nextra = 5  # SOLUTION NO PROMPT"
    ),
    raw("# END SOLUTION"),
    raw("# BEGIN TESTS"),
    code("mean([1, 2, 3])", output="2.0"),
    code(
        '""" # BEGIN TEST CONFIG\npoints: 2\nhidden: true\n""" # END TEST CONFIG\n'
        "spread([4, 9, 1])\n",
        output="8",
    ),
    code("answer", output="1.5"),
    raw("# END TESTS"),
    raw("# END QUESTION"),
    raw("# BEGIN QUESTION\nname: q2\nmanual: true\npoints: 2"),
    text("Why?"),
    raw("# END QUESTION"),
)


def changed(data: bytes, **top: Any) -> bytes:
    """The notebook with other keys at its top."""
    return json.dumps(json.loads(data) | top).encode()
