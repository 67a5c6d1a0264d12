"""Pages of which every request counts."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from courseware.people.models import ThrottleCounter
from courseware.people.page_limits import MAIL, MAILS, PAGES, SIGN_UP, SINGLE_SIGN_ON, check_page
from courseware.people.throttle import TooManyAttempts
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(rf):
    """A request as the middleware sees it, after the address was resolved."""

    def send(page, *, method="post", address="192.0.2.1", user=None, **fields):
        request = getattr(rf, method)("/", fields, REMOTE_ADDR=address)
        request.user = user or AnonymousUser()
        request.resolver_match = SimpleNamespace(view_name=page)
        check_page(request)

    return send


def times(count, function, *args, **fields):
    for _ in range(count):
        function(*args, **fields)


# Those of a whole class have the same code, and take longer to reach than some of it is remembered.
FOR_A_CLASS = {SIGN_UP, SINGLE_SIGN_ON}


@pytest.mark.parametrize("page", [page for page in PAGES if not FOR_A_CLASS & set(PAGES[page])])
def test_every_page_is_limited_at_last(send, page):
    most = min(limit.allowance.burst for limit in PAGES[page])
    times(most, send, page, email="ben@example.org")
    with pytest.raises(TooManyAttempts):
        send(page, email="ben@example.org")


def test_a_class_behind_one_address_can_sign_up():
    assert SIGN_UP.allowance.burst >= 300


def test_looking_at_a_page_counts_nothing(send):
    times(MAIL.allowance.burst + 1, send, "account_reset_password", method="get")
    times(MAIL.allowance.burst + 1, send, "home")
    assert not ThrottleCounter.objects.exists()


def test_messages_are_counted_for_the_address_that_gets_them(send):
    times(MAIL.allowance.burst, send, "account_reset_password", email="ben@example.org")
    with pytest.raises(TooManyAttempts):
        send("account_reset_password", email=" Ben@Example.org", address="192.0.2.2")
    send("account_reset_password", email="eva@example.org")


def test_messages_to_many_addresses_are_counted_for_the_network_that_asks(send):
    for number in range(MAILS.allowance.burst):
        send("account_reset_password", email=f"person{number}@example.org")
    with pytest.raises(TooManyAttempts):
        send("account_reset_password", email="somebody@example.org")
    send("account_reset_password", email="somebody@example.org", address="192.0.2.2")


def test_a_person_is_counted_wherever_they_are(send):
    ben, (limit,) = make_user("ben"), PAGES["account_email"]
    for number in range(limit.allowance.burst):
        send("account_email", user=ben, address=f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts):
        send("account_email", user=ben, address="198.51.100.1")
    send("account_email", user=make_user("eva"))


@pytest.mark.parametrize("page", PAGES)
def test_the_pages_exist(page):
    names = {"account_reset_password_from_key": {"uidb36": "1", "key": "x"}}
    names |= {"account_confirm_email": {"key": "x"}, "invitation": {"token": "x"}}
    here = {"course": "ml"}
    names |= {"thread": here | {"pk": "1"}, "ask": here | {"kind": "lab", "slug": "x"}}
    if page == "invitation":
        assert reverse(page, kwargs=names[page]) == "/invitations/x/"
    elif page in ("thread", "ask"):
        assert reverse(page, kwargs=names[page]).startswith("/courses/ml/questions/")
    elif page != "account_confirm_login_code":  # only where codes are switched on
        assert reverse(page, kwargs=names.get(page)).startswith("/accounts/")
