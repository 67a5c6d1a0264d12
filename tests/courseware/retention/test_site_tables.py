"""Of each table of the site, what is deleted and what stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from courseware.manual_grading.models import Claim, Rubric
from courseware.outbox.models import Message
from courseware.retention.services import policies
from courseware.roster.models import Invitation, RosterFile
from tests.factories import make_item, make_notice

NOW = timezone.now()


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def expired(name: str) -> list[Any]:
    (policy,) = [policy for policy in policies() if policy.name == name]
    return list(policy.rows(NOW))


@pytest.mark.django_db
def test_tasks_that_are_done():
    old = Message.objects.create(task="a", done_at=ago(15))
    Message.objects.create(task="b", done_at=ago(13))
    waiting = Message.objects.create(task="c")
    Message.objects.filter(pk=waiting.pk).update(created_at=ago(400))
    assert expired("sent tasks") == [old]


def test_sessions_and_the_browsers_whose_session_is_gone(ben: Any):
    for key, days in (("over", 2), ("running", -10)):
        Session.objects.create(session_key=key, session_data="", expire_date=ago(days))
    for key in ("gone", "running"):
        UserSession.objects.create(
            user=ben, session_key=key, ip="127.0.0.1", user_agent="x", last_seen_at=ago(3)
        )
    UserSession.objects.create(user=ben, session_key="new", ip="127.0.0.1", user_agent="x")
    assert [session.pk for session in expired("expired sessions")] == ["over"]
    assert [browser.session_key for browser in expired("ended browsers")] == ["gone"]


def test_notices_by_whether_they_were_read(ben: Any, course: Any):
    read = make_notice(ben, course, created_at=ago(300), seen_at=ago(181))
    make_notice(ben, course, created_at=ago(300), seen_at=ago(179))
    unread = make_notice(ben, course, created_at=ago(366))
    make_notice(ben, course, created_at=ago(364))
    assert expired("read notices") == [read]
    assert expired("unread notices") == [unread]


def test_invitations_long_after_they_expired(course: Any):
    old = Invitation.objects.create(course=course, email="a@example.org", expires_at=ago(91))
    Invitation.objects.create(course=course, email="b@example.org", expires_at=ago(1))
    assert expired("expired invitations") == [old]


def test_rosters_that_nobody_imported(course: Any, ada: Any):
    old = RosterFile.objects.create(course=course, by=ada, roster=[], created_at=ago(31))
    RosterFile.objects.create(course=course, by=ada, roster=[])
    assert expired("rosters that were not imported") == [old]


def test_claims_that_ended(course: Any, ada: Any):
    rubric = Rubric.objects.create(item=make_item(course), part="q", out_of=5)
    old = Claim.objects.create(rubric=rubric, work=1, by=ada, until=ago(2))
    Claim.objects.create(rubric=rubric, work=2, by=ada, until=NOW)
    assert expired("ended claims on works") == [old]
