"""What the database itself refuses of regrades, and what rows say."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courseware.items.regrading import Selection
from courseware.regrades.models import (
    UNDER_WAY,
    Proposal,
    Regrade,
    RegradedWork,
    Status,
)
from tests.factories import make_item

pytestmark = pytest.mark.django_db


def make(item, **fields) -> Regrade:
    defaults = {"target": 1, "target_name": "Revision 1", "at": timezone.now()}
    return Regrade.objects.create(item=item, **defaults | fields)


def refused(build) -> bool:
    try:
        with transaction.atomic():
            build()
    except IntegrityError:
        return True
    return False


@pytest.fixture
def item(course):
    return make_item(course)


@pytest.mark.parametrize("state", UNDER_WAY)
def test_one_regrade_of_an_item_is_under_way(course, item, state):
    assert make(item, state=state).is_under_way
    for other in UNDER_WAY:
        assert refused(lambda other=other: make(item, state=other))
    make(make_item(course), state=state)
    for over in set(Status) - set(UNDER_WAY):
        assert not make(item, state=over).is_under_way


@pytest.mark.parametrize(
    "selection",
    [
        Selection(7),
        Selection(7, "zero", (1, 2), 3, True, True),
        Selection(7, users=()),
    ],
)
def test_a_selection_is_read_back_as_it_was_stored(item, selection):
    stored = {
        "part": selection.part,
        "users": None if selection.users is None else list(selection.users),
        "work": selection.work,
        "only_counting": selection.only_counting,
        "measure": selection.measure,
    }
    regrade = make(item, target=7, selection=stored)
    assert Regrade.objects.get(pk=regrade.pk).selected() == selection


def test_one_of_an_earlier_release_selects_everything(item):
    assert make(item, target=3, selection={}).selected() == Selection(3)


@pytest.mark.parametrize(
    ("before", "after", "gains", "loses"),
    [
        (0.5, 0.75, True, False),
        (0.75, 0.5, False, True),
        (0.5, 0.5, False, False),
        (0.3, 0.1 + 0.2, False, False),  # another order of adding up
        (None, 0.5, True, False),
        (0.5, None, False, True),
        (None, None, False, False),
    ],
)
def test_a_work_gains_or_loses(before, after, gains, loses):
    work = RegradedWork(before=before, after=after)
    assert (work.gains, work.loses) == (gains, loses)


def test_a_work_is_in_a_regrade_once(item, ben):
    regrade = make(item)
    RegradedWork.objects.create(regrade=regrade, work=1, user=ben)
    assert refused(lambda: RegradedWork.objects.create(regrade=regrade, work=1, user=ben))
    RegradedWork.objects.create(regrade=regrade, work=2, user=ben)


def test_a_need_is_proposed_once_and_outlives_its_regrade(item):
    fields = {"item": item, "cause": "revision", "key": "7", "target": 7}
    regrade = make(item)
    proposal = Proposal.objects.create(**fields, found_at=timezone.now(), regrade=regrade)
    assert refused(lambda: Proposal.objects.create(**fields, found_at=timezone.now()))
    regrade.delete()
    proposal.refresh_from_db()
    assert proposal.regrade is None


def test_of_the_staff_that_is_gone_the_decision_stays(item, ada):
    regrade = make(item, by=ada, applied_by=ada, undone_by=ada)
    ada.delete()
    regrade.refresh_from_db()
    assert (regrade.by, regrade.applied_by, regrade.undone_by) == (None, None, None)


def test_its_page_is_one_of_its_course(item):
    regrade = make(item)
    assert regrade.get_absolute_url().startswith("/courses/ml/")
    assert str(regrade).startswith(f"{item} by Revision 1, ")
