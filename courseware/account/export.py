"""A copy of everything that the site has stored about a person, as a zip of CSV, JSON and code."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone

from courseware.api.models import Token
from courseware.calendars.models import CalendarFeed
from courseware.chapters.models import Reading
from courseware.deadlines.own_data import extensions_file
from courseware.gradebook.models import Score, ScoreChange
from courseware.items.exports import ExportedFile, csv_file
from courseware.items.kinds import all_kinds
from courseware.lti.erasure import own_accounts
from courseware.notices.models import Notice
from courseware.people.models import Enrollment, User
from courseware.roster.models import FormerEnrollment, Invitation, RosterAddress, RosterChange
from courseware.threads.models import ThreadMessage

PREFERENCES = (
    "shown_name",
    "pen_name",
    "time_zone",
    "language",
    "theme",
    "text_size",
    "mail_digest",
)


def export_of(user: User) -> IO[bytes]:
    """A zip, open at its start."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in files_of(user):
            archive.writestr(each.path, each.content)
    file.seek(0)
    return file


def files_of(user: User) -> Iterator[ExportedFile]:
    """What is stored about the person; nothing that is hidden from them, such as a seed."""
    yield ExportedFile("account.json", json.dumps(_account(user), indent=2, ensure_ascii=False))
    yield from _scores(user)
    yield extensions_file(user)
    read = Reading.objects.filter(user=user).order_by("read_at")
    yield csv_file(
        "chapters-read.csv",
        ["course", "chapter", "read_at"],
        read.values_list("chapter__course__slug", "chapter__slug", "read_at"),
    )
    written = ThreadMessage.objects.filter(author=user).order_by("at")
    yield csv_file(
        "questions.csv",
        ["course", "item", "about", "at", "text"],
        written.values_list(
            *("thread__item__course__slug", "thread__item__slug", "thread__place", "at", "text")
        ),
    )
    changes = RosterChange.objects.filter(user=user).order_by("at")
    yield csv_file(
        "enrollment-changes.csv",
        ["course", "at", "change", "detail"],
        changes.values_list("course__slug", "at", "change", "detail"),
    )
    notices = Notice.objects.filter(user=user).select_related("course").order_by("pk")
    yield csv_file(
        "notices.csv",
        ["course", "kind", "about", "created_at", "seen_at", "mailed_at"],
        (
            [
                *(notice.course.slug, notice.kind, notice.title),
                *(notice.created_at, notice.seen_at, notice.mailed_at),
            ]
            for notice in notices
        ),
    )
    for kind in all_kinds():
        yield from kind.export(user)


def _scores(user: User) -> Iterator[ExportedFile]:
    """Scores and their changes; those that are held back are left out."""
    shown = {"item__scores_held": False}
    scores = Score.objects.filter(user=user, **shown).select_related("item__course")
    yield csv_file(
        "scores.csv",
        [
            *("course", "kind", "item", "fraction", "override", "excused"),
            *("late_by_seconds", "updated_at"),
        ],
        (
            [
                *(score.item.course.slug, score.item.kind, score.item.slug, score.fraction),
                *(score.override, score.excused, score.late_by.total_seconds(), score.updated_at),
            ]
            for score in scores.order_by("item")
        ),
    )
    changes = ScoreChange.objects.filter(score__user=user, score__item__scores_held=False)
    yield csv_file(
        "score-changes.csv",
        ["course", "item", "at", "fraction", "override", "reason"],
        changes.order_by("at").values_list(
            *("score__item__course__slug", "score__item__slug"),
            *("at", "fraction", "override", "reason"),
        ),
    )


def _account(user: User) -> dict[str, Any]:
    enrollments = Enrollment.objects.filter(user=user).select_related("course")
    addresses = EmailAddress.objects.filter(user=user).order_by("pk")
    feed = CalendarFeed.objects.filter(user=user).first()
    return {
        "exported_at": timezone.now().isoformat(),
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "addresses": [{"email": a.email, "verified": a.verified} for a in addresses],
        "single_sign_on": [
            {"uid": a.uid, "since": a.date_joined.isoformat(), "data": a.extra_data}
            for a in SocialAccount.objects.filter(user=user)
        ],
        "sign_in_methods": [
            {"type": a.type, "since": a.created_at.isoformat()}
            for a in Authenticator.objects.filter(user=user)
        ],
        "joined_at": user.date_joined.isoformat(),
        "preferences": {name: getattr(user, name) for name in PREFERENCES},
        "calendar_feed_since": feed and feed.created_at.isoformat(),
        "api_tokens": [
            {
                "name": token.name,
                "start": token.start,
                "scopes": token.scopes,
                "created_at": token.created_at.isoformat(),
                "expires_at": token.expires_at and token.expires_at.isoformat(),
                "last_used_at": token.last_used_at and token.last_used_at.isoformat(),
            }
            for token in Token.objects.filter(user=user)
        ],
        "learning_platforms": own_accounts(user),
        "enrollments": [
            {"course": e.course.slug, "role": e.role, "since": e.enrolled_at.isoformat()}
            for e in enrollments
        ],
        "former_enrollments": [
            {"course": e.course.slug, "role": e.role, "until": e.removed_at.isoformat()}
            for e in FormerEnrollment.objects.filter(user=user).select_related("course")
        ],
        "invitations": [
            {"course": i.course.slug, "role": i.role, "email": i.email}
            for i in Invitation.objects.filter(user=user).select_related("course")
        ],
        "roster_addresses": [
            {"course": a.course.slug, "email": a.email}
            for a in RosterAddress.objects.filter(user=user).select_related("course")
        ],
    }
