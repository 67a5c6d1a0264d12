"""Signing up, and messages that are not sent too often."""

from __future__ import annotations

import pytest
from allauth.core.context import request_context
from allauth.core.exceptions import ImmediateHttpResponse
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from courseware.people.adapter import MESSAGES, AccountAdapter
from courseware.people.models import NAME_TAKEN, User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FORM = {
    "first_name": "Dora",
    "username": "dora",
    "email": "dora@example.org",
    "password1": "a long pass phrase",
}
FORM |= {"password2": FORM["password1"]}


@pytest.mark.parametrize("is_open", [True, False])
def test_the_operator_decides_whether_sign_up_is_open(client, settings, is_open):
    settings.SIGNUP_OPEN = is_open
    client.post(reverse("account_signup"), FORM)
    assert User.objects.filter(username="dora").exists() is is_open


@pytest.mark.parametrize("name", ["ben", "Ben", "bеn", "..."])
def test_a_name_that_is_taken_or_shows_nothing_is_refused(name):
    make_user("ben")
    with pytest.raises(ValidationError):
        AccountAdapter().clean_username(name)


def test_somebody_s_address_is_nobody_else_s_name():
    make_user("ben")
    with pytest.raises(ValidationError):
        AccountAdapter().clean_username("ben@example.org")
    assert AccountAdapter().clean_username("eva@example.org") == "eva@example.org"


def test_of_two_who_choose_a_name_at_the_same_moment_the_second_gets_the_form_back(rf):
    form = Client().post(reverse("account_signup"), FORM | {"username": ""}).context["form"]
    form.cleaned_data = {"username": "ben", "email": "x@example.org", "password1": "x"}
    make_user("ben")
    with pytest.raises(ImmediateHttpResponse) as caught:
        AccountAdapter().save_user(rf.post("/"), User(), form)
    assert escape(str(NAME_TAKEN)) in caught.value.response.content.decode()
    assert User.objects.count() == 1


def test_the_address_of_a_client_is_its_network(rf):
    request = rf.get("/", REMOTE_ADDR="2001:db8:1:2:3::4")
    assert AccountAdapter().get_client_ip(request) == "2001:db8:1:2::/64"


def test_a_mailbox_is_not_filled_by_somebody_who_types_its_address_again(rf, caplog):
    context = {"username": "ben", "current_site": None, "password_reset_url": "http://x/"}
    for address in ["ben@example.org"] * MESSAGES.burst + ["Ben@Example.org", "eva@example.org"]:
        with request_context(rf.get("/")):
            AccountAdapter().send_mail("account/email/password_reset_key", address, context)
    assert len(mail.outbox) == MESSAGES.burst + 1
    assert mail.outbox[-1].to == ["eva@example.org"]
    assert "ben@example.org" not in caplog.text


def test_a_message_that_cannot_be_sent_is_not_reported_as_sent(client, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    make_user("ben")
    response = client.post(reverse("account_reset_password"), {"email": "ben@example.org"})
    assert response.status_code == 503
    assert "The message could not be sent" in response.content.decode()
    assert "could not be sent" in caplog.text


@pytest.mark.parametrize(
    ("name", "args", "words"),
    [
        ("account_login", [], "Forgot your password?"),
        ("account_reset_password", [], "Send link"),
        ("account_reset_password_done", [], "Check your email"),
        ("account_reset_password_from_key", ["1", "x-y"], "This link no longer works"),
        ("account_reset_password_from_key_done", [], "Your password has been changed"),
        ("account_confirm_email", ["x"], "This link no longer works"),
        ("account_email_verification_sent", [], "Check your email"),
    ],
)
def test_pages_of_accounts_speak_as_the_site_does(client, name, args, words):
    page = client.get(reverse(name, args=args)).content.decode()
    assert words in page
    assert "contact us" not in page


def test_a_message_says_what_to_do_in_our_words(client, mailoutbox):
    make_user("ben")
    client.post(reverse("account_reset_password"), {"email": "ben@example.org"})
    (message,) = mailoutbox
    assert "choose a new password here" in message.body
    assert "Hello from" not in message.body
