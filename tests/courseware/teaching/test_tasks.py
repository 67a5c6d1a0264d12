"""The task that computes the figures of a class: done once, and tried again when it fails."""

from __future__ import annotations

import pytest

from courseware.analysis.scope import WHOLE_COURSE
from courseware.outbox.models import Message
from courseware.teaching import summary, tasks
from courseware.teaching.models import ClassSummary


def messages() -> list[tuple[list, bool]]:
    found = Message.objects.filter(task=summary.SUMMARIZE)
    return [(message.args, message.done_at is not None) for message in found]


@pytest.fixture
def asked(course, monkeypatch):
    monkeypatch.setattr(summary, "MAX_AT_ONCE", -1)
    summary.summary_of(course, WHOLE_COURSE, 0, course.loaded_at)
    return course


def test_the_figures_are_stored_and_the_message_is_done(asked):
    tasks.summarize(asked.pk, "")
    assert ClassSummary.objects.get().course == asked
    assert messages() == [([asked.pk, ""], True)]


def test_a_second_run_replaces_the_figures(asked):
    for _ in range(2):
        tasks.summarize(asked.pk, "")
    assert ClassSummary.objects.count() == 1


def test_a_failure_is_tried_again_later(asked, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("no figures")

    monkeypatch.setattr(summary, "figures_of", fails)
    tasks.summarize(asked.pk, "")
    assert messages() == [([asked.pk, ""], False)]
    assert Message.objects.get(task=summary.SUMMARIZE).due_at is not None
    assert not ClassSummary.objects.exists()
