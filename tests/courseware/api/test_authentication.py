"""Who may use the API, and with what."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
ME = "/api/v1/me"


def test_a_token_is_its_person(program, ben):
    assert program(ben).get(ME).json() == {
        "username": "ben",
        "name": "Ben",
        "language": "",
        "time_zone": "",
    }


def test_a_token_needs_the_scope(program, ben):
    refused = program(ben, "submit").get(ME)
    assert refused.status_code == 403 and "“read”" in refused.json()["detail"]


@pytest.mark.parametrize("value", ["", "Bearer", "Bearer cw_wrong", "Basic eDp5", "cw_wrong"])
def test_nobody_gets_a_sentence_and_a_challenge(value):
    refused = Client().get(ME, headers={"Authorization": value} if value else {})
    assert (refused.status_code, refused["WWW-Authenticate"]) == (401, "Bearer")
    assert refused["Content-Type"] == "application/problem+json"
    assert refused.json()["title"] == "Unauthorized"


def test_a_wrong_token_is_not_made_good_by_a_cookie(ben):
    client = Client(headers={"Authorization": "Bearer cw_wrong"})
    client.force_login(ben)
    assert client.get(ME).status_code == 401


def test_the_cookie_of_the_site_reads_and_needs_its_csrf_token_to_write(ben, course):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ben)
    assert client.get(ME).json()["username"] == "ben"
    address = f"/api/v1/courses/{course.slug}/labs/softmax/submissions"
    refused = client.post(address, {"code": "a = 1"}, content_type="application/json")
    assert refused.status_code == 403 and "CSRF" in refused.json()["detail"]
