"""Whole addresses, and tokens that do one thing."""

from __future__ import annotations

import pytest
from django.core import signing

from courseware.notices.links import absolute, mail_off_link, token_of, user_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("site", ["https://ml.example.org", "https://ml.example.org/"])
def test_addresses_are_whole(settings, site, ben):
    settings.SITE_URL = site
    assert absolute("/notices/") == "https://ml.example.org/notices/"
    assert mail_off_link(ben).startswith("https://ml.example.org/notices/mail-off/")


def test_a_token_is_of_one_person_and_of_nobody_when_changed_or_made_elsewhere(ben, ada):
    assert user_of(token_of(ben)) == ben
    assert user_of(token_of(ada)) == ada
    assert user_of(token_of(ben) + "x") is None
    assert user_of(signing.dumps(ben.pk)) is None
    assert user_of("") is None


def test_nobody_has_the_token_of_an_account_that_is_gone(ben):
    ben.is_active = False
    ben.save()
    assert user_of(token_of(ben)) is None
