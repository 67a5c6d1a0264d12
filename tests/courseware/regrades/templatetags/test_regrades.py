"""Points of shares, and proposals for those who may decide."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from courseware.people.models import Role
from courseware.people.policy import access_of
from courseware.regrades.models import Proposal
from courseware.regrades.proposals import propose_for
from courseware.regrades.templatetags.regrades import (
    gain_of,
    regrade_proposals,
    regrades_waiting,
    share_of,
    signed,
)
from tests.factories import make_staff
from tests.quizzes.regrading import L2, complete_attempt, correct_key

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("share", "points", "shown"),
    [(0.75, 10, "7.5"), (0.0, 10, "0"), (None, 10, "–"), (1 / 3, Decimal("2.5"), "0.83")],
)
def test_a_share_is_shown_in_points(share, points, shown):
    assert share_of(share, points) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [(0.15, "+1.5"), (-0.2, "−2"), (0.0, "0"), (1e-12, "0"), (-1e-12, "0")],
)
def test_a_gain_has_its_sign(share, shown):
    assert gain_of(share, 10) == shown


def test_points_that_are_rounded_away_keep_their_direction():
    assert signed(2) == "+2" and signed(-0.5) == "−0.5"


@pytest.fixture
def item(make_quiz, ben):
    item = make_quiz()
    complete_attempt(item, ben, L2)
    correct_key(item)
    propose_for(item)
    return item


def context_of(user, course) -> dict[str, Any]:
    return {"request": SimpleNamespace(access=access_of(user, course))}


def test_an_instructor_sees_the_open_proposals_of_the_item(make_quiz, course, item, ada):
    context = context_of(ada, course)
    assert regrade_proposals(context, item)["proposals"] == list(Proposal.objects.all())
    assert regrade_proposals(context, make_quiz())["proposals"] == []
    assert regrades_waiting(context, course)["count"] == 1
    Proposal.objects.update(state=Proposal.State.DISMISSED)
    assert regrade_proposals(context, item)["proposals"] == []
    assert regrades_waiting(context, course)["count"] == 0


@pytest.mark.parametrize("role", [Role.STUDENT, Role.ASSISTANT, Role.OBSERVER, Role.AUTHOR])
def test_others_see_none_and_cost_no_query(course, item, role, django_assert_num_queries):
    context = context_of(make_staff(course, role), course)
    assert context["request"].access.may is not None
    with django_assert_num_queries(0):
        assert regrade_proposals(context, item)["proposals"] == []
        assert regrades_waiting(context, course)["count"] == 0


def test_a_page_without_a_course_shows_none(course, item):
    for context in ({}, {"request": SimpleNamespace()}):
        assert regrade_proposals(context, item)["proposals"] == []
        assert regrades_waiting(context, course)["count"] == 0
