"""Enough solutions and mistakes, hints that differ, and keys that a student needs."""

from __future__ import annotations

from pathlib import Path

from grader.verification.checks.enough import LEAST_MISTAKES
from tests.grader.small_lab import FILES
from tests.grader.verification.checks.finding import found_in_changed

NEEDS = FILES["lab.yaml"] + "needs: []\ndifficulty: easy\ntags: [scale]\n"
MORE = {
    f"mistakes__squares_{number}_py": FILES["mistakes/squares.py"].replace("double.", f"{number}.")
    for number in range(LEAST_MISTAKES - 3)
}
WAY = {"solutions__third_way_py": FILES["solutions/adding.py"].replace("x + x", "x * 2.0")}


def test_lab_with_enough_of_everything_has_no_fault(tmp_path: Path) -> None:
    assert found_in_changed("enough", tmp_path, lab_yaml=NEEDS, **MORE, **WAY) == []


def test_everything_that_is_missing_is_named(tmp_path: Path) -> None:
    yaml = FILES["lab.yaml"].replace("minutes: 5\n", "")
    hints = "## Hint 1\n\nOne.\n\n## Hint 2\n\nTwo.\n\n## Hint 3\n\nOne.\n"
    assert found_in_changed("enough", tmp_path, lab_yaml=NEEDS, hints_md=hints) == [
        "solutions:1: has 2 of at least 3 solutions. Write 1 more.",
        "mistakes:1: has 3 of at least 8 mistakes. Write 5 more.",
        "hints.md:3: gives a hint twice. Let each hint say more than the one before.",
    ]
    assert found_in_changed("enough", tmp_path / "other", lab_yaml=yaml)[:4] == [
        'lab.yaml:1: does not say "minutes". Say how long a student usually takes: minutes: 20.',
        'lab.yaml:1: does not say "difficulty". Say how hard it is: difficulty: easy.',
        'lab.yaml:1: does not say "tags". Name what it can be found by: tags: [gradient].',
        'lab.yaml:1: does not say "needs". Name the labs to be done before, or none: needs: [].',
    ]
