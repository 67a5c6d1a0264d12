"""Who has which work open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.manual_grading.claims import LEASE, claim, claim_first, held_by_others, release
from courseware.manual_grading.models import Claim

pytestmark = pytest.mark.django_db


def test_of_two_graders_the_second_gets_the_next_work(rubric, ada, grader):
    assert claim_first(rubric=rubric, works=[1, 2], by=ada) == 1
    assert claim_first(rubric=rubric, works=[1, 2], by=grader) == 2
    assert claim_first(rubric=rubric, works=[1, 2], by=ada) == 1
    assert claim_first(rubric=rubric, works=[2], by=ada) is None


def test_a_lease_ends_and_is_renewed(rubric, ada, grader):
    now = timezone.now()
    claim(rubric=rubric, work=1, by=ada, now=now)
    later = now + LEASE - timedelta(seconds=1)
    assert claim(rubric=rubric, work=1, by=grader, now=later).by == ada
    assert claim(rubric=rubric, work=1, by=ada, now=later).until == later + LEASE
    assert held_by_others(rubric, grader, later)[1].by == ada
    over = later + LEASE
    assert held_by_others(rubric, grader, over) == {}
    assert claim(rubric=rubric, work=1, by=grader, now=over).by == grader


def test_only_ones_own_claim_is_released(rubric, ada, grader):
    claim(rubric=rubric, work=1, by=ada)
    release(rubric=rubric, work=1, by=grader)
    assert Claim.objects.exists()
    release(rubric=rubric, work=1, by=ada)
    assert not Claim.objects.exists()
