"""The button, the way there and back, and where single sign-on is not set up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client

from courseware.people.models import User
from tests.courseware.single_sign_on.conftest import LOGIN, Identities, begin, changed
from tests.factories import make_user

NEW = {"first_name": "Eva", "last_name": "", "username": "eva", "email": "eva@campus.example"}
SIGN_UP = "/accounts/3rdparty/signup/"


def test_without_a_provider_there_is_no_button_and_no_page(client: Client, db: None):
    assert "oidc" not in client.get("/accounts/login/").text
    assert [client.get(LOGIN).status_code, client.post(LOGIN).status_code] == [404, 404]
    assert client.get(f"{LOGIN}callback/?code=1&state=2").status_code == 404


def test_whoever_is_new_chooses_a_username_and_is_known_the_next_time(
    provider: Identities, client: Client, sign_in: Callable[..., Any]
):
    assert "Sign in with Campus" in client.get("/accounts/login/").text
    claims = {"email": NEW["email"], "email_verified": True, "given_name": "Eva"}
    provider.know("eva-1", **claims)
    assert sign_in("eva-1").url == SIGN_UP
    form = client.get(SIGN_UP).context["form"]
    assert form.initial["first_name"] == "Eva" and form.initial["email"] == NEW["email"]
    assert client.post(SIGN_UP, NEW).status_code == 302
    user = User.objects.get()
    assert client.session["_auth_user_id"] == str(user.pk)
    assert EmailAddress.objects.get().verified and not user.has_usable_password()
    assert SocialAccount.objects.get().extra_data == {"sub": "eva-1", "email": NEW["email"]}
    client.logout()
    assert sign_in("eva-1", next="/accounts/profile/").url == "/accounts/profile/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_nobody_is_led_away_after_signing_in(
    provider: Identities, client: Client, sign_in: Callable[..., Any]
):
    SocialAccount.objects.create(user=make_user("eva"), provider="sso", uid="eva-2")
    assert sign_in("eva-2", next="https://e.org/").url == "/"


def test_denying_at_the_provider_is_no_error(provider: Identities, client: Client):
    address = begin(client)
    back = provider.sign_in(address, "eve", action="deny")
    (state,) = parse_qs(urlsplit(address).query)["state"]  # which this provider leaves out
    assert "You are not signed in" in client.get(changed(back, state=state), follow=True).text


def test_a_get_request_asks_first(provider: Identities, client: Client):
    page = client.get(LOGIN)
    assert page.status_code == 200 and 'method="post"' in page.text


def test_an_account_is_linked_on_purpose_and_its_owner_is_told(
    provider: Identities, client: Client, sign_in: Callable[..., Any]
):
    ben = make_user("ben")
    ben.set_password("correct horse 27")
    ben.save()
    client.post("/accounts/login/", {"login": "ben", "password": "correct horse 27"})
    assert sign_in("ben-1", process="connect").url == "/accounts/reauthenticate/"
    assert not SocialAccount.objects.exists()
    client.post("/accounts/reauthenticate/", {"password": "correct horse 27"})
    assert SocialAccount.objects.get().user == ben
    assert [message.to for message in mail.outbox] == [["ben@example.org"]]
    page = client.get("/accounts/3rdparty/")
    assert "ben-1" in page.text and "Link Campus" in page.text
    client.post("/accounts/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists() and len(mail.outbox) == 2


def test_an_identity_of_somebody_else_is_not_linked_again(
    provider: Identities, client: Client, sign_in: Callable[..., Any]
):
    owner = make_user("owner")
    SocialAccount.objects.create(user=owner, provider="sso", uid="owner-1")
    client.force_login(make_user("ben"))
    sign_in("owner-1", process="connect")
    assert SocialAccount.objects.get().user == owner


def test_a_deleted_person_is_not_signed_in(provider: Identities, sign_in: Callable[..., Any]):
    gone = make_user("gone", is_active=False)
    SocialAccount.objects.create(user=gone, provider="sso", uid="gone-1")
    assert sign_in("gone-1").url == "/accounts/inactive/"
