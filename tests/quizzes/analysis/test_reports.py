"""When the page is rendered at once, by a worker, and again."""

import pytest
from django.utils import translation

from courseware.outbox.models import Message
from quizzes import services
from quizzes.analysis import reports
from quizzes.models import AnalysisReport
from quizzes.services.changes import Change
from tests.factories import make_student


def finish(item, user, choice: str):
    attempt = services.start_attempt(item=item, user=user)
    services.save_answers(attempt=attempt, changes=[Change("zero", {"": [choice]})], by=user)
    services.finish_attempt(attempt=attempt, by=user)


@pytest.fixture
def item(make_quiz, course):
    item = make_quiz()
    for choice in ("l1", "l2"):
        finish(item, make_student(course), choice)
    return item


def waiting() -> list[list]:
    return [message.args for message in Message.objects.filter(task=reports.ANALYZE, done_at=None)]


def test_a_small_class_is_served_at_once_and_nothing_is_stored(item):
    view = reports.report(item, first_only=True)
    assert view.is_current and view.made_at is None
    assert "submitted and graded: 2." in view.html
    assert waiting() == []
    assert not AnalysisReport.objects.exists()


@pytest.fixture
def large(item, monkeypatch):
    monkeypatch.setattr(reports, "MAX_AT_ONCE", 1)
    return item


def test_a_large_class_waits_for_a_worker_that_is_asked_once(large):
    for _ in range(2):
        view = reports.report(large, first_only=True)
        assert (view.html, view.is_current, view.made_at) == ("", False, None)
    assert waiting() == [[large.pk, True]]


def test_the_stored_page_is_served_while_nothing_changes(large, course):
    reports.report(large, first_only=True)
    reports.analyze(item_id=large.pk, first_only=True)
    assert waiting() == []
    view = reports.report(large, first_only=True)
    assert view.is_current and view.made_at is not None
    assert "submitted and graded: 2." in view.html
    finish(large, make_student(course), "l1")
    stale = reports.report(large, first_only=True)
    assert not stale.is_current
    assert stale.html == view.html
    assert waiting() == [[large.pk, True]]


def test_first_attempts_and_all_attempts_are_pages_of_their_own(large):
    reports.analyze(item_id=large.pk, first_only=False)
    assert reports.report(large, first_only=False).is_current
    assert not reports.report(large, first_only=True).is_current


def test_a_reader_in_another_language_gets_a_page_in_it(large):
    reports.analyze(item_id=large.pk, first_only=True)
    with translation.override("de"):
        assert not reports.report(large, first_only=True).is_current
    assert waiting() == [[large.pk, True, "@de"]]
    reports.analyze(item_id=large.pk, first_only=True, scope_key="@de")
    assert waiting() == []
    with translation.override("de"):
        view = reports.report(large, first_only=True)
    assert view.is_current
    assert "Erste Versuche, abgegeben und bewertet: 2." in view.html
    assert "submitted and graded: 2." in reports.report(large, first_only=True).html


def test_a_quiz_that_is_gone_is_done_with(db):
    reports.analyze(item_id=10**6, first_only=True)
    assert not AnalysisReport.objects.exists()


def test_the_task_keeps_its_name():
    """Messages of an earlier release wait under it."""
    assert reports.ANALYZE == "quizzes.analyse"
