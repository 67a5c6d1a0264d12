"""What is stored of a personal token."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from courseware.api.models import Scope, Token

pytestmark = pytest.mark.django_db


def make(user: Any, name: str, digest: str) -> Token:
    return Token.objects.create(user=user, name=name, start="cw_abcde", digest=digest)


def test_two_people_never_share_a_secret(ben: Any, ada: Any) -> None:
    make(ben, "laptop", "0" * 64)
    with pytest.raises(IntegrityError), transaction.atomic():
        make(ada, "laptop", "0" * 64)
    make(ada, "laptop", "1" * 64)
    assert Token.objects.count() == 2


def test_the_newest_comes_first_also_of_those_made_at_the_same_time(ben: Any) -> None:
    tokens = [make(ben, name, name * 64) for name in "abc"]
    now = timezone.now()
    Token.objects.update(created_at=now)
    assert [token.name for token in ben.api_tokens.all()] == ["c", "b", "a"]
    Token.objects.filter(pk=tokens[0].pk).update(created_at=now + timedelta(seconds=1))
    assert [token.name for token in ben.api_tokens.all()] == ["a", "c", "b"]


def test_a_token_permits_nothing_until_it_is_told_and_never_expires_by_itself(ben: Any) -> None:
    token = make(ben, "laptop", "0" * 64)
    token.refresh_from_db()
    assert (token.scopes, token.expires_at, token.last_used_at) == ([], None, None)


def test_it_shows_enough_to_tell_it_apart_and_goes_with_its_person(ben: Any) -> None:
    assert str(make(ben, "laptop", "0" * 64)) == "laptop (cw_abcde…)"
    ben.delete()
    assert not Token.objects.exists()


def test_every_scope_says_what_it_permits() -> None:
    assert Scope.values == ["read", "submit", "teach"]
    assert len(set(map(str, Scope.labels))) == len(Scope.values)
