"""Few people can be meant by one login, and nobody takes the address of another."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client
from django.urls import reverse

from courseware.people.logins import MAX_USERS, find_users
from courseware.people.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"


class CountingHasher(PBKDF2PasswordHasher):
    iterations = 1
    hashes = 0

    def encode(self, *args, **options):
        CountingHasher.hashes += 1
        return super().encode(*args, **options)


@pytest.fixture(autouse=True)
def quick_hasher(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]


@pytest.fixture
def ada(db):
    user = make_user("ada")
    user.set_password(PASSWORD)
    user.save()
    return user


def hashes_of(login: str) -> int:
    before = CountingHasher.hashes
    assert authenticate(None, username=login, password="wrong") is None
    return CountingHasher.hashes - before


def test_addresses_that_others_only_typed_sign_nobody_in_and_cost_nothing(ada):
    for number in range(20):
        other = make_user(f"other-{number}")
        EmailAddress.objects.create(user=other, email=ada.email)
    assert find_users([ada.email]) == [ada]
    assert hashes_of(ada.email) == hashes_of("nobody@example.org") == 1


def test_at_most_three_people_are_meant(ada):
    for number in range(20):
        other = make_user(f"other-{number}")
        User.objects.filter(pk=other.pk).update(email=ada.email, password=ada.password)
        EmailAddress.objects.create(user=other, email=ada.email, primary=True)
    named = make_user("named")
    User.objects.filter(pk=named.pk).update(username=ada.email, password=ada.password)
    found = find_users([ada.email.upper()])
    assert len(found) == MAX_USERS and {ada, named} < set(found)
    assert hashes_of(ada.email) == MAX_USERS


def test_who_has_verified_an_address_is_the_only_owner(ada):
    EmailAddress.objects.create(user=make_user("eve"), email=ada.email, primary=True)
    bea = make_user("bea")
    EmailAddress.objects.create(user=bea, email=ada.email, verified=True)
    assert find_users([ada.email]) == [bea]


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_of_another_cannot_be_added(ada, client, verified):
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=verified)
    eve = make_user("eve")
    client.force_login(eve)
    fields = {"action_add": "", "email": ada.email.upper()}
    answer = client.post(reverse("account_email"), fields)
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert not EmailAddress.objects.filter(user=eve, email=ada.email).exists()
    client.post(reverse("account_email"), {"action_add": "", "email": "eve@example.com"})
    assert EmailAddress.objects.filter(user=eve, email="eve@example.com").exists()


def test_an_address_of_another_cannot_become_primary(ada, client):
    """It may have been added before the other person came."""
    eve = make_user("eve")
    for email in (ada.email, "eve@example.com"):
        EmailAddress.objects.create(user=eve, email=email)
    client.force_login(eve)
    fields = {"action_primary": "", "email": ada.email}
    page = client.post(reverse("account_email"), fields, follow=True)
    assert "already registered" in page.content.decode()
    assert find_users([ada.email]) == [ada]
    client.post(reverse("account_email"), fields | {"email": "eve@example.com"})
    assert find_users(["eve@example.com"]) == [eve]


def sign_up(username: str, email: str):
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    fields = {"first_name": "X", "username": username, "email": email, **passwords}
    return Client().post(reverse("account_signup"), fields)


def test_nobody_signs_up_under_the_address_of_another(ada):
    for name in (ada.email, ada.email.upper()):
        answer = sign_up(name, "eve@example.org")
        assert answer.status_code == 200
        assert answer.context["form"].errors["username"]
    assert not User.objects.filter(email="eve@example.org").exists()
    assert sign_up("eve@example.org", "eve@example.org").status_code == 302


def test_nobody_signs_up_with_an_address_that_is_the_name_of_another(ada):
    User.objects.filter(pk=ada.pk).update(username="ada@example.com")
    answer = sign_up("eve", "Ada@example.com")
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert not User.objects.filter(username="eve").exists()
