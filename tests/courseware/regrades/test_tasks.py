"""The tasks: what they do with a message, and what a failure leaves."""

from __future__ import annotations

import pytest

from courseware.outbox.models import Message
from courseware.regrades import runs, tasks
from courseware.regrades.models import Proposal, Status
from courseware.regrades.services import REGRADE
from tests.quizzes.regrading import L2, complete_attempt, correct_key, start, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(make_quiz, ben):
    item = make_quiz()
    complete_attempt(item, ben, L2)
    correct_key(item)
    return item


def test_a_worker_previews_and_ends_the_message(item, ada):
    regrade = start(item, ada)
    tasks.work(regrade.pk)
    regrade.refresh_from_db()
    assert (regrade.state, waiting()) == (Status.PREVIEWED, 0)


def test_a_message_that_comes_twice_does_nothing_more(item, ada):
    regrade = start(item, ada)
    tasks.work(regrade.pk)
    before = list(regrade.works.values())
    tasks.work(regrade.pk)
    assert list(regrade.works.values()) == before


def test_a_failure_keeps_the_message_for_later(item, ada, monkeypatch, caplog):
    regrade = start(item, ada)

    def fail(**options):
        raise OSError("no disk")

    monkeypatch.setattr(runs, "continue_regrade", fail)
    tasks.work(regrade.pk)
    assert waiting() == 1
    assert Message.objects.get(task=REGRADE).done_at is None
    assert "is tried again later" in caplog.text


def test_a_regrade_that_is_gone_ends_its_message(item, ada):
    regrade = start(item, ada)
    pk = regrade.pk
    regrade.delete()
    tasks.work(pk)
    assert waiting() == 0


def test_the_scheduled_job_proposes_what_items_need(item):
    from courseware.regrades import proposals

    proposals._looked_at.clear()  # of other tests in this process
    assert tasks.propose() == 0
    assert [proposal.item for proposal in Proposal.objects.all()] == [item]
    assert tasks.propose() == 0
    assert Proposal.objects.count() == 1
