"""Lines of a roster as values."""

from __future__ import annotations

import pytest

from courseware.roster.files.rows import Roster, RosterRow


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"first_name": "Ada", "last_name": "Lovelace", "email": "a@x.org"}, "Ada Lovelace"),
        ({"first_name": "Ada", "email": "a@x.org"}, "Ada"),
        ({"last_name": "Lovelace"}, "Lovelace"),
        ({"email": "a@x.org", "username": "ada"}, "a@x.org"),
        ({"username": "ada"}, "ada"),
        ({}, ""),
    ],
)
def test_a_person_is_called_by_the_best_that_is_known(fields, name):
    assert RosterRow(1, **fields).name == name


def test_people_are_told_apart_by_address_and_username_in_any_case():
    row = RosterRow(1, email="Ada@X.org", username="ADA")
    assert row.keys == ("ada@x.org", "ada")
    assert RosterRow(2, email="ß@x.org").keys == ("ss@x.org",)
    assert RosterRow(3, first_name="Ada").keys == ()


def test_a_file_that_says_nothing_of_sections_is_not_one_that_empties_them():
    row = RosterRow(1, email="a@x.org")
    assert (row.role, row.sections) == (None, None)
    assert row != RosterRow(1, email="a@x.org", sections=())


def test_an_empty_roster_has_neither_rows_nor_faults():
    assert Roster() == Roster(rows=(), faults=(), repeated=0)
