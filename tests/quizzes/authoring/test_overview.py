"""Pages and records for authors."""

import pytest

from quizzes.authoring import overview
from quizzes.models import Paragraph
from tests.factories import make_chapter
from tests.quizzes.writing import QUIZ, quiz_of

ANCHOR = "regularization-for-sparsity#what-l1-does"
SOURCE = (
    "## What L1 does {#what-l1-does}\n\nIt keeps weights at zero.\n\n## More {#more}\n\nText.\n"
)


@pytest.fixture
def chapter(course):
    outline = [
        {"level": 2, "anchor": "what-l1-does", "title": "What L1 does"},
        {"level": 2, "anchor": "more", "title": "More"},
    ]
    return make_chapter(
        course, slug="regularization-for-sparsity", source=SOURCE, outline=outline, title="Zeros"
    )


@pytest.fixture
def noted(chapter, make_quiz):
    item = make_quiz()
    overview.record_paragraphs(item=item, quiz=quiz_of(QUIZ))
    return item


def outdated(course):
    return [entry["row"].question for entry in overview.coverage_of(course)["outdated"]]


def test_a_paragraph_that_changes_makes_its_question_outdated(course, chapter, noted):
    assert outdated(course) == []
    chapter.source = SOURCE.replace("keeps weights", "holds weights")
    chapter.save()
    assert outdated(course) == ["zero"]
    overview.record_paragraphs(item=noted, quiz=quiz_of(QUIZ))
    assert outdated(course) == ["zero"]  # loading again does not hide it


def test_a_question_that_is_written_anew_is_up_to_date(course, chapter, noted):
    chapter.source = SOURCE.replace("keeps weights", "holds weights")
    chapter.save()
    changed = quiz_of(QUIZ.replace("Which penalty gives", "Which of the penalties gives"))
    overview.record_paragraphs(item=noted, quiz=changed)
    assert outdated(course) == []


def test_a_question_that_goes_takes_its_record_along(noted):
    assert Paragraph.objects.count() == 1
    overview.record_paragraphs(item=noted, quiz=quiz_of(QUIZ.replace("id: zero", "id: zeros")))
    assert Paragraph.objects.get().question == "zeros"


def test_rows_of_the_authors_page(noted):
    zero, cures, grow = overview.quiz_rows(noted, noted.quiz_revisions.get())
    assert (zero["question"].id, zero["variants"], zero["key"]) == ("zero", 1, "L1")
    assert cures["key"] == "Clipping; A lower rate"
    assert zero["odds"].guessing == 0.5
    assert grow["odds"].guessing is None


def test_a_quiz_of_a_retired_item_covers_nothing(course, chapter, noted):
    noted.retired = True
    noted.save()
    chapter.source = SOURCE.replace("keeps weights", "holds weights")
    chapter.save()
    found = overview.coverage_of(course)
    assert found["outdated"] == []
    assert [entry["section"].anchor for entry in found["uncovered"]] == ["what-l1-does", "more"]


def test_an_anchor_that_no_chapter_has_is_not_recorded(course, make_quiz):
    item = make_quiz()
    overview.record_paragraphs(item=item, quiz=quiz_of(QUIZ))
    assert not Paragraph.objects.exists()


def test_a_paragraph_that_is_gone_makes_its_question_outdated(course, chapter, noted):
    chapter.source = "## More {#more}\n\nText.\n"
    chapter.save()
    assert outdated(course) == ["zero"]


def test_recording_twice_changes_nothing(course, chapter, noted, django_assert_num_queries):
    before = list(Paragraph.objects.values())
    overview.record_paragraphs(item=noted, quiz=quiz_of(QUIZ))
    assert list(Paragraph.objects.values()) == before
