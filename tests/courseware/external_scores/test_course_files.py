"""External scores and the course's files: loading, writing back, copying."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from courseware.course_settings.writing import changed_file
from courseware.courses.copying import Copy, copy_course
from courseware.courses.loader import load_course
from courseware.external_scores.services import make_external_item
from grader.files.faults import FaultyFiles

COURSE = "slug: small\ntitle: A small course\nchapters:\n  - file: essays.md\n"
CHAPTER = "---\ntitle: Essays\nsummary: Some.\n---\n## Why {#why}\n\nText.\n"
DUE = datetime(2026, 12, 4, 18, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path, db: None) -> Path:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "course.yaml").write_text(COURSE, "utf-8")
    (tmp_path / "chapters" / "essays.md").write_text(CHAPTER, "utf-8")
    return tmp_path


@pytest.fixture
def exam(folder: Path) -> Any:
    course = load_course(folder).course
    chapter = course.chapters.get()
    return make_external_item(
        course=course, title="Midterm", points=40, chapter=chapter, due_at=DUE, released=False
    )


def test_loading_leaves_what_was_made_on_the_site(folder: Path, exam: Any) -> None:
    assert load_course(folder, again=True).retired == 0
    exam.refresh_from_db()
    assert not exam.retired


def test_what_is_written_back_can_be_loaded_and_is_the_same(folder: Path, exam: Any) -> None:
    make_external_item(course=exam.course, title="Talk: 5 minutes", points=2.5)
    text = changed_file(exam.course)
    assert text == (
        COURSE + "external:\n"
        "  - {slug: midterm, title: Midterm, chapter: essays, points: 40, "
        "due: '2026-12-04 18:00'}\n"
        "  - {slug: talk-5-minutes, title: 'Talk: 5 minutes', points: 2.5}\n"
    )
    (folder / "course.yaml").write_text(text, "utf-8")
    before = list(exam.course.items.values("title", "points", "due_at", "chapter", "retired"))
    load_course(folder, again=True)
    after = list(exam.course.items.values("title", "points", "due_at", "chapter", "retired"))
    assert after == before
    assert changed_file(exam.course) == text


def test_the_file_alone_makes_them(folder: Path) -> None:
    text = COURSE + "external:\n  - slug: oral\n    title: Oral exam\n    points: 15\n"
    (folder / "course.yaml").write_text(text, "utf-8")
    item = load_course(folder).course.items.get()
    assert (item.kind, item.slug, item.title, item.points) == ("external", "oral", "Oral exam", 15)
    assert item.chapter is None


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ("{slug: a, title: A, chapter: essay}", 'no chapter "essay"'),
        ("{slug: a, title: A, points: -1}", "points is -1"),
        ("{slug: A!, title: A}", "may hold small letters"),
        ("{slug: a, title: A, weight: 3}", "weight"),
    ],
)
def test_mistakes_in_the_file_are_told(folder: Path, entry: str, sentence: str) -> None:
    (folder / "course.yaml").write_text(f"{COURSE}external:\n  - {entry}\n", "utf-8")
    with pytest.raises(FaultyFiles, match=sentence):
        load_course(folder)


def test_a_copy_has_them_with_later_dates_and_without_scores(exam: Any) -> None:
    made = copy_course(exam.course, Copy("next", "Next term", days=7))
    item = made.items.get()
    assert (item.kind, item.slug, item.title, item.points) == ("external", "midterm", "Midterm", 40)
    assert (item.due_at, item.scores_held) == (DUE + timedelta(days=7), True)
    assert item.chapter is not None and item.chapter.course == made
