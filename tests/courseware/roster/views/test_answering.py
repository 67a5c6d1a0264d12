"""Answering an invitation with an account, or a new one."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from courseware.people.models import Enrollment, Role, User
from courseware.roster import invitations
from courseware.roster.invitations import Guest, invite
from courseware.roster.models import Invitation
from courseware.roster.services import RosterRefused
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_one_who_has_no_account_makes_one_and_is_enrolled(invitation, client, course):
    address = f"/invitations/{invitations.token_of(invitation)}/"
    assert 'value="gus"' in client.get(address).content.decode()
    typed = {"first_name": "Gus", "last_name": "Guest", "username": "gus", "password": "short"}
    assert client.post(address, typed).status_code == 422
    answer = client.post(address, typed | {"password": "correct horse battery"})
    assert (answer.status_code, answer.url) == (302, course.get_absolute_url())
    gus = User.objects.get(username="gus")
    assert EmailAddress.objects.get(user=gus).verified
    assert [each.name for each in gus.enrollments.get().sections.all()] == ["Monday"]
    assert client.get(course.get_absolute_url()).status_code == 200
    assert client.get(address).status_code == 404


def test_one_with_an_account_accepts_with_it(invitation, client, cleo, course):
    client.force_login(cleo)
    address = f"/invitations/{invitations.token_of(invitation)}/"
    assert not Enrollment.objects.filter(user=cleo).exists()
    client.post(address)
    assert Enrollment.objects.get(user=cleo).role == Role.STUDENT


def test_the_invitation_of_an_account_is_for_nobody_else(course, ada, cleo, client):
    (own,) = invite(course=course, guests=[Guest(user=cleo)], by=ada)
    other = make_user("otto")
    with pytest.raises(RosterRefused, match="another account"):
        invitations.accept(invitation=own, user=other)
    assert list(invitations.invitations_for(cleo)) == [own]
    assert list(invitations.invitations_for(other)) == []
    client.force_login(cleo)
    assert course.title in client.get("/").content.decode()
    client.post(f"/invitations/{invitations.token_of(own)}/", {"decline": ""})
    assert not Invitation.objects.exists()
