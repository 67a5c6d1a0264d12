"""What a path shows, and how it is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from courseware.preview.reading import NothingToPreview, find_source
from grader.files.faults import Faults
from tests.courseware.courses.folders import CHAPTER, write_course
from tests.labs.writing import write_lab


def read(path: Path) -> tuple:
    faults = Faults()
    return find_source(path).read(faults), [str(fault) for fault in faults]


@pytest.mark.parametrize("name", ["", "statement.md", "lab.yaml", "solutions/sum.py"])
def test_a_lab_is_found_by_its_folder_and_by_what_lies_in_it(tmp_path: Path, name: str) -> None:
    folder = write_lab(tmp_path)
    source = find_source(folder / name)
    assert (source.path, source.kind and source.kind.name) == (folder, "lab")


def test_quizzes_and_chapters_are_found_by_their_files(tmp_path: Path) -> None:
    course = write_course(tmp_path)
    quiz = find_source(course / "quizzes" / "check.yaml")
    chapter = find_source(course / "chapters" / "sparsity.md")
    assert quiz.kind and quiz.kind.name == "quiz"
    assert (chapter.kind, chapter.course_folder) == (None, course)


@pytest.mark.parametrize("name", ["nowhere.md", "notes.txt", ""])
def test_what_a_course_does_not_show_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "notes.txt").write_text("")
    with pytest.raises(NothingToPreview, match=r"There is no|Give a chapter \(\*\.md\)"):
        find_source(tmp_path / name)


def test_an_item_is_read_into_a_course_of_its_own(tmp_path: Path) -> None:
    plan, faults = read(write_lab(tmp_path))
    assert (faults, plan.slug) == ([], "preview")
    (chapter,) = plan.chapters
    assert [item.definition.slug for item in chapter.items] == ["twice"]
    assert [place.slug for place in chapter.document.places] == ["twice"]


def test_a_chapter_brings_the_items_that_it_has_places_for(tmp_path: Path) -> None:
    plan, faults = read(write_course(tmp_path) / "chapters" / "sparsity.md")
    assert faults == []
    assert [(item.kind, item.title) for item in plan.chapters[0].items] == [
        ("quiz", "Check yourself")
    ]


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("::quiz[chek]", 'sparsity.md:9: there is no quiz "chek". Did you mean "check"?'),
        ("::quizz[check]", 'sparsity.md:9: unknown kind "quizz".'),
    ],
)
def test_places_that_lead_nowhere_are_faults_with_their_line(
    tmp_path: Path, place: str, words: str
) -> None:
    chapter = CHAPTER.replace("::quiz[check]", place)
    plan, faults = read(write_course(tmp_path, chapter=chapter) / "chapters" / "sparsity.md")
    assert plan is None
    assert words in faults[0]


def test_a_figure_needs_no_item(tmp_path: Path) -> None:
    chapter = CHAPTER.replace("::quiz[check]", "::figure[l1-norm]")
    plan, faults = read(write_course(tmp_path, chapter=chapter) / "chapters" / "sparsity.md")
    assert (faults, plan.chapters[0].items) == ([], ())


def test_faults_of_an_item_are_those_of_its_files(tmp_path: Path) -> None:
    plan, faults = read(write_lab(tmp_path, lab_yaml="number: 3\n"))
    assert plan is None
    assert any("lab.yaml:1:" in fault for fault in faults)


@pytest.mark.parametrize("name", ["statement.md", "mistakes/once.py"])
def test_the_version_changes_with_every_file(tmp_path: Path, name: str) -> None:
    source = find_source(write_lab(tmp_path))
    before = source.version()
    assert source.version() == before
    os.utime(source.path / name, ns=(1, 1))
    changed = source.version()
    (source.path / name).unlink()
    assert len({before, changed, source.version()}) == 3


def test_the_version_of_a_chapter_changes_with_its_items_alone(tmp_path: Path) -> None:
    course = write_course(tmp_path)
    (course / "quizzes" / "other.yaml").write_text("title: Other\n")
    source = find_source(course / "chapters" / "sparsity.md")
    before = source.version()
    os.utime(course / "quizzes" / "other.yaml", ns=(1, 1))
    assert source.version() == before
    os.utime(course / "quizzes" / "check.yaml", ns=(1, 1))
    assert source.version() != before
