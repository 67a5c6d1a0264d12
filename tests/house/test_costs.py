"""What `make test` says about the processor time of tests."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests import costs

ROOT = Path(__file__).resolve().parents[2]


def test_the_costliest_come_first_and_folders_are_summed() -> None:
    times = {"tests/labs/a/test_x.py::test_one[a/b]": 1.0, "tests/labs/test_y.py::test_two": 2.5}
    lines = costs.lines_of(Counter(times | {"tests/quizzes/test_z.py::test_three": 9.0}))
    assert lines == [
        "The costliest tests:",
        "     9.0 s  tests/quizzes/test_z.py::test_three",
        "     2.5 s  tests/labs/test_y.py::test_two",
        "     1.0 s  tests/labs/a/test_x.py::test_one[a/b]",
        "By folder:",
        "     9.0 s  quizzes, 1 tests",
        "     3.5 s  labs, 2 tests",
    ]


def test_only_so_many_tests_are_listed() -> None:
    lines = costs.lines_of(Counter({f"tests/labs/test_{n}.py::test": n for n in range(50)}))
    assert lines.index("By folder:") == costs.MOST + 1


@pytest.mark.slow
def test_other_processes_tell_what_their_tests_have_cost() -> None:
    command = ["-m", "pytest", "-q", "-n", "1", "--costs", "tests/house/test_importing.py"]
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "processor time" in done.stdout
    assert " s  house, " in done.stdout
