"""The scheduled job."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from courseware.notices.tasks import send_digests
from courseware.people.zones import zone_names, zone_of
from tests.factories import make_notice

pytestmark = pytest.mark.django_db


def zone_where_it_is_eight() -> str:
    """There is one at any time."""
    now = timezone.now()
    return next(name for name in zone_names() if now.astimezone(zone_of(name)).hour == 8)


def test_it_is_scheduled_and_mails_where_it_is_morning_now(settings, course, ben):
    assert send_digests.name in {job["task"] for job in settings.CELERY_BEAT_SCHEDULE.values()}
    ben.time_zone = zone_where_it_is_eight()
    ben.save()
    EmailAddress.objects.create(user=ben, email=ben.email, verified=True, primary=True)
    make_notice(ben, course, created_at=timezone.now() - timedelta(days=1))
    assert send_digests() == {"sent": 1, "failed": 0, "more": False}
    assert [message.to for message in mail.outbox] == [["ben@example.org"]]


def test_with_nothing_to_send_no_mail_server_is_needed(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_digests() == {"sent": 0, "failed": 0, "more": False}
