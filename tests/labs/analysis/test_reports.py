"""When the figures are computed at once, by a worker, and again."""

from __future__ import annotations

import pytest

from courseware.analysis.scope import WHOLE_COURSE, Scope
from courseware.outbox.models import Message
from courseware.people.models import Section
from labs import tasks
from labs.analysis import reports
from labs.models import ANALYZE, LabAnalysis
from tests.factories import make_student
from tests.labs.analysis.made import hand_in


@pytest.fixture
def large(lab, ben, monkeypatch):
    monkeypatch.setattr(reports, "MAX_AT_ONCE", 1)
    hand_in(lab, ben)
    hand_in(lab, make_student(lab.course), {1})
    return lab


def waiting() -> list[list]:
    return [message.args for message in Message.objects.filter(task=ANALYZE, done_at=None)]


def test_a_small_class_is_computed_at_once_and_nothing_is_stored(lab, ben):
    hand_in(lab, ben)
    found = reports.report(lab, WHOLE_COURSE)
    assert found.is_current and found.facts["people"] == 1
    assert waiting() == [] and not LabAnalysis.objects.exists()


def test_a_large_class_waits_for_a_worker_that_is_asked_once(large):
    for _ in range(2):
        found = reports.report(large, WHOLE_COURSE)
        assert (found.facts, found.is_current) == (None, False)
    assert waiting() == [[large.pk, ""]]


def test_the_stored_figures_are_served_while_nothing_changes(large):
    reports.report(large, WHOLE_COURSE)
    tasks.analyze(*waiting()[0])
    assert waiting() == []
    found = reports.report(large, WHOLE_COURSE)
    assert found.is_current and found.made_at is not None and found.facts["people"] == 2
    hand_in(large, make_student(large.course))
    stale = reports.report(large, WHOLE_COURSE)
    assert (stale.is_current, stale.facts["people"]) == (False, 2)
    assert waiting() == [[large.pk, ""]]


def test_sections_have_figures_of_their_own(large):
    section = Section.objects.create(course=large.course, name="A")
    scope = Scope(frozenset([section.pk]))
    reports.analyze(item_id=large.pk, scope_key=scope.key)
    assert LabAnalysis.objects.get().facts["people"] == 0
    assert reports.report(large, scope).is_current  # nobody is in it: computed at once
    assert not reports.report(large, WHOLE_COURSE).is_current


def test_a_lab_that_is_gone_is_done_with(db):
    reports.analyze(item_id=10**6, scope_key="")
    assert not LabAnalysis.objects.exists()
