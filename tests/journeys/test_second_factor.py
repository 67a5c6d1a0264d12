"""Passkeys, codes of an app and recovery codes, in a browser with an authenticator of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Page, expect

from tests.site import Site
from tests.visitor import Visitor

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    **dict.fromkeys(("hasResidentKey", "hasUserVerification", "isUserVerified"), True),
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def person(site: Site, make_student: Callable[[], dict[str, str]]) -> dict[str, str]:
    """Somebody whose address is confirmed: a second factor needs that."""
    login = make_student()
    visitor = Visitor(site.url)
    visitor.sign_in(**login)
    address = f"{login['login']}@example.org"
    page = visitor.get("/accounts/email/")
    visitor.post("/accounts/email/", page, {"email": address, "action_send": ""})
    texts = [file.read_text() for file in (site.var / "mail").iterdir()]
    (text,) = [text for text in texts if f"To: {address}" in text]
    found = re.search(r"http://\S+(/accounts/confirm-email/\S+)", text)
    assert found, text
    visitor.post(found.group(1), visitor.get(found.group(1)))
    return login


@pytest.fixture
def go(site: Site, open_page: Callable[..., Page]) -> Callable[[str], Page]:
    """Passkeys belong to a name, so the site is visited by one."""
    page = open_page()
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    def go(path: str) -> Page:
        page.goto(f"http://localhost:{urlsplit(site.url).port}{path}")
        return page

    return go


def sign_in(go: Callable[[str], Page], person: dict[str, str]) -> Page:
    page = go("/accounts/login/")
    page.locator("[name=login]").fill(person["login"])
    page.locator("[name=password]").fill(person["password"])
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    return page


def confirm(page: Page, person: dict[str, str]) -> None:
    """Pages about factors ask for the password again."""
    page.locator("[name=password]").fill(person["password"])
    page.get_by_role("main").get_by_role("button", name="Confirm").click()


def sign_out(go: Callable[[str], Page]) -> None:
    page = go("/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: "/logout/" not in url)


def code_of(secret: str, steps: int) -> str:
    counters = list(totp.yield_hotp_counters_from_time())
    return totp.format_hotp_value(totp.hotp_value(secret, counters[len(counters) // 2] + steps))


def is_in(page: Page, person: dict[str, Any]) -> None:
    page.wait_for_url(lambda url: "/accounts/" not in url)
    expect(page.locator(".person-name").first).to_be_attached()


def test_a_passkey_signs_in_without_a_password(go: Callable[[str], Page], person: dict[str, str]):
    is_in(sign_in(go, person), person)
    page = go("/accounts/2fa/webauthn/add/")
    confirm(page, person)
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    sign_out(go)
    page = go("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    is_in(page, person)
    sign_out(go)
    page = sign_in(go, person)  # the password alone does not do any more
    page.wait_for_url("**/accounts/2fa/authenticate/")
    page.locator("#mfa_webauthn_authenticate").click()
    is_in(page, person)
    page = go("/accounts/2fa/webauthn/")
    expect(page.get_by_role("link", name="Remove")).to_have_count(1)


def test_a_code_or_a_recovery_code_follows_the_password(
    go: Callable[[str], Page], person: dict[str, str]
):
    is_in(sign_in(go, person), person)
    page = go("/accounts/2fa/totp/activate/")
    confirm(page, person)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(code_of(secret, -1))
    page.get_by_role("button", name="Activate").click()
    page.wait_for_url("**/accounts/2fa/recovery-codes/")
    recovery = page.locator("#recovery_codes").input_value().split()[0]
    sign_out(go)
    for answer in (code_of(secret, 0), recovery):
        page = sign_in(go, person)
        page.wait_for_url("**/accounts/2fa/authenticate/")
        page.locator("[name=code]").fill(answer)
        page.get_by_role("button", name="Sign In", exact=True).click()
        is_in(page, person)
        sign_out(go)
    page = sign_in(go, person)
    page.locator("[name=code]").fill(recovery)  # which was good for one time
    page.get_by_role("button", name="Sign In", exact=True).click()
    expect(page.get_by_text("Incorrect code.")).to_be_visible()
    assert urlsplit(page.url).path == "/accounts/2fa/authenticate/"


@pytest.mark.slow
def test_another_browser_is_signed_out_from_the_list(
    site: Site, go: Callable[[str], Page], person: dict[str, str]
):
    elsewhere = Visitor(site.url)
    elsewhere.sign_in(**person)
    is_in(sign_in(go, person), person)
    page = go("/accounts/sessions/")
    page.get_by_role("button", name="End all other sessions").click()
    expect(page.get_by_text("Sessions ended: ")).to_be_visible()
    assert elsewhere.get("/accounts/profile/").path == "/accounts/login/"
