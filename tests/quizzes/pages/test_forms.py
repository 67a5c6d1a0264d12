import pytest
from django.http import QueryDict

from quizzes.pages.forms import (
    is_script,
    parse_changes,
    parse_question_number,
    questions_on_page,
)
from quizzes.services.changes import Basis, Change


def post(text: str) -> QueryDict:
    return QueryDict(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("0", 0), (None, None), ("", None), ("-1", None), ("x", None), ("1" * 7, None)],
)
def test_only_a_short_number_is_the_number_of_a_question(text, number):
    assert parse_question_number(text) == number


@pytest.mark.parametrize(
    ("text", "questions"), [("", ["a", "b"]), (":page=b", ["b"]), (":page=other", [])]
)
def test_a_page_has_all_questions_or_the_one_that_it_names(text, questions):
    assert questions_on_page(post(text), ["a", "b"]) == questions


def test_a_plain_form_changes_each_question_on_its_page():
    changes = parse_changes(post("b.x=1&b.y=2&b.y=3&other=4"), ["a", "b"])
    assert changes == [
        Change("a", {}, opaque=True, localized=True),
        Change("b", {"x": ["1"], "y": ["2", "3"]}, opaque=True, localized=True),
    ]


def test_a_script_changes_the_fields_that_it_names():
    data = post("changed=b.x&changed=a&changed=b.x&b.x=1&b.y=2")
    assert is_script(data)
    assert parse_changes(data, ["a", "b", "c"]) == [
        Change("b", {"x": ["1"]}, whole=False, opaque=True, localized=True),
        # Nothing is ticked any more.
        Change(
            "a", {"": []}, whole=False, opaque=True, localized=True
        ),  # nothing is ticked any more
    ]


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("a:3:1700:page-1", Basis(3, 1700, "page-1")),
        ("a:3::", Basis(3)),
        ("a:x::", None),
        ("b:3::", None),
        ("a:3", None),
        ("a:3:1:" + "w" * 41, None),
        ("a:" + "9" * 10 + "::", None),
    ],
)
def test_a_change_names_the_version_that_its_page_had_seen(text, basis):
    (change,) = parse_changes(post(f"a=1&basis={text}"), ["a"])
    assert change.basis == basis


@pytest.mark.parametrize(
    ("value", "certainty"), [("1", 1), ("3", 3), ("4", None), ("0", None), ("", None), ("x", None)]
)
def test_the_certainty_is_no_part_of_the_answer(value, certainty):
    (change,) = parse_changes(post(f"a=l1&a.:certainty={value}"), ["a"])
    assert (change.fields, change.certainty) == ({"": ["l1"]}, certainty)
