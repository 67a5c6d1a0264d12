"""Every page that takes a password or sends a message, and how it is limited."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core import mail
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from courseware.people.allowances import PAIR
from courseware.people.models import ThrottleCounter, User
from courseware.people.page_limits import PAGES
from courseware.people.throttle import Counter, TooManyAttempts, count_failures
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RIGHT, WRONG, NEW = "correct horse", "battery staple", "a new long password"

PAGES_WITH_PASSWORD = {
    "account_login": lambda typed: {"login": "ada", "password": typed},
    "account_reauthenticate": lambda typed: {"password": typed},
    "account_change_password": lambda typed: {
        "oldpassword": typed,
        "password1": NEW,
        "password2": NEW,
    },
}
SIGNED_IN = ("account_reauthenticate", "account_change_password")

# Pages of allauth and of the admin that take a form, and what limits guessing or sending there.
LIMITED = {
    *PAGES_WITH_PASSWORD,
    "account_signup",
    "account_email",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_from_key",
    "account_confirm_email",
    "account_confirm_login_code",
    "socialaccount_signup",
    *("oidc_login", "mfa_login_webauthn", "mfa_authenticate", "mfa_reauthenticate"),
}
HARMLESS = {  # take nothing that could be guessed and send nothing
    "admin:auth_user_password_change",  # an administrator gives somebody a new one
    "admin:login",  # leads to the site's page
    *("oidc_callback", "socialaccount_login_cancelled", "socialaccount_login_error"),
    "socialaccount_connections",
    # About one's own secrets, after the password; of a key nothing can be guessed.
    *("mfa_index", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_reauthenticate_webauthn"),
    *("mfa_list_webauthn", "mfa_add_webauthn", "mfa_edit_webauthn", "mfa_remove_webauthn"),
    *("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes"),
    "lti-login",  # a platform signs people in; its token says who
    *("account_logout", "account_inactive", "account_email_verification_sent"),
    *("account_reset_password_done", "account_reset_password_from_key_done"),
}


@pytest.fixture(autouse=True)
def quick_hasher(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(db):
    user = make_user("ada", is_staff=True, is_superuser=True)
    user.set_password(RIGHT)
    user.save()
    return user


@pytest.fixture
def at(ada):
    """A client that may use a page, signed in where that one is behind the sign-in."""

    def visitor(page: str) -> Client:
        client = Client()
        if page in SIGNED_IN:
            client.force_login(ada)
        return client

    return visitor


@pytest.mark.parametrize("page", PAGES_WITH_PASSWORD)
def test_guessing_is_slowed_down(at, page):
    client, url, form = at(page), reverse(page), PAGES_WITH_PASSWORD[page]
    codes = [client.post(url, form(WRONG)).status_code for _ in range(PAIR.burst + 1)]
    assert codes == [200] * PAIR.burst + [429]
    refused = client.post(url, form(RIGHT))
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= PAIR.first_wait
    assert "There were too many failed attempts. Wait " in refused.content.decode()


@pytest.mark.parametrize("page", PAGES_WITH_PASSWORD)
def test_a_right_password_opens(at, page):
    client = at(page)
    assert client.post(reverse(page), PAGES_WITH_PASSWORD[page](RIGHT)).status_code == 302


@pytest.mark.parametrize("other", [page for page in PAGES_WITH_PASSWORD if page not in SIGNED_IN])
@pytest.mark.parametrize("page", [page for page in PAGES_WITH_PASSWORD if page not in SIGNED_IN])
def test_pages_share_their_counters(at, page, other):
    for _ in range(PAIR.burst):
        at(page).post(reverse(page), PAGES_WITH_PASSWORD[page](WRONG))
    assert at(other).post(reverse(other), PAGES_WITH_PASSWORD[other](RIGHT)).status_code == 429


def test_the_admin_changes_passwords_where_everybody_does(client, ada):
    client.force_login(ada)
    answer = client.post(reverse("admin:password_change"), {"old_password": RIGHT})
    assert answer["Location"] == reverse("account_change_password")


def test_whoever_asks_django_is_limited(ada):
    """As a library would that takes names and passwords in a header."""
    request = HttpRequest()
    request.META["REMOTE_ADDR"] = "192.0.2.1"
    for _ in range(PAIR.burst):
        assert authenticate(request, username="ada", password=WRONG) is None
    with pytest.raises(TooManyAttempts):
        authenticate(request, username="ada", password=RIGHT)
    for _ in range(PAIR.burst):  # and without a request
        assert authenticate(None, username="ada", password=WRONG) is None
    with pytest.raises(TooManyAttempts):
        authenticate(None, username="ada", password=RIGHT)


def test_every_page_with_a_form_is_known_here():
    """A new page of a new release of allauth or Django has to be looked at."""
    names = {name for name in names_of(get_resolver().url_patterns) if re.search(OURS, name)}
    admin = {"admin:password_change", "admin:password_change_done"}  # they lead to the site's page
    assert names - admin == LIMITED | HARMLESS


OURS = "^account_|^mfa_|^socialaccount_|^oidc_|login|password"


def names_of(patterns: list[Any], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from names_of(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield f"{space}{pattern.name}"


def fields_of(name: str) -> dict[str, str]:
    chosen = {"password1": NEW, "password2": NEW}
    return {"first_name": name, "username": name, "email": f"{name}@example.org", **chosen}


@pytest.mark.slow
def test_a_lecture_hall_signs_up(db):
    for number in range(60):
        answer = Client().post(reverse("account_signup"), fields_of(f"student-{number}"))
        assert answer.status_code == 302
    assert User.objects.count() == 60


def test_making_accounts_without_end_is_slowed_down(client):
    limit = PAGES["account_signup"][0].allowance
    count_failures([Counter(limit, "127.0.0.1")])
    ThrottleCounter.objects.update(count=limit.burst - 1)
    codes = [client.post(reverse("account_signup"), {}).status_code for _ in range(2)]
    assert codes == [200, 429]


@pytest.mark.parametrize("address", ["ada@example.org", "nobody@example.org"])
def test_nobodys_mailbox_is_filled(ada, address):
    answers = [
        Client().post(reverse("account_reset_password"), {"email": typed}, REMOTE_ADDR=place)
        for place in ("192.0.2.1", "192.0.2.2", "192.0.2.3")
        for typed in (address, address.upper())
    ]
    assert [answer.status_code for answer in answers] == [302] * 3 + [429] * 3
    assert int(answers[-1]["Retry-After"]) <= 60
    assert "Nothing was changed" in answers[-1].content.decode()
    assert len(mail.outbox) == 3


def test_who_must_confirm_an_address_signs_in_without_being_refused(ada, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    for _ in range(12):
        answer = Client().post(
            reverse("account_login"), PAGES_WITH_PASSWORD["account_login"](RIGHT)
        )
        assert answer["Location"] == reverse("account_email_verification_sent")
    assert 1 <= len(mail.outbox) <= 8
