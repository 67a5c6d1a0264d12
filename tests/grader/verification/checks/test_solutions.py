"""A wrong file among the solutions."""

from __future__ import annotations

from pathlib import Path

from grader.verification import QUICK, Effort
from tests.grader.small_lab import FILES, write_lab
from tests.grader.verification.checks.finding import found, found_in_changed


def test_right_solutions_have_no_fault(tmp_path: Path) -> None:
    assert found_in_changed("solutions", tmp_path) == []


def test_wrong_solution_is_named_with_the_cases_that_say_so(tmp_path: Path) -> None:
    folder = write_lab(tmp_path, solutions__adding_py=FILES["mistakes/squares.py"])
    first, *others = found("solutions", folder)
    assert first == (
        'solutions/adding.py:1: fails "small": Wrong values. Correct it, or move it to mistakes/.'
    )
    assert [text.partition(": ")[0] for text in others] == ["solutions/adding.py:1"] * 2
    assert found("solutions", folder, QUICK) == [first]


def test_solution_that_does_not_load_is_named(tmp_path: Path) -> None:
    broken = "import nowhere\n" + FILES["solutions/adding.py"]
    assert found_in_changed("solutions", tmp_path, solutions__adding_py=broken) == [
        "solutions/adding.py:1: does not load: ModuleNotFoundError: No module named 'nowhere'. "
        "Correct it, or move it to mistakes/."
    ]


def test_solution_that_is_wrong_on_some_draws_is_named(tmp_path: Path) -> None:
    """Right for what seed 0 draws and for most else."""
    rare = FILES["solutions/adding.py"].replace("x + x", "x + x if x[0] < 1.9 else x * x")
    folder = write_lab(tmp_path, solutions__adding_py=rare.replace("x[0]", "x.ravel()[0]"))
    small = [text for text in found("solutions", folder, Effort(seeds=40)) if "drawn" in text]
    assert small
