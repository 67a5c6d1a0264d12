"""An e-mail address takes over nobody's account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings as SettingsWrapper

from courseware.people.models import User
from tests.courseware.single_sign_on.conftest import Identities
from tests.factories import make_user

ADDRESS = "ben@example.org"


def make_ben(*, verified: bool, **fields: Any) -> User:
    ben = make_user("ben", **fields)
    EmailAddress.objects.create(user=ben, email=ADDRESS, verified=verified, primary=True)
    return ben


def signed_in(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


@pytest.mark.parametrize("told", [True, False, "true", "false", 1, None])
@pytest.mark.parametrize("verified", [True, False])
def test_an_address_links_nothing_by_itself(
    provider: Identities, client: Client, sign_in: Callable[..., Any], told: Any, verified: bool
):
    make_ben(verified=verified)
    provider.know("eve", email=ADDRESS, email_verified=told)
    assert sign_in("eve").url == "/accounts/3rdparty/signup/"
    assert signed_in(client) is None and not SocialAccount.objects.exists()
    new = {"first_name": "E", "last_name": "", "username": "eve", "email": ADDRESS.upper()}
    page = client.post("/accounts/3rdparty/signup/", new)
    assert "An account already exists with this email address" in page.text
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("here", "told", "links"),
    [(True, True, True), (True, False, False), (True, "false", False), (False, True, False)],
)
def test_two_verified_addresses_link_where_the_operator_wants_it(
    provider: Identities,
    client: Client,
    sign_in: Callable[..., Any],
    settings: SettingsWrapper,
    here: bool,
    told: Any,
    links: bool,
):
    settings.OIDC_LINK_VERIFIED_EMAIL = True
    ben = make_ben(verified=here)
    provider.know("ben", email=ADDRESS, email_verified=told)
    sign_in("ben")
    assert (signed_in(client) == str(ben.pk)) is links
    assert SocialAccount.objects.exists() is links


@pytest.mark.parametrize("fields", [{"is_staff": True}, {"is_active": False}])
def test_administrators_and_closed_accounts_are_not_linked_by_an_address(
    provider: Identities,
    client: Client,
    sign_in: Callable[..., Any],
    settings: SettingsWrapper,
    fields: dict[str, bool],
):
    settings.OIDC_LINK_VERIFIED_EMAIL = True
    make_ben(verified=True, **fields)
    provider.know("ben", email=ADDRESS, email_verified=True)
    sign_in("ben")
    assert signed_in(client) is None and not SocialAccount.objects.exists()


def test_sign_up_can_be_closed_for_the_provider_too(
    provider: Identities, sign_in: Callable[..., Any], settings: SettingsWrapper
):
    settings.OIDC_SIGNUP_OPEN = False
    page = sign_in("new")
    assert page.status_code == 200 and "account/signup_closed.html" in [
        template.name for template in page.templates
    ]
