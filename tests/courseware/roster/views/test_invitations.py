"""The list of invitations."""

from __future__ import annotations

import pytest

from courseware.roster.models import Invitation

pytestmark = pytest.mark.django_db


def test_invitations_are_withdrawn_in_their_list(signed_in, course):
    signed_in.post("/courses/ml/people/add/", {"login": "x@example.org", "role": "student"})
    address = "/courses/ml/people/invitations/"
    assert "x@example.org" in signed_in.get(address).content.decode()
    signed_in.post(address, {"withdraw": "", "invitation": ["x", Invitation.objects.get().pk]})
    assert not Invitation.objects.exists()
    answer = signed_in.post("/courses/ml/people/add/", {"login": "nobody", "role": "student"})
    assert "There is no account with this username" in answer.content.decode()
