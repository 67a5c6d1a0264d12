"""The page on which tokens are made and revoked."""

from __future__ import annotations

import re

import pytest

from courseware.api import tokens
from courseware.api.models import Token
from courseware.api.tokens import create_token, token_of

pytestmark = pytest.mark.django_db
FORM = {"name": "laptop", "scopes": ["read"], "life": "30"}


def body(response) -> str:
    return response.content.decode()


def test_a_token_is_shown_once_and_revoked(client, ben):
    client.force_login(ben)
    page = client.post("/accounts/tokens/", FORM)
    assert page["Cache-Control"].startswith("max-age=0")
    secret = re.search(r"cw_[\w-]{40,}", body(page))[0]
    token = token_of(secret)
    assert token.user == ben and token.scopes == ["read"]
    assert 29 < (token.expires_at - token.created_at).total_seconds() / 86400 < 31
    listed = body(client.get("/accounts/tokens/"))
    assert "laptop" in listed and secret not in listed
    assert client.post(f"/accounts/tokens/{token.pk}/revoke/").url == "/accounts/tokens/"
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"scopes": []}, {"scopes": ["all"]}, {"life": "x"}, {"name": "\0"}]
)
def test_a_form_that_is_not_valid_is_shown_again(client, ben, wrong):
    client.force_login(ben)
    assert client.post("/accounts/tokens/", FORM | wrong).status_code == 422
    assert not Token.objects.exists()


def test_over_the_limit_it_says_what_to_do(client, ben, monkeypatch):
    monkeypatch.setattr(tokens, "MAX_TOKENS", 1)
    client.force_login(ben)
    client.post("/accounts/tokens/", FORM)
    page = client.post("/accounts/tokens/", FORM)
    assert page.status_code == 422 and "Revoke one that you no longer use." in body(page)


def test_the_token_of_another_person_stays(client, ada, ben):
    token, _secret = create_token(user=ada, name="hers", scopes=["read"])
    client.force_login(ben)
    assert "hers" not in body(client.get("/accounts/tokens/"))
    client.post(f"/accounts/tokens/{token.pk}/revoke/")
    assert Token.objects.count() == 1
