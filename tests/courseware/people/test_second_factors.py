"""Codes are guessed slowly, count once, and nobody gets around them."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client

from courseware.people.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD, SECRET = "correct horse 27", "JBSWY3DPEHPK3PXP"
NOW = 1_900_000_015
CODE = "/accounts/2fa/authenticate/"


@pytest.fixture(autouse=True)
def quick_hasher(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock:
        time = staticmethod(lambda: NOW)

    monkeypatch.setattr(totp, "time", Clock)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """allauth remembers used codes there."""
    cache.clear()


@pytest.fixture
def ada() -> User:
    ada = make_user("ada")
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, verified=True, primary=True)
    return ada


@pytest.fixture
def careful(ada: User) -> User:
    """Ada, with a code after the password."""
    totp.TOTP.activate(ada, SECRET)
    return ada


def code(steps: int = 0) -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, NOW // 30 + steps))


def begin(client: Client) -> Any:
    return client.post("/accounts/login/", {"login": "ada", "password": PASSWORD})


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_password_alone_signs_nobody_in(client: Client, careful: User):
    assert begin(client).url == CODE and not is_in(client)
    assert client.get("/accounts/profile/").url.startswith("/accounts/login/")
    client.post(CODE, {"code": code()})
    assert is_in(client)


@pytest.mark.parametrize("steps", [-1, 1])
def test_a_clock_may_be_half_a_minute_off(client: Client, careful: User, steps: int):
    begin(client)
    client.post(CODE, {"code": code(steps)})
    assert is_in(client)


@pytest.mark.parametrize("steps", [-2, 2])
def test_an_old_code_is_refused(client: Client, careful: User, steps: int):
    begin(client)
    assert "Incorrect code" in client.post(CODE, {"code": code(steps)}).text
    assert not is_in(client)


def test_a_code_counts_once_even_in_another_process(client: Client, careful: User):
    begin(client)
    client.post(CODE, {"code": code()})
    for typed in (code(), f"{code()[:3]} {code()[3:]}"):
        cache.clear()  # of the other process
        other = Client()
        begin(other)
        other.post(CODE, {"code": typed})
        assert not is_in(other)
    begin(other)
    other.post(CODE, {"code": code(1)})
    assert is_in(other)


def test_codes_are_guessed_slowly_and_a_right_password_starts_nothing_anew(
    client: Client, careful: User
):
    statuses = []
    for _ in range(7):
        begin(client)
        statuses.append(client.post(CODE, {"code": "000000"}).status_code)
    assert statuses == [200] * 5 + [429] * 2
    answer = client.post(CODE, {"code": code()})
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0 and not is_in(client)


def test_many_addresses_guess_no_faster_and_the_owner_gets_in(careful: User):
    at_home = Client(REMOTE_ADDR="192.0.2.1")
    begin(at_home)
    at_home.post(CODE, {"code": code()})
    statuses = []
    for number in range(12):
        client = Client(REMOTE_ADDR=f"198.51.{number}.1")
        begin(client)
        statuses.append(client.post(CODE, {"code": "000000"}).status_code)
    assert statuses == [200] * 10 + [429] * 2
    begin(at_home)
    at_home.post(CODE, {"code": code(1)})
    assert is_in(at_home)


def test_a_recovery_code_works_once(client: Client, careful: User):
    (first, *_) = RecoveryCodes.activate(careful).get_unused_codes()
    begin(client)
    client.post(CODE, {"code": first})
    assert is_in(client)
    other = Client()
    begin(other)
    other.post(CODE, {"code": first})
    assert not is_in(other)


def test_the_admin_is_no_way_around_the_code(client: Client, careful: User):
    User.objects.update(is_staff=True, is_superuser=True)
    assert client.get("/admin/login/?next=/admin/").url == "/accounts/login/?next=/admin/"
    client.post("/admin/login/?next=/admin/", {"username": "ada", "password": PASSWORD})
    assert not is_in(client)


@pytest.mark.django_db(transaction=True)
def test_setting_up_and_turning_off_is_told_by_mail(client: Client, ada: User):
    begin(client)
    place = "/accounts/2fa/totp/activate/"
    assert client.get(place).url.startswith("/accounts/reauthenticate/")
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = client.get(place)
    assert page.status_code == 200, page
    secret = page.context["form"].secret
    typed = totp.format_hotp_value(totp.hotp_value(secret, NOW // 30))
    assert client.post(place, {"code": typed}).status_code == 302
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()
    assert [message.to for message in mail.outbox] == [[ada.email]] * len(mail.outbox)
    told = " ".join(message.subject for message in mail.outbox)
    assert "Authenticator App Activated" in told and "Authenticator App Deactivated" in told


def test_changing_the_password_is_told_by_mail(client: Client, ada: User):
    begin(client)
    new = {
        "oldpassword": PASSWORD,
        "password1": "battery 27 staple",
        "password2": "battery 27 staple",
    }
    client.post("/accounts/password/change/", new)
    assert [(m.to, m.subject.partition("] ")[2]) for m in mail.outbox] == [
        ([ada.email], "Password Changed")
    ]


def test_a_new_address_is_told_to_the_old_one(client: Client, ada: User):
    new = EmailAddress.objects.create(user=ada, email="new@example.org", verified=True)
    begin(client)
    client.post("/accounts/email/", {"email": new.email, "action_primary": ""})
    assert [m.to for m in mail.outbox] == [["ada@example.org"]]


def test_a_change_stands_when_it_cannot_be_told(client: Client, ada: User, settings: Any):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    begin(client)
    new = {
        "oldpassword": PASSWORD,
        "password1": "battery 27 staple",
        "password2": "battery 27 staple",
    }
    assert client.post("/accounts/password/change/", new).status_code == 302
    assert User.objects.get().check_password("battery 27 staple")


@pytest.mark.parametrize(
    "credential",
    ["", "x", "null", "[]", "1", "{}", '{"id": 1}', '{"id": "a", "response": {}}', '{"id": "a"}'],
)
def test_no_made_up_key_ends_in_an_error(client: Client, careful: User, credential: str):
    for extra in ("", '"rawId": "AA", "type": "public-key", '):
        sent = credential.replace("{", "{" + extra, 1) if extra else credential
        client.get("/accounts/2fa/webauthn/login/", headers={"accept": "application/json"})
        page = client.post("/accounts/2fa/webauthn/login/", {"credential": sent})
        assert page.status_code == 302 and not is_in(client)
        begin(client)
        assert client.post(CODE, {"credential": sent}).status_code == 200
        assert not is_in(client)


def test_an_unconfirmed_address_keeps_others_from_locking_its_owner_out(client: Client, ada: User):
    EmailAddress.objects.update(verified=False)
    begin(client)
    assert client.get("/accounts/2fa/totp/activate/").url == "/accounts/2fa/"


def test_the_admin_shows_no_secret(client: Client, careful: User):
    User.objects.update(is_staff=True, is_superuser=True)
    client.force_login(careful)
    row = Authenticator.objects.get()
    page = client.get(f"/admin/mfa/authenticator/{row.pk}/change/")
    assert page.status_code == 200 and SECRET not in page.text
