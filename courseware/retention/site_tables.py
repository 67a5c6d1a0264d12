"""The policies of the site's own tables."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from courseware.manual_grading.models import Claim
from courseware.notices.models import Notice
from courseware.outbox.models import Message
from courseware.retention.policies import register
from courseware.roster.models import Invitation, RosterFile


def _messages(before: datetime) -> QuerySet[Any]:
    return Message.objects.filter(done_at__lt=before)


def _sessions(before: datetime) -> QuerySet[Any]:
    return Session.objects.filter(expire_date__lt=before)


def _browsers(before: datetime) -> QuerySet[Any]:
    """Rows of the list of signed-in browsers whose session has gone."""
    kept = Session.objects.values("session_key")
    return UserSession.objects.filter(last_seen_at__lt=before).exclude(session_key__in=kept)


def _notices(before: datetime) -> QuerySet[Any]:
    return Notice.objects.filter(seen_at__lt=before)


def _unread_notices(before: datetime) -> QuerySet[Any]:
    return Notice.objects.filter(seen_at=None, created_at__lt=before)


def _invitations(before: datetime) -> QuerySet[Any]:
    return Invitation.objects.filter(expires_at__lt=before)


def _roster_files(before: datetime) -> QuerySet[Any]:
    return RosterFile.objects.filter(created_at__lt=before)


def _claims(before: datetime) -> QuerySet[Any]:
    return Claim.objects.filter(Q(until__lt=before))


register("sent tasks", "outbox", _messages)
register("expired sessions", "sessions", _sessions)
register("ended browsers", "sessions", _browsers)
register("read notices", "notices", _notices)
register("unread notices", "unread_notices", _unread_notices)
register("expired invitations", "invitations", _invitations)
register("rosters that were not imported", "roster_files", _roster_files)
register("ended claims on works", "claims", _claims)
