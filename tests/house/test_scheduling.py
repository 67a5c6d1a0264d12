"""Tests that share a server run in one process, and the files named for that exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.tree import ROOT
from tests.scheduling import GROUPS, SPREAD, group_of, turn_of, unit_of


@pytest.mark.parametrize("path", GROUPS)
def test_every_group_has_tests(path: str):
    found = [ROOT / path] if path.endswith(".py") else [*(ROOT / path).glob("test_*.py")]
    assert found
    assert all(file.exists() for file in found)


def test_tests_of_a_group_or_file_are_together_and_long_ones_by_themselves():
    first, second = "tests/journeys/test_a.py::test_x[1]", "tests/journeys/test_b.py::test_y"
    assert unit_of(first) == unit_of(second) == "journeys"
    assert unit_of("tests/labs/test_a.py::test_x[a::b]") == "tests/labs/test_a.py"
    assert unit_of("tests/attacks/test_a.py::test_x[1]") == "tests/attacks/test_a.py::test_x[1]"
    assert all((ROOT / path).is_dir() for path in SPREAD)


def test_what_takes_longest_begins_first():
    units = ["tests/labs/test_a.py", "tests/attacks/test_a.py::test_x", "journeys"]
    assert sorted(units, key=turn_of) == units[::-1]


def test_groups_mostly_wait_and_so_run_one_after_the_other():
    units = ["journeys", "tests/labs/test_a.py", "tests/attacks/test_a.py::test_x"]
    assert sorted(units, key=lambda unit: turn_of(unit, group_runs=True)) == units[::-1]


def test_whatever_starts_a_site_is_in_a_group():
    """A site takes seconds to start: no two processes shall do so for one file."""
    allowed = {"tests/courseware/test_private_data.py", "tests/site.py"}  # one test there
    for file in (ROOT / "tests").rglob("*.py"):
        name = file.relative_to(ROOT).as_posix()
        if "run_site(" in file.read_text(encoding="utf-8") and not name.startswith("tests/bench/"):
            assert name in allowed or group_of(name) or file == Path(__file__), name


def test_files_that_are_too_long_for_the_quick_suite_exist():
    from tests.conftest import LONG_FILES

    assert [name for name in LONG_FILES if not (ROOT / name.partition("::")[0]).exists()] == []
