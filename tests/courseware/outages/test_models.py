"""Decisions on outages and what they give back, as rows."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from courseware.outages.models import OutageCredit, OutageDecision
from tests.factories import make_item

pytestmark = pytest.mark.django_db
START = datetime(2026, 11, 1, 23, 50, tzinfo=UTC)


@pytest.fixture
def decide(course, ada):
    def decide(**fields) -> OutageDecision:
        end = START + timedelta(minutes=20)
        given = {"start": START, "end": end, "at": end, "by": ada, "reason": "Down."}
        return OutageDecision.objects.create(course=course, **given | fields)

    return decide


def test_a_person_gets_minutes_of_an_item_once_from_a_decision(course, ben, decide):
    fields = {"item": make_item(course), "user": ben, "minutes": 5, "dates_minutes": 0}
    decision = decide(state=OutageDecision.State.CREDITING)
    credit = OutageCredit.objects.create(decision=decision, **fields)
    assert not credit.granted and credit.attempts == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        OutageCredit.objects.create(decision=decision, **fields)
    OutageCredit.objects.create(decision=decide(state=OutageDecision.State.CREDITING), **fields)


def test_the_newest_decision_is_listed_first(decide):
    first, second = (decide(state=OutageDecision.State.DISMISSED) for _ in range(2))
    later = decide(state=OutageDecision.State.DISMISSED, at=START + timedelta(days=1))
    assert list(OutageDecision.objects.all()) == [later, second, first]
    assert str(first) == "2026-11-01 23:50 to 00:10"


def test_a_decision_outlives_who_made_it(ada, decide):
    decision = decide(state=OutageDecision.State.DISMISSED)
    ada.delete()
    decision.refresh_from_db()
    assert (decision.by, decision.reason) == (None, "Down.")
