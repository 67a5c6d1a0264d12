"""Automatic registration by a link that works once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from courseware.lti.models import Deployment, Platform, RegistrationLink
from courseware.lti.registering import make_link
from tests.courseware.lti.platform import CLIENT, DEPLOYMENT, TOOL

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def address(admin_user):
    return f"/lti/register/{make_link(admin_user)}/"


@pytest.fixture
def values(server):
    return {
        "openid_configuration": f"{server.url}/configuration",
        "registration_token": "registration-token",
    }


def test_a_platform_and_the_site_know_each_other_afterwards(server, address, values):
    frame = Client()
    page = frame.get(address, values)
    assert server.url in page.content.decode() and Platform.objects.count() == 0
    assert f"frame-ancestors 'self' {server.url}" in page.headers["Content-Security-Policy"]
    done = frame.post(address, values, **HERE)
    assert done.status_code == 200 and b"data-registered" in done.content
    platform = Platform.objects.get()
    assert (platform.issuer, platform.client_id, platform.active) == (server.url, CLIENT, True)
    assert platform.keyset_url == f"{server.url}/jwks"
    assert Deployment.objects.get().key == DEPLOYMENT and Deployment.objects.get().active
    (wanted,) = server.registered
    assert wanted["redirect_uris"] == ["http://testserver/lti/launch/"]
    assert wanted["jwks_uri"] == "http://testserver/lti/jwks/"
    assert {each["type"] for each in wanted[TOOL]["messages"]} == {
        "LtiResourceLinkRequest",
        "LtiDeepLinkingRequest",
    }
    assert "lti-ags/scope/score" in wanted["scope"]
    assert frame.post(address, values, **HERE).status_code == 404  # once


def test_a_link_that_is_old_or_made_up_registers_nothing(address, values, client):
    RegistrationLink.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    for path in (address, "/lti/register/made-up/", "/lti/register/%00/"):
        assert client.get(path, values).status_code == 404
        assert client.post(path, values, **HERE).status_code == 404


def test_only_our_own_page_registers(address, values, client):
    assert client.post(address, values).status_code == 403
    assert Platform.objects.count() == 0


def test_a_link_that_is_opened_by_hand_says_what_it_is_for(address, client):
    response = client.get(address)
    assert response.status_code == 400 and b"give it to the platform" in response.content
    bad = {"openid_configuration": "javascript:alert(1)"}
    assert client.get(address, bad).status_code == 400


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"authorization_endpoint": None}, "authorization_endpoint"),
        ({"issuer": 5}, "issuer"),
        ({"issuer": "x" * 300}, "issuer"),
        ({"jwks_uri": "ftp://x"}, "not a valid address"),
        ({"token_endpoint": "x"}, "not a valid address"),
        ({"registration_endpoint": 5}, "did not answer"),
        (
            {"https://purl.imsglobal.org/spec/lti-platform-configuration": None},
            "authorization_endpoint|did not answer|",
        ),
    ],
)
def test_a_configuration_that_lacks_something_is_told(server, address, values, changes, words):
    server.registration_changes = changes
    response = Client().post(address, values, **HERE)
    if "|" not in words:
        assert response.status_code in (403, 502)
        assert words in response.content.decode()
        assert Platform.objects.count() == 0
        assert RegistrationLink.objects.get().problem
        assert RegistrationLink.objects.get().used_at is None
    assert response.status_code != 500


def test_a_refusal_of_the_platform_is_told_and_can_be_tried_again(server, address, values):
    wrong = values | {"registration_token": "wrong"}
    response = Client().post(address, wrong, **HERE)
    assert response.status_code == 502 and b"could not be opened" in response.content
    assert Client().post(address, values, **HERE).status_code == 200


def test_who_speaks_for_another_server_is_switched_on_by_the_operator(server, address, values):
    server.registration_changes = {"issuer": "https://other.example"}
    response = Client().post(address, values, **HERE)
    assert b"must review it" in response.content
    assert not Platform.objects.get().active


def test_a_registration_that_is_known_is_not_changed(server, address, values, admin_user):
    Client().post(address, values, **HERE)
    Platform.objects.update(token_url="https://kept.example/")
    again = f"/lti/register/{make_link(admin_user)}/"
    response = Client().post(again, values, **HERE)
    assert response.status_code == 409 and b"already" in response.content
    assert Platform.objects.get().token_url == "https://kept.example/"


def test_addresses_behind_the_sites_walls_are_not_asked(server, address, values, settings):
    settings.LTI_PRIVATE = False
    response = Client().post(address, values, **HERE)
    assert response.status_code == 400 and b"https://" in response.content
    values["openid_configuration"] = "https://127.0.0.1/configuration"
    response = Client().post(address, values, **HERE)
    assert response.status_code == 400 and b"not a public address" in response.content
    assert server.requests == []
