"""Forms where they differ from allauth's."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from courseware.people.models import User
from tests.factories import make_user

pytestmark = pytest.mark.django_db
OLD, NEW = "correct horse", "a new long pass phrase"
SIGN_UP = {"first_name": "Dora", "username": "dora", "password1": NEW, "password2": NEW}


@pytest.fixture
def ben():
    user = make_user("ben")
    user.set_password(OLD)
    user.save()
    return user


def errors(response, field: str) -> list[str]:
    return response.context["form"].errors.get(field, [])


def test_an_address_that_is_somebody_s_name_cannot_be_signed_up_with(client):
    User.objects.create_user("eva@example.org")
    response = client.post(reverse("account_signup"), SIGN_UP | {"email": "eva@example.org"})
    assert errors(response, "email")
    assert not User.objects.filter(username="dora").exists()


def test_an_address_of_nobody_can(client):
    client.post(reverse("account_signup"), SIGN_UP | {"email": "dora@example.org"})
    assert User.objects.get(username="dora").email == "dora@example.org"


@pytest.mark.parametrize("verified", [True, False])
def test_an_address_with_which_somebody_else_signs_in_cannot_be_added(client, ben, verified):
    eva = make_user("eva")
    EmailAddress.objects.create(user=eva, email=eva.email, primary=True, verified=verified)
    client.force_login(ben)
    client.post(reverse("account_email"), {"action_add": "", "email": eva.email})
    assert not EmailAddress.objects.filter(user=ben, email=eva.email).exists()
    client.post(reverse("account_email"), {"action_add": "", "email": "second@example.org"})
    assert EmailAddress.objects.filter(user=ben, email="second@example.org").exists()


@pytest.mark.parametrize(("typed", "taken"), [(OLD, True), ("wrong", False)])
def test_the_current_password_is_asked_for(client, ben, typed, taken):
    client.force_login(ben)
    form = {"oldpassword": typed, "password1": NEW, "password2": NEW}
    response = client.post(reverse("account_change_password"), form)
    ben.refresh_from_db()
    assert ben.check_password(NEW) is taken
    assert taken or errors(response, "oldpassword")
