from __future__ import annotations

import pytest

from courseware.account.erasure import erase
from courseware.lti.erasure import own_accounts
from courseware.lti.models import Account, Context, Launch, Member, Platform
from tests.factories import make_student

pytestmark = pytest.mark.django_db


def test_nothing_of_a_platform_tells_who_somebody_was(course, ben, ada):
    platform = Platform.objects.create(name="School", issuer="https://school.example")
    context = platform.deployments.create(key="1").contexts.create(
        key="1", course=course, members=[{"sub": "b", "email": "ben@x"}, {"sub": "c"}]
    )
    account = Account.objects.create(issuer=platform.issuer, sub="b", user=ben)
    Member.objects.create(context=context, account=account)
    Launch.objects.create(platform=platform, user=ben, claims={"sub": "b"})
    other = Account.objects.create(issuer=platform.issuer, sub="c", user=make_student(course))
    (own,) = own_accounts(ben)
    assert (own["platform"], own["id"]) == (platform.issuer, "b")
    erase(ben)
    assert list(Account.objects.all()) == [other]
    assert Context.objects.get().members == [{"sub": "c"}]
    launch = Launch.objects.get()
    assert (launch.user, launch.claims) == (None, None)
