"""The page of one's e-mail addresses."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/email/"


@pytest.fixture
def ben(client):
    ben = make_user("ben")
    client.force_login(ben)
    EmailAddress.objects.create(user=ben, email=ben.email, primary=True, verified=True)
    EmailAddress.objects.create(user=ben, email="second@example.org", verified=True)
    return ben


def primary(user) -> str:
    return EmailAddress.objects.get(user=user, primary=True).email


def test_the_page_has_allauth_s_address_and_name(client, ben):
    assert reverse("account_email") == PAGE
    assert "second@example.org" in client.get(PAGE).content.decode()


def test_an_own_address_becomes_the_primary_one(client, ben):
    client.post(PAGE, {"action_primary": "", "email": "second@example.org"})
    assert primary(ben) == "second@example.org"


def test_an_address_with_which_somebody_else_signs_in_does_not(client, ben):
    make_user("second@example.org")  # a name from before names were checked so
    response = client.post(PAGE, {"action_primary": "", "email": "second@example.org"}, follow=True)
    assert primary(ben) == "ben@example.org"
    assert list(response.context["messages"])
