"""Rosters as people have them, good and bad."""

from __future__ import annotations

import pytest

from courseware.roster.files import reading
from courseware.roster.files.reading import read_roster


def people(text: str) -> list[tuple[str, str, str]]:
    return [(row.first_name, row.last_name, row.email) for row in read_roster(text).rows]


def faults(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.sentence) for fault in read_roster(text).faults]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_with_a_header_is_read_by_its_columns(delimiter):
    lines = ["Email", "Name", "Group", "Role", "Remark"], ["a@x.org", "Ada L.", "Mon", "ta", "!"]
    roster = read_roster("\n".join(delimiter.join(line) for line in lines))
    (row,) = roster.rows
    assert (row.line, row.name, row.email) == (2, "Ada L.", "a@x.org")
    assert (row.sections, row.role, roster.faults) == (("Mon",), "assistant", ())


def test_what_a_file_does_not_say_is_not_empty():
    (row,) = read_roster("email\na@x.org").rows
    assert (row.role, row.sections) == (None, None)
    (row,) = read_roster("email,section,role\na@x.org,,").rows
    assert (row.role, row.sections) == (None, ())


@pytest.mark.parametrize(
    "line",
    [
        "Ada Lovelace <a@x.org>",
        "a@x.org, Ada Lovelace",
        "Ada Lovelace\ta@x.org",
        '"Lovelace, Ada" <a@x.org>',
    ],
)
def test_pasted_lines_need_no_header(line):
    assert people(line) == [("Ada", "Lovelace", "a@x.org")]


def test_names_keep_commas_and_accents():
    assert people('name,email\n"van Gogh, José",j@x.org\nMarie Curie,m@x.org\nPelé,p@x.org') == [
        ("José", "van Gogh", "j@x.org"),
        ("Marie", "Curie", "m@x.org"),
        ("Pelé", "", "p@x.org"),
    ]


def test_sections_are_several_and_in_one_order():
    (row,) = read_roster('email,section\na@x.org,"Tue; Mon | Tue"').rows
    assert row.sections == ("Mon", "Tue")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Ada,not-an-address,", "is not an email address"),
        ("Ada,,", "There is no email address or username"),
        ("=cmd(),a@x.org,", "begins with “=”"),
        ("+1,a@x.org,", "begins with “+”"),
        ("Ada,a@x.org,king", "no role “king”"),
        ("Ada,a@x.org,student,more", "This line has 4 cells"),
        ("Ada\x00,a@x.org,", "cannot be read"),
        ("x" * 200 + ",a@x.org,", "longer than 150"),
        ('"Ada,a@x.org,\n', "quotation mark"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named(line, said):
    ((number, sentence),) = faults(f"name,email,role\nBen Okoro,b@x.org,\n{line}")
    assert (number, said in sentence) == (3, True)
    assert people(f"name,email,role\nBen Okoro,b@x.org,\n{line}") == [("Ben", "Okoro", "b@x.org")]


def test_a_person_twice_is_one_and_with_other_words_a_fault():
    roster = read_roster("name,email\nAda L,a@x.org\nAda L,A@x.org\nAda M,a@x.org")
    assert (len(roster.rows), roster.repeated) == (1, 1)
    assert [fault.line for fault in roster.faults] == [4]


def test_a_file_that_is_none_is_one_fault():
    assert faults("") == [(1, "The file is empty.")]
    assert "There is no column named" in faults("name,section\nAda,Mon")[0][1]


def test_a_file_that_is_too_long_is_not_read(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert faults("email\na@x.org\nb@x.org\nc@x.org") == [
        (4, "This has 3 lines. At most 2 can be imported at once.")
    ]


def test_lines_are_counted_as_an_editor_counts_them():
    assert faults("\ufeffsep=;\nemail;name\n\na@x.org;Ada\n\nbad;Ben")[0][0] == 6
