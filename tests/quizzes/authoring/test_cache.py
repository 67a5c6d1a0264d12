import json

import pytest
from django.conf import settings

from grader.files.faults import Faults
from quizzes.authoring import cache
from quizzes.authoring.files import SHIPPED
from quizzes.authoring.loading import digest_of, read_quiz
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
    assert cache.read_with_digest(path, Faults()) == (first, digest_of(first))
    assert len(list((var / cache.FOLDER).iterdir())) == 1 + len(first.slots)


def test_a_changed_file_is_read_anew(tmp_path, var):
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ)
    cache.read(path, Faults())
    path.write_text(QUIZ.replace("title: Penalties", "title: Others"))
    assert cache.read(path, Faults()).title == "Others"


def test_only_questions_that_differ_are_certified_again(tmp_path, var, monkeypatch):
    path, certified, read_slot = tmp_path / "quiz.yaml", [], cache.read_slot

    def watched(node):
        certified.append(node.text("id"))
        return read_slot(node)

    monkeypatch.setattr(cache, "read_slot", watched)
    path.write_text(QUIZ)
    first = cache.read(path, Faults())
    assert certified == [slot.id for slot in first.slots]
    certified.clear()
    text = QUIZ.replace("title: Penalties", "title: Others")
    changed = text.replace("correct: true, feedback: The", "correct: true, feedback: A")
    path.write_text(changed)
    second = cache.read(path, Faults())
    assert certified == [slot.id for slot in second.slots if slot not in first.slots]
    assert len(certified) == 1 and second == read_quiz(path, Faults())


def test_a_number_that_is_spelled_otherwise_is_another_question(tmp_path, var):
    path = tmp_path / "quiz.yaml"
    for written in ("0.5", "0.50"):
        path.write_text(QUIZ.replace("neurons, units", written))
        assert cache.read(path, Faults()) == read_quiz(path, Faults())


def test_a_file_with_faults_is_never_kept(tmp_path, var):
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ.replace("correct: true, feedback: The", "feedback: The"))
    for _ in range(2):
        faults = Faults()
        assert cache.read(path, faults) is None
        assert len(faults) == 1
    good = len(QUIZ.split("  - id: ")) - 2
    assert len(list((var / cache.FOLDER).iterdir())) == good  # questions without a fault


def test_a_damaged_copy_is_made_anew(tmp_path, var):
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ)
    quiz = cache.read(path, Faults())
    for damaged in ('{"title": ', "{}", '{"id": "zero"}'):
        for kept in (var / cache.FOLDER).iterdir():
            kept.write_text(damaged)
        assert cache.read(path, Faults()) == quiz
        whole = [json.loads(kept.read_text()) for kept in (var / cache.FOLDER).iterdir()]
        assert [each["quiz"]["title"] for each in whole if "quiz" in each] == ["Penalties"]
        assert len(whole) == 1 + len(quiz.slots)


def test_a_missing_file_and_an_unwritable_folder_are_told_or_borne(tmp_path, monkeypatch):
    faults = Faults()
    assert cache.read(tmp_path / "none.yaml", faults) is None
    assert [fault.message for fault in faults] == ["the file is missing"]
    path = tmp_path / "quiz.yaml"
    path.write_text(QUIZ)
    monkeypatch.setattr(settings, "VAR_DIR", path)  # a file, so no folder can be made in it
    assert cache.read(path, Faults()).title == "Penalties"
