"""What an invited person types for an account, and what is refused."""

from __future__ import annotations

import pytest

from courseware.roster.account_form import AccountForm
from tests.factories import make_user

pytestmark = pytest.mark.django_db

TYPED = {
    "first_name": "Gus",
    "last_name": "Guest",
    "username": "gus",
    "password": "correct horse battery",
}


def form_of(invitation, **changed) -> AccountForm:
    return AccountForm(TYPED | changed, invitation=invitation)


def test_it_begins_with_what_the_invitation_knows(invitation):
    form = AccountForm(invitation=invitation)
    assert [form[name].value() for name in ("first_name", "last_name", "username")] == [
        "Gus",
        "Guest",
        "gus",
    ]
    assert form["password"].value() is None


def test_what_was_typed_makes_the_account(invitation):
    form = form_of(invitation, last_name="", username="gustav")
    assert form.is_valid(), form.errors
    assert form.account() == {
        "first_name": "Gus",
        "last_name": "",
        "username": "gustav",
        "password": "correct horse battery",
    }


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("first_name", ""),
        ("username", ""),
        ("username", "with space"),
        ("username", "x" * 151),
        ("password", ""),
        ("password", "short"),
        ("password", "1234567890123"),
        ("password", "password"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(invitation, field, typed):
    form = form_of(invitation, **{field: typed})
    assert not form.is_valid()
    assert list(form.errors) == [field]


def test_a_username_that_somebody_has_is_refused_in_any_case(invitation):
    make_user("gus")
    assert list(form_of(invitation, username="GUS").errors) == ["username"]


def test_a_password_like_the_invited_address_or_the_names_is_refused(invitation):
    invitation.email = "longaddress@example.org"
    for alike in ("longaddress", "longaddress@example.org"):
        assert list(form_of(invitation, password=alike).errors) == ["password"]
    assert list(form_of(invitation, username="mathilda-x", password="mathilda-x").errors) == [
        "password"
    ]


def test_a_name_that_was_taken_meanwhile_is_said_at_the_name(invitation):
    form = form_of(invitation)
    assert form.is_valid()
    form.add_name_error()
    assert list(form.errors) == ["username"]
