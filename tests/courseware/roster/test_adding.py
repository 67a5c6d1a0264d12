"""Adding one person."""

from __future__ import annotations

import pytest

from courseware.roster.adding import add_person
from courseware.roster.models import Invitation
from courseware.roster.services import RosterRefused

pytestmark = pytest.mark.django_db


def test_adding_a_person_says_what_happened(course, ada, ben, cleo):
    def add(login, account=None):
        return add_person(
            course=course, login=login, account=account, role="student", sections=[], by=ada
        )

    assert add("x@example.org") == "x@example.org was invited."
    for login, account, said in (
        ("X@example.org", None, "already been invited"),
        ("ben", ben, "already in the course"),
    ):
        with pytest.raises(RosterRefused, match=said):
            add(login, account)
    add("cleo", cleo)
    assert Invitation.objects.filter(user=cleo).exists()
