"""The words for columns and roles."""

from __future__ import annotations

import pytest

from courseware.roster.files.headers import fields_of, role_named


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        (["Name", "E-mail", "Section"], ["name", "email", "sections"]),
        (["SIS Login ID", "First Name", "SURNAME"], ["username", "first_name", "last_name"]),
        (["Prénom", "Nom", "Mail"], ["first_name", "last_name", "email"]),
        (["user_name", "ID", "Role(s)"], ["username", None, "role"]),
        (["Ada", "ada@example.org"], None),
        (["name", "ada@example.org"], None),
        (["x", "y"], None),
    ],
)
def test_columns_are_named_in_many_ways(cells, fields):
    assert fields_of(cells) == fields


@pytest.mark.parametrize(
    ("word", "role"),
    [("TA", "assistant"), ("Teacher", "instructor"), ("LEARNER", "student"), ("king", None)],
)
def test_roles_are_named_in_many_ways(word, role):
    assert role_named(word) == role
