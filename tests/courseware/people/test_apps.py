"""What the people's app listens to as soon as the site has started."""

from __future__ import annotations

import pytest
from allauth.account.signals import password_reset
from django.contrib.auth.signals import user_logged_in

from courseware.people.models import KnownNetwork
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("signal", [user_logged_in, password_reset])
def test_whoever_signs_in_or_gets_a_new_password_is_remembered(rf, signal):
    ben = make_user("ben")
    signal.send(sender=type(ben), request=rf.get("/", REMOTE_ADDR="192.0.2.1"), user=ben)
    assert KnownNetwork.objects.get().user == ben
