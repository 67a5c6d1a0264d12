"""What stands between the site and the rest of the web: headers, cookies, hosts, redirects."""

from __future__ import annotations

import io
import logging
import re
from http.cookies import Morsel
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse

from courseware.api.tokens import create_token
from tests.courseware.role_world import World, make_world
from tests.courseware.test_roles import POSTS, status_of
from tests.factories import make_user

PASSWORD = "correct horse 27"
# Answers that mail programs fetch, and forms that visitors send from pages that were cached.
WITHOUT_TOKEN = {"notices-mail-off"}


@pytest.fixture
def ada(db: None, settings: Any) -> Any:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    ada = make_user("ada")
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


@pytest.fixture
def world(db: None, tmp_path: Path) -> World:
    return make_world(tmp_path)


def sign_in(client: Client, **query: str) -> Any:
    form = {"login": "ada", "password": PASSWORD, **query}
    return client.post("/accounts/login/", form)


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/style/", "/nowhere/", "/api/v1/me", "/admin/"]
)
def test_every_response_tells_the_browser_what_it_may_do(client: Client, db: None, path: str):
    response = client.get(path, follow=True)
    policy = response["Content-Security-Policy"]
    for directive in (
        *("default-src 'self'", "script-src 'self'", "style-src 'self'", "object-src 'none'"),
        *("base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'"),
    ):
        assert directive in policy
    assert not re.search(r"unsafe|\*|https?:", policy)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_no_page_of_signing_in_has_a_script_that_the_policy_forbids(client: Client, db: None):
    """A browser reports them and goes on; the button would do nothing."""
    for path in ("/accounts/login/", "/accounts/signup/"):
        scripts = re.findall(r"<script\b([^>]*)>", client.get(path).text)
        assert scripts and all("src=" in one or "application/json" in one for one in scripts)


def test_cookies_are_hidden_from_scripts_and_other_sites(ada: Any, client: Client, settings: Any):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get("/accounts/login/")
    sign_in(client)
    cookies: dict[str, Morsel[str]] = {name: client.cookies[name] for name in client.cookies}
    assert {"sessionid", "csrftoken", "device"} <= set(cookies)
    for name, cookie in cookies.items():
        assert cookie["samesite"] == "Lax" and cookie["secure"], name
        assert cookie["httponly"] or name == "csrftoken"


def test_signing_in_begins_another_session(ada: Any, client: Client):
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client)
    assert client.session.session_key != session.session_key


def test_a_foreign_host_gets_nothing(client: Client, db: None):
    for host in ("evil.org", "testserver.evil.org", "evil.org:80", "a b"):
        assert client.get("/", headers={"host": host}).status_code == 400
    forged = client.get("/accounts/login/", headers={"x-forwarded-host": "evil.org"})
    assert "evil.org" not in forged.text


def test_a_forged_host_is_in_no_message(ada: Any, client: Client):
    headers = {"x-forwarded-host": "evil.org", "referer": "http://evil.org/"}
    client.post("/accounts/password/reset/", {"email": ada.email}, headers=headers)
    (message,) = mail.outbox
    assert "evil.org" not in message.body and "http://testserver/" in message.body


ELSEWHERE = [
    *("https://evil.org/", "//evil.org/", "/\\evil.org", "\\\\evil.org", "javascript:alert(1)"),
    *("http:///evil.org", "https:evil.org", "\tjavascript:1", "/%09/evil.org"),
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_led_to_another_site(ada: Any, client: Client, target: str):
    def stays(response: Any) -> bool:
        place = response["Location"]
        return place.startswith("/") and not re.match(r"/[/\\]", place)

    assert stays(sign_in(client, next=target))
    assert stays(client.post("/accounts/language/", {"language": "en", "next": target}))
    assert stays(client.post("/accounts/logout/", {"next": target}))
    assert stays(client.get("/admin/login/", {"next": target}))


def test_every_form_refuses_a_request_without_its_token(world: World):
    """By the instructor, who may do everything; the API takes tokens and no cookies."""
    client = world.client("instructor")
    client.handler.enforce_csrf_checks = True
    with transaction.atomic():
        found = {name: status_of(client, world.url(name), "post") for name in POSTS}
        transaction.set_rollback(True)
    taken = {name for name, status in found.items() if status != 403}
    assert taken == WITHOUT_TOKEN


def test_the_admin_is_closed_to_every_role_of_a_course(world: World):
    pages = ["/admin/", "/admin/jsi18n/", "/admin/doc/"]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        pages += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        pages += [reverse(f"{name}_{page}", args=[1]) for page in ("change", "delete", "history")]
    for role in ("anonymous", "stranger", "student", "observer", "instructor"):
        client = world.client(role)
        for page in pages:
            response = client.get(page)
            assert response.status_code == 302, (role, page)
            assert response["Location"].startswith("/admin/login/"), (role, page)
        first = client.get("/admin/login/")
        assert first.status_code == (302 if role == "anonymous" else 403)


PRIVATE = [
    *("profile/", "sessions/", "delete/", "tokens/", "email/", "password/change/", "3rdparty/"),
    *("2fa/", "2fa/totp/activate/", "2fa/totp/deactivate/", "2fa/recovery-codes/"),
    *("2fa/recovery-codes/generate/", "2fa/recovery-codes/download/", "2fa/webauthn/"),
    *("2fa/webauthn/add/", "2fa/webauthn/keys/1/edit/", "2fa/webauthn/keys/1/remove/"),
    *("2fa/reauthenticate/", "2fa/webauthn/reauthenticate/", "reauthenticate/"),
]


@pytest.mark.parametrize("path", PRIVATE)
def test_the_pages_of_an_account_ask_for_its_owner(client: Client, db: None, path: str):
    answers = [client.get(f"/accounts/{path}"), client.post(f"/accounts/{path}")]
    places = [answer.get("Location", "") for answer in answers if answer.status_code != 405]
    assert all(place.startswith("/accounts/") for place in places), answers
    assert all("login" in place or "reauthenticate" in place for place in places), places


def test_secrets_are_on_no_page_and_in_no_log(ada: Any, client: Client, settings: Any):
    """At the most talkative level, of what people type and what the site hands out."""
    _token, secret = create_token(user=ada, name="t", scopes=["read"])
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        pages = [sign_in(client), sign_in(client, password="wrong horse 28")]
        pages += [client.get("/api/v1/me", headers={"Authorization": f"Bearer {secret}"})]
        pages += [client.get("/api/v1/nothing", headers={"Authorization": f"Bearer {secret}"})]
        pages += [client.get(path) for path in ("/accounts/profile/", "/accounts/tokens/")]
        client.post("/accounts/password/reset/", {"email": ada.email})
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    key = re.search(r"/accounts/password/reset/key/([^/]+)/", mail.outbox[-1].body)
    assert key
    secrets = [PASSWORD, "wrong horse 28", secret, settings.SECRET_KEY, key.group(1)]
    secrets += [client.session.session_key or "no session"]
    text = written.getvalue() + "".join(page.text for page in pages)
    assert [one for one in secrets if one in text] == []
