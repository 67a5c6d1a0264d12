"""What authors look at in a lab."""

from __future__ import annotations

from pathlib import Path

import pytest

from labs.authoring import notes
from tests.labs.writing import write_lab
from tests.selection import some_of


def test_cases_come_with_inputs_and_answers_and_the_rest_by_name(tmp_path: Path) -> None:
    found = {note.title: dict(note.rows) for note in notes(write_lab(tmp_path))}
    assert list(found) == ["Visible cases", "Solutions", "Known mistakes", "Hints"]
    assert found["Visible cases"]["one two three"].startswith("double:\nx = [1., 2., 3.]\n→ [2.")
    assert "sum" in found["Solutions"]
    assert found["Known mistakes"]["once"] == "That is the same array."


def test_a_lab_that_cannot_be_read_has_nothing_to_look_at(tmp_path: Path) -> None:
    assert notes(write_lab(tmp_path, cases_py="visible = 3\n")) == []


LABS = sorted(Path("labs/catalogue").iterdir())


@pytest.mark.parametrize("folder", some_of(LABS, 8, name=lambda path: path.name))
def test_every_shipped_lab_has_something_to_look_at(folder: Path) -> None:
    asks_for_code = (folder / "starter.py").is_file()
    assert len(notes(folder)[0].rows) >= (3 if asks_for_code else 1)
