"""Who is signed in, and whether a password is right."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher

from courseware.people.backend import Backend
from courseware.people.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse"
hashes: list[str] = []


class CountingHasher(MD5PasswordHasher):
    algorithm = "counted"

    def encode(self, password, salt):
        hashes.append(password)
        return super().encode(password, salt)


@pytest.fixture(autouse=True)
def counting(settings):
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]


@pytest.fixture
def ben():
    user = make_user("ben")
    user.set_password(PASSWORD)
    user.save()
    hashes.clear()
    return user


@pytest.mark.parametrize(
    "credentials", [{"username": "ben"}, {"username": " BEN "}, {"email": "ben@example.org"}]
)
def test_a_right_password_opens_by_name_and_by_address(ben, credentials):
    assert Backend().authenticate(None, **credentials, password=PASSWORD) == ben


@pytest.mark.parametrize(
    "credentials",
    [
        {"username": "ben", "password": "wrong"},
        {"username": "nobody", "password": PASSWORD},
        {"username": "ben", "password": ""},
        {"username": "", "password": PASSWORD},
        {"password": PASSWORD},
    ],
)
def test_everything_else_opens_nothing(ben, credentials):
    assert Backend().authenticate(None, **credentials) is None


@pytest.mark.parametrize("name", ["ben", "nobody"])
def test_timing_does_not_reveal_who_exists(ben, name):
    Backend().authenticate(None, username=name, password="wrong")
    assert hashes == ["wrong"]


def test_without_a_password_or_a_name_nothing_is_hashed(ben):
    Backend().authenticate(None, username="ben", password=None)
    Backend().authenticate(None, username=None, password=PASSWORD)
    assert hashes == []


def test_the_user_of_a_session_is_found_in_one_query(ben, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert Backend().get_user(ben.pk) == ben
    assert Backend().get_user(ben.pk + 1) is None


def test_somebody_who_is_not_active_is_not_signed_in(ben):
    User.objects.update(is_active=False)
    assert Backend().get_user(ben.pk) is None
