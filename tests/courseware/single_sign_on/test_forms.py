"""The username of a newcomer is checked as it is at sign-up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from courseware.people.models import User
from tests.courseware.single_sign_on.conftest import Identities
from tests.factories import make_user

SIGN_UP = "/accounts/3rdparty/signup/"


def test_names_that_look_alike_and_odd_claims_are_refused_with_a_sentence(
    provider: Identities, client: Client, sign_in: Callable[..., Any]
):
    make_user("ian")
    odd = {"email": "no address", "given_name": 7, "family_name": "x\0" * 400, "name": ["a"]}
    provider.know("odd", **odd, preferred_username="Ian")
    assert sign_in("odd").url == SIGN_UP
    form = client.get(SIGN_UP).context["form"]
    assert form.initial["email"] == "" and len(form.initial["last_name"]) <= 150
    new = {"first_name": "I", "last_name": "", "username": "lan", "email": "i@e.org"}
    assert client.post(SIGN_UP, new).context["form"].errors["username"]
    assert client.post(SIGN_UP, new | {"username": "ivan"}).status_code == 302
    assert User.objects.filter(username="ivan").exists()


def test_without_a_pending_sign_in_there_is_no_form(client: Client, db: None):
    assert client.get(SIGN_UP).url == "/accounts/login/"
