"""Browsers and networks in which an account has been used before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from courseware.people import devices
from courseware.people.devices import (
    COOKIE,
    LIFETIME,
    MAX_ACCOUNTS,
    device_of,
    is_known_network,
    remember,
    set_device_cookie,
)
from courseware.people.models import KnownNetwork
from tests.factories import make_user

pytestmark = pytest.mark.django_db


class Browser:
    """Keeps the cookie that the site sets."""

    def __init__(self, rf, address="192.0.2.1"):
        self.rf, self.address, self.cookie = rf, address, None

    def request(self):
        request = self.rf.get("/", REMOTE_ADDR=self.address)
        if self.cookie is not None:
            request.COOKIES[COOKIE] = self.cookie
        return request

    def sign_in(self, user):
        request, response = self.request(), HttpResponse()
        remember(None, request, user)
        set_device_cookie(request, response)
        self.cookie = response.cookies[COOKIE].value
        return response.cookies[COOKIE]


@pytest.fixture
def browser(rf):
    return Browser(rf)


def test_a_browser_is_recognized_for_the_accounts_that_were_used_in_it(browser, ben):
    assert device_of(browser.request(), ben) is None
    browser.sign_in(ben)
    device = device_of(browser.request(), ben)
    assert device
    other = make_user()
    assert device_of(browser.request(), other) is None
    browser.sign_in(other)
    assert device_of(browser.request(), ben) == device_of(browser.request(), other) == device


def test_two_browsers_are_told_apart(rf, ben):
    one, other = Browser(rf), Browser(rf)
    one.sign_in(ben)
    other.sign_in(ben)
    assert device_of(one.request(), ben) != device_of(other.request(), ben)


def test_a_browser_remembers_the_accounts_that_were_used_last(browser):
    people = [make_user() for _ in range(MAX_ACCOUNTS + 1)]
    for person in people:
        browser.sign_in(person)
    assert device_of(browser.request(), people[0]) is None
    assert all(device_of(browser.request(), person) for person in people[1:])


@pytest.mark.parametrize("cookie", ["", "x", "device.1", "device.1:signature"])
def test_a_forged_cookie_makes_nobody_known(browser, ben, cookie):
    browser.cookie = cookie.replace("1", str(ben.pk))
    assert device_of(browser.request(), ben) is None


def test_the_cookie_is_for_the_server_alone(browser, ben):
    cookie = browser.sign_in(ben)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == LIFETIME.total_seconds()


def test_nothing_is_set_where_nobody_has_signed_in(rf):
    response = HttpResponse()
    set_device_cookie(rf.get("/"), response)
    assert not response.cookies


def test_a_network_is_known_to_those_who_signed_in_there(browser, ben):
    browser.sign_in(ben)
    assert is_known_network(ben, "192.0.2.1")
    assert not is_known_network(ben, "192.0.2.2")
    assert not is_known_network(make_user(), "192.0.2.1")
    assert "192.0.2.1" not in KnownNetwork.objects.get().network_hash


def test_networks_are_forgotten_and_cleared_when_another_is_added(rf, ben):
    Browser(rf).sign_in(ben)
    KnownNetwork.objects.update(seen_at=timezone.now() - LIFETIME - timedelta(days=1))
    assert not is_known_network(ben, "192.0.2.1")
    Browser(rf, "192.0.2.2").sign_in(ben)
    assert KnownNetwork.objects.count() == 1


def test_a_network_is_written_once_in_a_while_only(browser, ben, django_assert_num_queries):
    browser.sign_in(ben)
    with django_assert_num_queries(1):
        browser.sign_in(ben)
    KnownNetwork.objects.update(seen_at=timezone.now() - LIFETIME / 20)
    browser.sign_in(ben)
    assert KnownNetwork.objects.get().seen_at > timezone.now() - timedelta(minutes=5)


def test_signing_in_without_a_request_is_remembered_nowhere(ben):
    devices.remember(None, None, ben)
    assert KnownNetwork.objects.count() == 0
