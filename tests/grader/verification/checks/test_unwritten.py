"""What a new lab still has to get."""

from __future__ import annotations

from pathlib import Path

from tests.grader.small_lab import FILES
from tests.grader.verification.checks.finding import found_in_changed


def test_written_lab_has_nothing_left(tmp_path: Path) -> None:
    assert found_in_changed("unwritten", tmp_path) == []


def test_placeholders_are_listed_in_the_order_of_writing(tmp_path: Path) -> None:
    changes = {
        "statement_md": "Some text.\n\nTODO: What the lab is for.\n",
        "lab_yaml": FILES["lab.yaml"].replace("Doubling", '"TODO: A title"'),
        "mistakes__squares_py": '"""TODO: The hint."""\n',
    }
    assert found_in_changed("unwritten", tmp_path, **changes) == [
        "lab.yaml:2: is still to be written. A title",
        "statement.md:3: is still to be written. What the lab is for.",
        "mistakes/squares.py:1: is still to be written. The hint.",
    ]
