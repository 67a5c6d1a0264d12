"""A right file among the mistakes, and mistakes that luck decides."""

from __future__ import annotations

from pathlib import Path

from grader.verification import QUICK, Effort
from tests.grader.small_lab import FILES, write_lab
from tests.grader.verification.checks.finding import found, found_in_changed

LUCKY = '''"""Numbers above 1.5 are not doubled."""


def double(x):
    return 2.0 * x if x[0] < 1.5 or len(x) == 3 or len(x) > 99 else x


def root(x):
    if x < 0:
        raise ValueError
    return x**0.5
'''


def test_wrong_mistakes_have_no_fault(tmp_path: Path) -> None:
    assert found_in_changed("mistakes", tmp_path) == []


def test_right_file_is_named_in_the_quick_part_too(tmp_path: Path) -> None:
    right = '"""A hint."""\n' + FILES["solutions/adding.py"]
    folder = write_lab(tmp_path, mistakes__squares_py=right)
    assert found("mistakes", folder, QUICK) == [
        "mistakes/squares.py:1: passes every case. Add a case that it fails, or move it to "
        "solutions/."
    ]


def test_mistake_that_does_not_load_is_named(tmp_path: Path) -> None:
    broken = '"""A hint."""\n\nimport nowhere\n' + FILES["solutions/adding.py"]
    assert found_in_changed("mistakes", tmp_path, mistakes__squares_py=broken) == [
        "mistakes/squares.py:1: does not load: ModuleNotFoundError: No module named 'nowhere'. "
        "Make it run: a mistake gives wrong answers."
    ]


def test_score_that_depends_on_the_draw_names_case_and_mistake(tmp_path: Path) -> None:
    folder = write_lab(tmp_path, mistakes__squares_py=LUCKY)
    (only,) = found("mistakes", folder, Effort(seeds=12))
    assert only.startswith('cases.py:12: "drawn" catches mistakes/squares.py on ')
    assert " of 12 draws, so that it scores 83.33 or 100 % by luck. Draw its inputs so" in only
