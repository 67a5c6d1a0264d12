"""What can be found in a course, and what cannot."""

from __future__ import annotations

import pytest

from courseware.courses.loader import load_course
from courseware.figures.computing import computed
from courseware.search.entries import Entry, entries_of
from tests.courseware.courses.folders import CHAPTER, write_course
from tests.factories import make_chapter, make_item

pytestmark = pytest.mark.django_db
HOME = "/courses/small/"


@pytest.fixture
def small(tmp_path):
    chapter = CHAPTER + "\n## A curve {#curve}\n\n::figure[roc-curve]\n"
    return load_course(write_course(tmp_path, chapter=chapter)).course


def test_chapters_sections_figures_and_quizzes_are_found(small):
    chapter, why, curve, figure, quiz = entries_of(small)
    url = f"{HOME}chapters/sparsity/"
    assert (chapter.kind, chapter.title, chapter.url) == ("Chapter", "Sparsity", url)
    assert chapter.text.startswith("Why zeros.")
    assert why == Entry(
        "Section", "Why", f"{url}#why", "1 Sparsity", text="Because 0·x=0. The end."
    )
    assert (curve.title, curve.url) == ("A curve", f"{url}#curve")
    assert (figure.kind, figure.title) == ("Figure", computed("roc-curve").title)
    assert figure.url == f"{url}#figure-roc-curve"
    assert (quiz.kind, quiz.title, quiz.url) == ("Quiz", "Check yourself", f"{HOME}quizzes/check/")
    assert quiz.item == small.items.get().pk


def test_nothing_of_a_quiz_but_its_title_is_indexed(small):
    everything = " ".join(f"{e.title} {e.names} {e.text}" for e in entries_of(small))
    for secret in ("kink", "weak feature", "Sets it to zero", "That is L2"):
        assert secret not in everything


def test_labs_are_found_by_number_tags_and_functions(make_lab, course):
    make_lab("twice")
    (entry,) = entries_of(course)
    assert entry.title == "Twice"
    assert "L9.1" in entry.names
    assert "double" in entry.names
    assert "Twice every entry." in entry.names


def test_what_is_retired_cannot_be_found(course):
    make_chapter(course, retired=True, title="Gone", html="<h2 id='x'>Gone too</h2>")
    make_item(course, retired=True)
    assert entries_of(course) == []
