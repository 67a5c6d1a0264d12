"""The form that makes a token."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from courseware.api.forms import TokenForm


@pytest.mark.parametrize(("life", "days"), [("30", 30), ("365", 365), ("0", None)])
def test_it_says_when_a_token_expires(life, days):
    form = TokenForm({"name": "laptop", "scopes": ["read"], "life": life})
    assert form.is_valid()
    expected = days and timezone.now() + timedelta(days=days)
    found = form.expires_at()
    assert found == expected or abs(found - expected) < timedelta(minutes=1)


def test_at_least_one_scope_is_needed():
    form = TokenForm({"name": "laptop", "life": "30"})
    assert form.errors["scopes"] == ["Choose at least one."]
