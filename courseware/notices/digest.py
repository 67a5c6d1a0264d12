"""What is unread, by mail, once a day.

A message is never sent twice. Its notices are marked in a transaction before it is sent, so of two
schedulers one finds nothing left to send. What becomes of the mark:

- The mail server takes the message: it is marked as mailed.
- The server refuses it for now (4xx): the mark is taken back, and the next run tries again.
- The server refuses it for good (5xx): it is not tried again.
- The connection or this program fails meanwhile: nobody knows whether the server has taken it, so
  it is not tried again either, and never shown as mailed.

The notices stay unread on the site in any case. A server that cannot be reached at all is found
out before anything is marked.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from smtplib import SMTPRecipientsRefused, SMTPResponseException
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Exists, Min, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from courseware.database.batches import time_limited
from courseware.database.row_errors import DATA_ERRORS, log_row_error
from courseware.database.transactions import in_transaction
from courseware.notices.hours import morning_before
from courseware.notices.links import absolute, mail_off_link
from courseware.notices.models import Notice
from courseware.notices.selectors import notices_of
from courseware.people.models import MailDigest, User
from courseware.people.zones import zone_of

log = logging.getLogger(__name__)
LISTED = 20
_WANTED: dict[str, Any] = {"is_active": True, "mail_digest": MailDigest.DAILY}
SECONDS = 5.0  # then other scheduled jobs have their turn


@dataclass(frozen=True)
class DigestResult:
    """How many messages were sent, how many were not, whether some are left for the next run."""

    sent: int = 0
    failed: int = 0
    more: bool = False


def send_digests(now: datetime | None = None) -> DigestResult:
    """Messages to everybody whose morning it is, as many as fit into `SECONDS`.

    Raises: `OSError` (smtplib's errors are): the mail server cannot be reached, or is lost.
    """
    now = now or timezone.now()
    due = list(_due(now))
    result = DigestResult()
    if not due:
        return result
    tried = 0
    with get_connection() as connection:
        for user, morning in time_limited(due, SECONDS):
            tried += 1
            sent = _send(user, morning, now, connection)
            result = replace(
                result,
                sent=result.sent + (sent is True),
                failed=result.failed + (sent is False),
            )
    return replace(result, more=tried < len(due) and result.sent > 0)


def _due(now: datetime) -> Iterator[tuple[int, datetime]]:
    """People with something to send, and their morning."""
    unsent = _unsent(Notice.objects.all()).filter(course__enrollments__user=OuterRef("pk"))
    mine = unsent.filter(user=OuterRef("pk")).order_by().values("user")
    people = (
        User.objects.filter(Exists(_addresses(OuterRef("pk"))), **_WANTED)
        .annotate(oldest=mine.annotate(first=Min("created_at")).values("first"))
        .filter(oldest__isnull=False)
        .order_by("pk")
        .values_list("pk", "time_zone", "oldest")
    )
    default = timezone.get_default_timezone()
    for pk, zone, oldest in people:
        morning = morning_before(now, zone_of(zone) or default)
        if morning is not None and oldest < morning:
            yield pk, morning


def _addresses(user: Any) -> QuerySet[EmailAddress]:
    return EmailAddress.objects.filter(user=user, verified=True).order_by("-primary", "pk")


def _unsent(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    return notices.filter(seen_at=None, mail_begun_at=None)


def _send(user: int, morning: datetime, now: datetime, connection: Any) -> bool | None:
    """Whether the message was sent; ``None`` when there was none to send any more."""
    try:
        begun = _begin(user=user, morning=morning, now=now)
    except DATA_ERRORS:
        log_row_error(User(pk=user), "told by mail")
        return False
    if begun is None:
        return None
    message, notices = begun
    message.connection = connection
    try:
        message.send()
    except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
        log.warning("The mail server refuses the notices of person %s: %s", user, refusal)
        if _is_temporary(refusal):
            Notice.objects.filter(pk__in=notices).update(mail_begun_at=None)
        return False
    Notice.objects.filter(pk__in=notices).update(mailed_at=timezone.now())
    return True


@in_transaction
def _begin(*, user: int, morning: datetime, now: datetime) -> tuple[EmailMessage, list[int]] | None:
    """The message with the ids of its notices, which nobody else sends from now on."""
    person = User.objects.select_for_update().filter(pk=user, **_WANTED).first()
    address = _addresses(user).first()
    if person is None or address is None:
        return None
    notices = list(_unsent(notices_of(person)).filter(created_at__lt=morning))
    if not notices:
        return None
    message = message_to(person, address.email, notices)
    ids = [notice.pk for notice in notices]
    Notice.objects.filter(pk__in=ids).update(mail_begun_at=now)
    return message, ids


def message_to(person: User, address: str, notices: list[Notice]) -> EmailMessage:
    """In the person's language, with whole addresses."""
    language = person.language if person.language in dict(settings.LANGUAGES) else None
    with translation.override(language or settings.LANGUAGE_CODE):
        count = len(notices)
        subject = ngettext("%(count)d new notice", "%(count)d new notices", count)
        mail_off = mail_off_link(person)
        context = {
            "notices": [(notice, absolute(notice.link)) for notice in notices[:LISTED]],
            "more": len(notices[LISTED:]),
            "page": absolute(reverse("notices")),
            "mail_off": mail_off,
        }
        return EmailMessage(
            subject % {"count": count},
            render_to_string("notices/digest.txt", context),
            settings.DEFAULT_FROM_EMAIL,
            [address],
            headers={
                "List-Unsubscribe": f"<{mail_off}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )


def _is_temporary(refusal: SMTPRecipientsRefused | SMTPResponseException) -> bool:
    if isinstance(refusal, SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _ in refusal.recipients.values())
    return 400 <= refusal.smtp_code < 500
