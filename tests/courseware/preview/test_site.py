"""What a preview shows after each save."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.courseware.courses.folders import write_course
from tests.labs.writing import write_lab


def test_files_are_read_again_only_when_one_was_saved(
    preview: Callable[..., Any], tmp_path: Path
) -> None:
    site = preview(write_lab(tmp_path))
    assert [site.refresh(), site.refresh()] == [True, False]
    assert site.address == "/courses/preview/labs/twice/"
    (site.source.path / "statement.md").write_text("Another.\n")
    reader = site.reader
    assert site.refresh()
    assert site.reader != reader  # nobody's attempts are of an older version


def test_faults_take_the_place_of_the_page_until_they_are_gone(
    preview: Callable[..., Any], tmp_path: Path
) -> None:
    site = preview(write_lab(tmp_path))
    starter = site.source.path / "starter.py"
    text = starter.read_text()
    starter.write_text("def double(x:\n")
    site.refresh()
    assert [fault.line for fault in site.faults] == [1]
    assert (site.reader, site.address, site.notes()) == (None, "", [])
    starter.write_text(text)
    site.refresh()
    assert (site.faults, site.address) == ((), "/courses/preview/labs/twice/")


def test_a_quiz_is_shown_as_an_attempt_with_its_questions(
    preview: Callable[..., Any], tmp_path: Path
) -> None:
    site = preview(write_course(tmp_path) / "quizzes" / "check.yaml")
    site.refresh()
    assert site.address.startswith("/courses/preview/quizzes/check/attempts/")
    assert [note.rows[0][0] for note in site.notes()] == ["zero (single, 1)"]
    assert site.author_address == "/preview/author/"


def test_a_chapter_has_a_page_and_no_notes(preview: Callable[..., Any], tmp_path: Path) -> None:
    site = preview(write_course(tmp_path) / "chapters" / "sparsity.md")
    site.refresh()
    assert site.address == "/courses/preview/chapters/sparsity/"
    assert (site.notes(), site.author_address) == ([], "")
