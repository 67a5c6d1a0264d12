"""When the figures of a class are computed at once, by a worker, and again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.analysis.scope import WHOLE_COURSE, Scope
from courseware.outbox.models import Message
from courseware.people.models import Section
from courseware.teaching import summary, tasks
from courseware.teaching.models import ClassSummary
from courseware.teaching.rules import Figures
from tests.factories import make_item, make_score, make_student

NOW = timezone.now()


@pytest.fixture
def course_of_two(course, ben):
    """Ben has a score and misses two items; so does Dora, who has no score."""
    items = [make_item(course, due_at=NOW - timedelta(days=days)) for days in (2, 4)]
    make_item(course, due_at=NOW - timedelta(days=90))
    make_student(course, "dora")
    make_score(items[0], ben, 0.35)
    return course


@pytest.fixture
def large(course_of_two, monkeypatch):
    monkeypatch.setattr(summary, "MAX_AT_ONCE", 1)
    return course_of_two


def waiting() -> list[list]:
    messages = Message.objects.filter(task=summary.SUMMARIZE, done_at=None)
    return [message.args for message in messages]


def test_a_small_class_is_computed_at_once(course_of_two, ben):
    found = summary.summary_of(course_of_two, WHOLE_COURSE, 2, NOW)
    assert found is not None and found.is_current and found.made_at is None
    assert len(found.figures) == 2 and found.figures[ben.pk].missing == 2
    ((counts, mean),) = found.counts.values()
    assert (counts, mean) == ([0, 0, 0, 1, 0, 0, 0, 0, 0, 0], 0.35)
    assert waiting() == [] and not ClassSummary.objects.exists()


def test_a_large_class_waits_for_a_worker_that_is_asked_once(large):
    for _ in range(2):
        assert summary.summary_of(large, WHOLE_COURSE, 2, NOW) is None
    assert waiting() == [[large.pk, ""]]


def test_what_a_worker_stored_is_what_is_computed_at_once(large, monkeypatch):
    tasks.summarize(large.pk, "")
    stored = summary.summary_of(large, WHOLE_COURSE, 2, timezone.now())
    monkeypatch.setattr(summary, "MAX_AT_ONCE", 5)
    computed = summary.summary_of(large, WHOLE_COURSE, 2, NOW)
    assert stored is not None and computed is not None
    assert (stored.figures, stored.counts) == (computed.figures, computed.counts)
    assert stored.is_current and stored.made_at is not None


def test_old_figures_are_shown_while_newer_ones_are_computed(large):
    tasks.summarize(large.pk, "")
    later = timezone.now() + summary.FRESH_FOR
    found = summary.summary_of(large, WHOLE_COURSE, 2, later)
    assert found is not None and not found.is_current and len(found.figures) == 2
    assert waiting() == [[large.pk, ""]]
    tasks.summarize(*waiting()[0])
    assert waiting() == []


def test_sections_have_figures_of_their_own(large):
    section = Section.objects.create(course=large, name="A")
    scope = Scope(frozenset([section.pk]))
    tasks.summarize(large.pk, scope.key)
    assert ClassSummary.objects.get().data == {"figures": {}, "counts": {}}
    assert summary.summary_of(large, WHOLE_COURSE, 2, NOW) is None


def test_a_course_that_is_gone_is_done_with(db):
    tasks.summarize(10**6, "")
    assert not ClassSummary.objects.exists()


def test_figures_survive_being_stored():
    figures = Figures(
        due=3,
        begun=1,
        last_work=NOW,
        stuck=(("Adam", 6),),
        mean_lately=0.2,
        scores_lately=3,
    )
    assert summary._figures(summary._plain(figures)) == figures


def test_the_page_says_that_figures_are_computed_and_loads_itself(client, ada, large):
    client.force_login(ada)
    page = client.get(large.get_absolute_url()).content.decode()
    assert "A worker is computing the statistics" in page
    assert "None, according to the rules below" not in page
    waits = {"headers": {"HX-Request": "true"}}
    assert "HX-Refresh" not in client.get(large.get_absolute_url(), **waits)
    tasks.summarize(large.pk, "")
    assert client.get(large.get_absolute_url(), **waits)["HX-Refresh"] == "true"
    page = client.get(large.get_absolute_url()).content.decode()
    assert "Has not started 2 of the 2 items due recently." in page and "as of" in page
