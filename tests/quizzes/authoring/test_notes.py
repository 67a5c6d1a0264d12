"""What authors look at in a quiz."""

from __future__ import annotations

import json
from pathlib import Path

from quizzes.authoring.notes import author_notes
from tests.quizzes.writing import QUIZ


def test_each_question_has_a_response_that_earns_everything(tmp_path: Path) -> None:
    path = tmp_path / "penalties.yaml"
    path.write_text(QUIZ)
    (note,) = author_notes(path)
    rows = {label.partition(" ")[0]: json.loads(text) for label, text in note.rows}
    assert rows["zero"] == "l1"
    assert sorted(rows["cures"]) == ["clip", "rate"]


def test_a_quiz_that_cannot_be_read_has_none(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("title: [\n")
    assert author_notes(path) == []
