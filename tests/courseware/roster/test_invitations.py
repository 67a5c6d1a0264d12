"""Invitations: for whom they are, how long, and how often they are sent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone

from courseware.roster import invitations
from courseware.roster.invitations import invited_until
from courseware.roster.models import Invitation
from courseware.roster.services import RosterRefused
from courseware.roster.tasks import send_invitation
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_a_verified_owner_of_the_address_alone_may_accept(invitation, cleo):
    EmailAddress.objects.create(user=cleo, email="guest@example.org", verified=True)
    with pytest.raises(RosterRefused, match="another account"):
        invitations.accept(invitation=invitation, user=make_user())
    invitations.accept(invitation=invitation, user=cleo)


def test_an_expired_or_withdrawn_one_is_of_no_use(invitation, client, cleo):
    address = f"/invitations/{invitations.token_of(invitation)}/"
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(address).status_code == 410
    with pytest.raises(RosterRefused, match="no longer valid"):
        invitations.accept(invitation=invitation, user=cleo)
    invitations.withdraw(invitations=Invitation.objects.all())
    assert client.get(address).status_code == 404
    assert client.get("/invitations/made-up/").status_code == 404
    send_invitation(invitation.pk)
    assert mail.outbox == []


def test_it_is_sent_again_with_more_time_and_not_every_minute(invitation, ada):
    assert invitations.send_again(invitations=[invitation], by=ada) == 0
    past = timezone.now() - timedelta(days=31)
    Invitation.objects.update(asked_at=past, expires_at=past)
    assert invitations.send_again(invitations=[invitation], by=ada) == 1
    invitation.refresh_from_db()
    assert invitation.expires_at > invited_until() - timedelta(minutes=1)
