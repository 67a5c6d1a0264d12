"""Where the files of a kind of item are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from courseware.items.files import ItemFiles


@pytest.fixture
def quizzes(tmp_path: Path) -> ItemFiles:
    for path in ("shipped/dropout.yaml", "shipped/softmax.yaml", "course/quizzes/dropout.yaml"):
        _write(tmp_path / path)
    _write(tmp_path / "course" / "secret.yaml")
    return ItemFiles("quizzes", tmp_path / "shipped", "*.yaml")


@pytest.fixture
def labs(tmp_path: Path) -> ItemFiles:
    for path in ("shipped/penalties/lab.yaml", "shipped/draft/notes.txt", "shipped/lab.yaml"):
        _write(tmp_path / path)
    return ItemFiles("labs", tmp_path / "shipped", "*/lab.yaml")


def _write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")


def test_a_course_s_own_file_comes_before_a_shipped_one(quizzes: ItemFiles, tmp_path: Path):
    assert quizzes.find("dropout", tmp_path / "course") == (
        tmp_path / "course" / "quizzes" / "dropout.yaml"
    )
    assert quizzes.find("softmax", tmp_path / "course") == tmp_path / "shipped" / "softmax.yaml"


def test_a_course_without_the_folder_has_the_shipped_items(quizzes: ItemFiles, tmp_path: Path):
    assert quizzes.find("dropout", tmp_path / "other") == tmp_path / "shipped" / "dropout.yaml"
    assert quizzes.slugs(tmp_path / "other") == ["dropout", "softmax"]


def test_each_slug_is_listed_once(quizzes: ItemFiles, tmp_path: Path):
    assert quizzes.slugs(tmp_path / "course") == ["dropout", "softmax"]


@pytest.mark.parametrize("slug", ["nothing", "../secret", "", ".", "dropout.yaml"])
def test_a_slug_is_never_a_path(quizzes: ItemFiles, tmp_path: Path, slug: str):
    assert quizzes.find(slug, tmp_path / "course") is None


def test_an_item_may_be_a_folder_that_holds_a_file(labs: ItemFiles, tmp_path: Path):
    assert labs.find("penalties", tmp_path) == tmp_path / "shipped" / "penalties"
    assert labs.slugs(tmp_path) == ["penalties"]


def test_a_folder_with_the_name_of_a_file_is_no_item(quizzes: ItemFiles, tmp_path: Path):
    (tmp_path / "shipped" / "folder.yaml").mkdir()
    assert "folder" not in quizzes.slugs(tmp_path)


def test_an_item_is_known_by_its_form_wherever_it_lies(
    quizzes: ItemFiles, labs: ItemFiles, tmp_path: Path
):
    assert quizzes.is_item(tmp_path / "course" / "secret.yaml")
    assert not quizzes.is_item(tmp_path / "course")
    assert not quizzes.is_item(tmp_path / "nowhere.yaml")
    assert labs.is_item(tmp_path / "shipped" / "penalties")
    assert not labs.is_item(tmp_path / "shipped" / "draft")
    assert not labs.is_item(tmp_path / "shipped" / "penalties" / "lab.yaml")
