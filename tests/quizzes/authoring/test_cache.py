import json

import pytest
from django.conf import settings

from grader.files.faults import Faults
from quizzes.authoring import cache
from quizzes.authoring.files import SHIPPED
from quizzes.authoring.loading import digest_of
from tests.quizzes.writing import QUIZ


@pytest.fixture
def var(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "VAR_DIR", tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*workshop.yaml")), ids=lambda path: path.stem)
def test_what_is_kept_equals_what_was_read(path, var, shipped_quiz):
    first = cache.read(path, Faults())
    again = cache.read(path, Faults())
    assert first == again == shipped_quiz(path.stem)
    assert digest_of(first) == digest_of(again)
    assert len(list((var / cache.FOLDER).iterdir())) == 1


def test_a_changed_file_is_read_anew(tmp_path, var):
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ)
    cache.read(path, Faults())
    path.write_text(QUIZ.replace("title: Penalties", "title: Others"))
    assert cache.read(path, Faults()).title == "Others"


def test_a_file_with_faults_is_never_kept(tmp_path, var):
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ.replace("correct: true, feedback: The", "feedback: The"))
    for _ in range(2):
        faults = Faults()
        assert cache.read(path, faults) is None
        assert len(faults) == 1
    assert not (var / cache.FOLDER).exists()


def test_a_damaged_copy_is_made_anew(tmp_path, var):
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ)
    quiz = cache.read(path, Faults())
    (kept,) = (var / cache.FOLDER).iterdir()
    kept.write_text('{"title": ')
    assert cache.read(path, Faults()) == quiz
    assert json.loads(kept.read_text())["title"] == "Penalties"


def test_a_missing_file_and_an_unwritable_folder_are_told_or_borne(tmp_path, monkeypatch):
    faults = Faults()
    assert cache.read(tmp_path / "none.yaml", faults) is None
    assert [fault.message for fault in faults] == ["the file is missing"]
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ)
    monkeypatch.setattr(settings, "VAR_DIR", path)  # a file, so no folder can be made in it
    assert cache.read(path, Faults()).title == "Penalties"
