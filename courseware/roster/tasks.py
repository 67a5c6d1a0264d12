"""Mails one invitation."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused, SMTPResponseException

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from courseware.outbox.services import mark_done, retry_on_failure
from courseware.roster.invitations import SEND, link_of
from courseware.roster.models import Invitation

TEMPORARY = range(400, 500)


@shared_task(name=SEND, acks_late=True)
def send_invitation(invitation_id: int) -> None:
    """One that was withdrawn or accepted meanwhile is not sent. A refused address is noted."""
    with retry_on_failure(SEND, invitation_id):
        invitation = (
            Invitation.objects.filter(pk=invitation_id).select_related("course", "by").first()
        )
        if invitation is not None and invitation.email:
            _send(invitation)
        mark_done(SEND, invitation_id)


def _send(invitation: Invitation) -> None:
    try:
        message_for(invitation).send()
    except (SMTPRecipientsRefused, SMTPResponseException) as refusal:
        if _is_temporary(refusal):
            raise
        failure = _("The mail server refused the address.")
        Invitation.objects.filter(pk=invitation.pk).update(failure=failure)
    else:
        Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now(), failure="")


def message_for(invitation: Invitation) -> EmailMessage:
    title = " ".join(invitation.course.title.split())  # a subject has one line
    subject = _("Invitation to %(course)s") % {"course": title}
    context = {"invitation": invitation, "link": link_of(invitation)}
    return EmailMessage(
        subject,
        render_to_string("roster/invitation.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [invitation.email],
        headers={"Auto-Submitted": "auto-generated"},
    )


def _is_temporary(refusal: SMTPRecipientsRefused | SMTPResponseException) -> bool:
    if isinstance(refusal, SMTPRecipientsRefused):
        return all(code in TEMPORARY for code, _text in refusal.recipients.values())
    return refusal.smtp_code in TEMPORARY
