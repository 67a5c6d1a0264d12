"""Personal tokens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.api import tokens
from courseware.api.models import Token
from courseware.api.tokens import TooManyTokens, create_token, revoke_token, token_of

pytestmark = pytest.mark.django_db


def test_a_secret_finds_its_token_and_is_not_stored(ben):
    token, secret = create_token(user=ben, name="laptop", scopes=["submit", "read", "read"])
    assert token_of(secret) == token and token.scopes == ["read", "submit"]
    assert secret.startswith(token.start) and len(secret) > 40
    assert secret not in str(Token.objects.values_list())
    for wrong in ("", "cw_", secret[:-1], secret + "x", secret.upper(), "cw_\0", "cw_" + "é" * 500):
        assert token_of(wrong) is None


def test_an_expired_token_and_one_of_a_closed_account_are_no_tokens(ben):
    now = timezone.now()
    _token, past = create_token(user=ben, name="a", scopes=["read"], expires_at=now)
    soon = now + timedelta(minutes=1)
    _token, valid = create_token(user=ben, name="b", scopes=["read"], expires_at=soon)
    assert token_of(past) is None and token_of(valid) is not None
    ben.is_active = False
    ben.save()
    assert token_of(valid) is None


def test_only_its_owner_revokes_a_token(ben, ada):
    token, secret = create_token(user=ben, name="laptop", scopes=["read"])
    assert not revoke_token(user=ada, pk=token.pk)
    assert token_of(secret) is not None
    assert revoke_token(user=ben, pk=token.pk)
    assert token_of(secret) is None


def test_use_is_noted_now_and_then(ben, django_assert_num_queries):
    _token, secret = create_token(user=ben, name="laptop", scopes=["read"])
    token_of(secret)
    assert Token.objects.get().last_used_at is not None
    with django_assert_num_queries(1):
        token_of(secret)


def test_the_number_of_tokens_is_limited(ben, ada, monkeypatch):
    monkeypatch.setattr(tokens, "MAX_TOKENS", 1)
    create_token(user=ben, name="laptop", scopes=["read"])
    create_token(user=ada, name="laptop", scopes=["read"])
    with pytest.raises(TooManyTokens):
        create_token(user=ben, name="another", scopes=["read"])
