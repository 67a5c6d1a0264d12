"""The message of an invitation."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from django.core import mail

from courseware.outbox.models import Message
from courseware.roster import invitations
from courseware.roster.tasks import send_invitation

pytestmark = pytest.mark.django_db


def test_the_message_has_a_link_that_leads_to_the_invitation(invitation, client):
    assert Message.objects.get(task=invitations.SEND).args == [invitation.pk]
    send_invitation(invitation.pk)
    (message,) = mail.outbox
    assert message.to == ["guest@example.org"]
    link = invitations.link_of(invitation)
    assert link in message.body
    assert client.get(urlsplit(link).path).status_code == 200
    invitation.refresh_from_db()
    assert invitation.sent_at and Message.objects.get(task=invitations.SEND).done_at
